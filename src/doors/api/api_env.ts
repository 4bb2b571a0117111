/** The Hono environment of the API. */
import type { WaybillHono } from "../hono.ts";
import type { Ports } from "../ports.ts";
import type { Shop } from "../../flow/ports.ts";
import type { ApiTokenRow } from "../../sql/api_tokens.ts";

/** The program that asks: its token's id, name and scopes. */
export type Caller = Pick<ApiTokenRow, "id" | "name" | "scopes">;

/** The environment of every door, and the shop and program that ask. */
export interface ApiHono extends WaybillHono {
  readonly Variables: WaybillHono["Variables"] & {
    ports: Ports;
    shop: Shop;
    caller: Caller;
  };
}

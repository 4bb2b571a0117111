/** The Hono environment of the API. */
import type { WaybillHono } from "../hono.ts";
import type { Ports } from "../ports.ts";
import type { Shop } from "../../flow/ports.ts";

/** The environment of every door, and the shop that asks. */
export interface ApiHono extends WaybillHono {
  readonly Variables: WaybillHono["Variables"] & { ports: Ports; shop: Shop };
}

/** Who is at the desk, and the Hono environment of its pages. */
import type { Ports } from "../ports.ts";
import type { Shop } from "../../flow/ports.ts";
import type { WaybillHono } from "../hono.ts";

/** Somebody at the desk of one shop. */
export interface Desk {
  readonly ports: Ports;
  readonly shop: Shop;
  readonly now_ms: number;
  /** To whom forms are shown: no form of one is another's. */
  readonly who: string;
  /** As the page says it; null for whoever came by the token. */
  readonly email: string | null;
}

/** As every door, and who is at the desk. */
export interface DeskHono extends WaybillHono {
  readonly Variables: WaybillHono["Variables"] & { desk: Desk };
}

/** Who is at the desk, and the Hono environment of its pages. */
import type { Ports } from "../ports.ts";
import type { Shop } from "../../flow/ports.ts";
import type { Role } from "../../values/role.ts";
import type { WaybillHono } from "../hono.ts";

/** Somebody who is let in to a shop's desk. */
export interface Reader {
  /** Name of the person for form tokens: a form shown to one person is not accepted from another. */
  readonly who: string;
  /** The person's address as the page shows it; null for a person who signed in with the token. */
  readonly email: string | null;
  /** The person by the name that colleagues see. */
  readonly person: string;
  readonly role: Role;
  /** Of the person among the shop's people; null for who is none of them. */
  readonly person_id: string | null;
  /** In which they read the desk, where they chose it; null for the shop's own. */
  readonly language: string | null;
  /** True where a session of our own let them in, which they can end. */
  readonly has_session: boolean;
}

/** One person at the desk of one shop. */
export interface Desk extends Reader {
  readonly ports: Ports;
  readonly shop: Shop;
  readonly now_ms: number;
}

/** The environment of every door, and the person at the desk. */
export interface DeskHono extends WaybillHono {
  readonly Variables: WaybillHono["Variables"] & { desk: Desk };
}

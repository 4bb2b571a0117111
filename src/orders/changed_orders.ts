/** Declares the answer of a storefront that is asked for changed orders. Types only. */
import type { OrderEvent } from "./event.ts";

/** Position up to which the storefront has been asked. */
export interface ChangedSince {
  /** RFC 3339 in UTC. */
  readonly since: string;
  /** Sender's own cursor for the next page; null at the beginning. */
  readonly page: string | null;
}

export interface ChangedOrder {
  readonly order: string;
  /** Time of the last change; the same change makes the same delivery id. */
  readonly changed_at: string;
  readonly events: readonly OrderEvent[];
}

export interface ChangedPage {
  readonly orders: readonly ChangedOrder[];
  /** Errors of unreadable orders: field, rule and shape. */
  readonly refused: readonly string[];
  readonly next: ChangedSince;
  readonly is_last: boolean;
}

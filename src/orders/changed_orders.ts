/** What a storefront answers when it is asked for the orders that changed. Types alone. */
import type { OrderEvent } from "./event.ts";

/** How far it has been asked. */
export interface ChangedSince {
  /** RFC 3339 in UTC. */
  readonly since: string;
  /** Where the sender goes on, in its own words; null at the beginning. */
  readonly page: string | null;
}

export interface ChangedOrder {
  readonly order: string;
  /** When it was last changed: the same change is the same delivery. */
  readonly changed_at: string;
  readonly events: readonly OrderEvent[];
}

export interface ChangedPage {
  readonly orders: readonly ChangedOrder[];
  /** Orders that could not be read: field, rule and shape. */
  readonly refused: readonly string[];
  readonly next: ChangedSince;
  readonly is_last: boolean;
}

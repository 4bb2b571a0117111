/** Folds new events onto an already folded order, so that not all of its events are read each time. Pure. */
import type { OrderEvent } from "../event.ts";
import { evolve } from "./evolve.ts";
import { inOrder, RANK } from "./fold.ts";
import type { Order } from "../state.ts";

/**
 * Version of the fold, raised with every change of its result: an order folded by an older version is folded again
 * from all events. A test fixes the result of this version for a whole order.
 */
export const FOLD_VERSION = 12;

/**
 * Returns the position of an event among those of its order, as text that sorts in their order. Two events may share
 * a position.
 */
export function positionOf({ at, type }: OrderEvent): string {
  return `${at} ${String(RANK[type]).padStart(2, "0")}`;
}

/** Returns the last position of `events`. */
export function lastPosition(events: readonly OrderEvent[]): string {
  return events.map(positionOf).toSorted().at(-1) ?? "";
}

/**
 * Returns what `fold` makes of all events, if `events` are new to the order and later than `folded_to`; otherwise
 * null, and all must be read. An event at the same position gives null too, since the order of the two is unknown.
 */
export function appendEvents(order: Order, folded_to: string, events: readonly OrderEvent[]): Order | null {
  if (events.some((event) => positionOf(event) <= folded_to)) return null;
  return inOrder(events).reduce(evolve, order);
}

/** Folds later events onto an order that is folded already, so that not all of its events are read each time. Pure. */
import type { OrderEvent } from "../event.ts";
import { evolve } from "./evolve.ts";
import { inOrder, RANK } from "./fold.ts";
import type { Order } from "../state.ts";

/**
 * Raised with every change to what the fold makes of its events: an order that an older version folded is folded anew
 * from all of them. A test holds what this version makes of a whole life.
 */
export const FOLD_VERSION = 8;

/** Where an event stands among those of its order, as text whose order is theirs. Two events may share a place. */
export function positionOf({ at, type }: OrderEvent): string {
  return `${at} ${String(RANK[type]).padStart(2, "0")}`;
}

/** How far these events go. */
export function lastPosition(events: readonly OrderEvent[]): string {
  return events.map(positionOf).reduce((last, position) => position > last ? position : last, "");
}

/**
 * What `fold` makes of all events together, where `events` are new to the order and later than everything in it; null
 * where one is not: then all have to be read. Of two in the same place the earlier is not known here, so that is null too.
 */
export function appendEvents(order: Order, folded_to: string, events: readonly OrderEvent[]): Order | null {
  if (events.some((event) => positionOf(event) <= folded_to)) return null;
  return inOrder(events).reduce(evolve, order);
}

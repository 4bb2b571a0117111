/** Counts the pieces of a line that are no longer wanted, from refunds, returns and removals together. Pure. */
import type { Order } from "../state.ts";
import { accountOf } from "../account/account.ts";
import { arrivedAt, shippedAt } from "./shipment.ts";
import { shipmentWay } from "./way.ts";

/** Pieces of each line, by its id. */
export type Counts = ReadonlyMap<string, number>;

export interface Unwanted {
  /** Pieces that were removed or refunded, except those that the customer had and sends back. */
  readonly withdrawn: Counts;
  /** Of these, the pieces that had not left by their sender's word, or were taken off the order. */
  readonly kept_back: Counts;
  /** Pieces that are back at the shop. */
  readonly returned: Counts;
}

/**
 * What is said up to `until` (RFC 3339, in UTC), or in all. A removed piece may be paid back as well, and a returned one is
 * refunded too, and some storefronts remove it: the larger count stands, so that no piece is counted twice.
 */
export function unwanted(order: Order, until = "9999"): Unwanted {
  const cancelled = new Map<string, number>();
  const restocked = new Map<string, number>();
  const unclear = new Map<string, number>();
  /** Of the unclear ones, those that were refunded before the customer had any piece of the line to send back. */
  const early = new Map<string, number>();
  /** When the first piece of a line came back. */
  const back_at = new Map<string, string>();
  for (const { at, lines, state } of accountOf(order).refunds) {
    // Skips refunds that failed or were withdrawn.
    if (at > until || state === "failed" || state === "withdrawn") continue;
    for (const { line_id, quantity, restock } of lines) {
      const is_before_it_left = restock === undefined && at < firstLeft(order, line_id);
      add(
        restock === "cancelled" || is_before_it_left
          ? cancelled
          : restock === "returned"
          ? restocked
          : unclear,
        line_id,
        quantity,
      );
      if (restock === "returned") earliest(back_at, line_id, at);
      if (restock === undefined && !is_before_it_left && at < firstArrived(order, line_id)) {
        add(early, line_id, quantity);
      }
    }
  }
  const sent_back = new Map<string, number>();
  const received = new Map<string, number>();
  for (const { at, status, lines } of order.returns) {
    if (status === "declined" || at > until) continue;
    for (const { line_id, quantity } of lines) {
      add(sent_back, line_id, quantity);
      earliest(back_at, line_id, at);
      if (status === "received") add(received, line_id, quantity);
    }
  }
  const removed = new Map<string, number>();
  const removed_before = new Map<string, number>();
  for (const { at, line, quantity } of order.removals ?? []) {
    if (at > until) continue;
    add(at < (back_at.get(line.id) ?? "") ? removed_before : removed, line.id, quantity);
  }
  const withdrawn = new Map<string, number>();
  const kept_back = new Map<string, number>();
  for (const id of new Set([...cancelled, ...unclear, ...removed_before, ...removed].map(([id]) => id))) {
    const back = Math.max(count(restocked, id), count(sent_back, id));
    const refunded = count(cancelled, id) + count(unclear, id) + count(restocked, id);
    const taken_off = count(removed_before, id) + Math.max(0, count(removed, id) - back);
    kept_back.set(id, Math.max(count(cancelled, id), taken_off));
    const gone = Math.max(count(kept_back, id), count(cancelled, id) + count(early, id), refunded - back);
    if (gone > 0) withdrawn.set(id, gone);
  }
  const returned = new Map<string, number>();
  for (const id of new Set([...restocked.keys(), ...received.keys()])) {
    returned.set(id, Math.max(count(restocked, id), count(received, id)));
  }
  return { withdrawn, kept_back, returned };
}

export function count(counts: Counts, line_id: string): number {
  return counts.get(line_id) ?? 0;
}

function add(counts: Map<string, number>, line_id: string, quantity: number): void {
  counts.set(line_id, count(counts, line_id) + quantity);
}

/** Returns when the first piece of a line may have left; empty where no shipment of it is known. */
function firstLeft(order: Order, line_id: string): string {
  return order.shipments
    .filter(({ lines }) => lines.length === 0 || lines.some((line) => line.line_id === line_id))
    .map(shippedAt)
    .toSorted()[0] ?? "";
}

/** Returns when the customer first had a piece of a line; empty where no shipment of it has arrived. */
function firstArrived(order: Order, line_id: string): string {
  return order.shipments
    .filter(({ lines }) => lines.length === 0 || lines.some((line) => line.line_id === line_id))
    .flatMap((shipment) => arrivedAt(shipment, shipmentWay(order.details, shipment)) ?? [])
    .toSorted()[0] ?? "";
}

function earliest(times: Map<string, string>, line_id: string, at: string): void {
  const known = times.get(line_id);
  if (known === undefined || at < known) times.set(line_id, at);
}

/**
 * Finds the stored webhooks of a long order that newer ones have overtaken: snapshots and scans without which its account
 * and its goods stay what they are. Pure; what it does not find stays stored.
 */
import type { OrderEvent } from "../../orders/event.ts";
import { lastPosition } from "../../orders/fold/append_events.ts";
import { fold } from "../../orders/fold/fold.ts";
import type { Order } from "../../orders/state.ts";
import type { WebhookRow } from "../../sql/orders.ts";

/** The newest webhooks are never looked at: mails may still be owed for what they say. */
const NEWEST_KEPT = 200;

/** Most folds of one search: each leaves out a group of webhooks, or half of one that is needed. */
const FOLDS_MAX = 40;

/** Types of which a later event says the same or more. */
const OVERTAKEN_BY_LATER: ReadonlySet<OrderEvent["type"]> = new Set([
  "order.changed",
  "shipment.in_transit",
  "shipment.out_for_delivery",
  "shipment.attempted",
  "shipment.exception",
  "shipment.promise_changed",
  "stock.allocated",
]);

/** Returns the `seq` of each webhook that may be deleted. */
export function overtaken(webhooks: readonly WebhookRow[]): ReadonlySet<number> {
  const in_order = webhooks.toSorted((a, b) => lastPosition(a.events) < lastPosition(b.events) ? -1 : 1);
  const candidates = in_order.slice(0, -NEWEST_KEPT)
    .filter(({ events }) => events.every(({ type }) => OVERTAKEN_BY_LATER.has(type)))
    .map(({ seq }) => seq);
  const wanted = sumsOf(webhooks, new Set());
  const gone = new Set<number>();
  const groups: (readonly number[])[] = candidates.length === 0 ? [] : [candidates];
  for (let folds = 0; folds < FOLDS_MAX && groups.length > 0; folds++) {
    // The largest group first: it frees the most for one fold.
    groups.sort((a, b) => b.length - a.length);
    const group = groups.shift()!;
    if (sumsOf(webhooks, new Set([...gone, ...group])) === wanted) {
      for (const seq of group) gone.add(seq);
    } else if (group.length > 1) {
      const middle = Math.ceil(group.length / 2);
      groups.push(group.slice(0, middle), group.slice(middle));
    }
  }
  return gone;
}

/** Returns all that the order says now, as text: its history of changes and the scans between first and last may differ. */
function sumsOf(webhooks: readonly WebhookRow[], without: ReadonlySet<number>): string {
  const kept = webhooks.filter(({ seq }) => !without.has(seq));
  const order = fold(kept.flatMap(({ events }) => events));
  return order === null ? "" : JSON.stringify(present(order));
}

function present({ changes: _, ...order }: Order) {
  return {
    ...order,
    shipments: order.shipments.map(({ scans, ...shipment }) => ({
      ...shipment,
      first: scans[0],
      last: scans.at(-1),
    })),
  };
}

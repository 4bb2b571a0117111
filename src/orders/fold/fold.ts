/** Folds events into the order. Pure, and a function of the set of events, in any order of arrival. */
import type { OrderDetails, OrderEvent, OrderEventType } from "../event.ts";
import type { Order } from "../state.ts";
import { evolve } from "./evolve.ts";
import { textOrder } from "../../values/text_order.ts";

/** Order of events with the same time, as they usually follow one another. */
export const RANK: Readonly<Record<OrderEventType, number>> = {
  "order.placed": 0,
  "order.changed": 1,
  "payment.pending": 2,
  "payment.failed": 3,
  "payment.released": 8,
  "payment.succeeded": 4,
  "payment.disputed": 5,
  "payment.dispute_closed": 7,
  "stock.allocated": 6,
  "shipment.shipped": 10,
  "shipment.in_transit": 11,
  "shipment.promise_changed": 12,
  "shipment.exception": 13,
  "shipment.attempted": 14,
  "shipment.out_for_delivery": 15,
  "shipment.ready_for_pickup": 16,
  "shipment.picked_up": 17,
  "shipment.delivered": 18,
  "shipment.returned_to_sender": 19,
  "return.requested": 20,
  "return.approved": 21,
  "return.declined": 22,
  "return.received": 23,
  "return.label_added": 41,
  "return.cancelled": 45,
  "payment.refunded": 24,
  "payment.refund_failed": 28,
  "order.cancelled": 25,
  "order.restored": 26,
  "order.withdrawn": 27,
  "customer.ways_chosen": 29,
  "customer.language_chosen": 36,
  "shipment.withdrawn": 38,
  "customer.erased": 37,
  "customer.link_requested": 30,
  "customer.delay_answered": 31,
  "customer.address_failed": 34,
  "customer.address_corrected": 35,
  "conversation.opened": 32,
  "conversation.closed": 33,
  "request.granted": 39,
  "request.declined": 40,
  "messages.held": 42,
  "messages.released": 43,
};

/** Returns the order that these events make, or `null` while no event has brought the order itself. */
export function fold(events: readonly OrderEvent[]): Order | null {
  const sorted = inOrder(events);
  const first = sorted.find(carriesDetails);
  if (first === undefined) return null;
  return sorted.reduce(evolve, { ...NOTHING_YET, details: first.order });
}

/**
 * State of an order before any event beside its details; also the defaults for an older projection that lacks one of
 * these lists.
 */
export const NOTHING_YET: Omit<Order, "details"> = {
  payments: [],
  refunds: [],
  shipments: [],
  returns: [],
  changes: [],
  links_requested_at: [],
  delay_answers: [],
  open_conversations: [],
  withdrawals: [],
  failed_addresses: [],
  corrections: [],
};

/**
 * Returns the events without duplicates, sorted by time, then rank, then content. Arrival and webhook play no part:
 * two webhooks with the same content are one event.
 */
export function inOrder(events: readonly OrderEvent[]): readonly OrderEvent[] {
  const once = new Map(events.map((event) => [JSON.stringify(event), event]));
  return [...once].sort(([says_a, a], [says_b, b]) =>
    textOrder(a.at, b.at) || RANK[a.type] - RANK[b.type] || textOrder(says_a, says_b)
  ).map(([, event]) => event);
}

function carriesDetails(event: OrderEvent): event is Extract<OrderEvent, { order: OrderDetails }> {
  return event.type === "order.placed" || event.type === "order.changed";
}

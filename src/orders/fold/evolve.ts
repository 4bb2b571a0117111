/** Applies one event to an order. Pure; it decides nothing about mails. */
import { changesBetween } from "./snapshot_diff.ts";
import { bookEvent, bookSnapshot } from "../account/book_event.ts";
import type { OrderDetails, OrderEvent } from "../event.ts";
import { withLabel, withReturn } from "./evolve_return.ts";
import { collected, withPromise, withScan, withWithdrawal } from "./evolve_shipment.ts";
import type { OpenRequest, Order, OrderChange } from "../state.ts";
import { withAllocation, withSnapshot } from "./line_stock.ts";
import { removalsAfter } from "../goods/removals.ts";
import { byKnownLines } from "../goods/summary_line.ts";
import { shipmentWay } from "../goods/way.ts";
import { correctionsAfter, withCorrection } from "../reachable.ts";

/**
 * Returns the order after `event`. Pure; callers pass the events of one order in fold order, not in that of arrival.
 */
export function evolve(order: Order, event: OrderEvent): Order {
  switch (event.type) {
    case "order.placed":
    case "order.changed":
      return withCancellation(
        {
          ...withReaders(order, event.at, withSnapshot(order, event.at, event.order)),
          ...shipmentsAfter(order, event.at, event.order),
          ...withRemovals(order, event.at, event.order),
          ...bookSnapshot(order, event.at, event.order),
          changes: withChange(order, event.at, event.order),
        },
        cancelledBy(order, event.order),
        event.at,
      );
    case "order.cancelled":
      return withCancellation(order, { at: event.at, reason: event.reason }, event.at);
    case "order.restored":
      return { ...order, cancelled: undefined };
    case "payment.succeeded":
    case "payment.pending":
    case "payment.failed":
    case "payment.released":
    case "payment.disputed":
    case "payment.dispute_closed":
    case "payment.refund_failed":
      return bookEvent(order, event);
    case "payment.refunded":
      return bookEvent(order, {
        ...event,
        refund: { ...event.refund, lines: byKnownLines(order.details, event.refund.lines) },
      });
    case "shipment.shipped":
      return withScan(order, event, "shipped");
    case "shipment.in_transit":
      return withScan(order, event, "in_transit");
    case "shipment.out_for_delivery":
      return withScan(order, event, "out_for_delivery");
    case "shipment.ready_for_pickup":
      return withScan(order, event, "ready_for_pickup");
    case "shipment.picked_up":
      return withScan(order, event, "picked_up");
    case "shipment.delivered":
      return withScan(order, event, "delivered");
    case "shipment.attempted":
      return withScan(order, event, "attempted");
    case "shipment.exception":
      return withScan(order, event, "exception");
    case "shipment.returned_to_sender":
      return withScan(order, event, "returned_to_sender");
    case "shipment.withdrawn":
      return withWithdrawal(order, event);
    case "return.requested":
      return withReturn(order, event, "requested");
    case "return.approved":
      return withReturn(order, event, "approved");
    case "return.declined":
      return withReturn(order, event, "declined");
    case "return.received":
      return withReturn(order, event, "received");
    case "return.label_added":
      return withLabel(order, event);
    case "return.cancelled":
      return { ...order, returns: order.returns.filter(({ id }) => id !== event.return.id) };
    case "shipment.promise_changed":
      return withPromise(order, event.shipment?.id, event.promised);
    case "stock.allocated":
      return withAllocation(order, event);
    case "order.withdrawn":
      return {
        ...order,
        withdrawals: [
          ...order.withdrawals.filter(({ id }) => id !== event.withdrawal.id),
          { ...event.withdrawal, at: event.at },
        ],
      };
    case "customer.link_requested":
      return { ...order, links_requested_at: [...order.links_requested_at, event.at] };
    case "customer.erased":
      return { ...order, erased_at: event.at };
    case "customer.language_chosen":
      return { ...order, language: event.language };
    case "customer.ways_chosen": {
      const { ways: _, ...others } = order;
      return event.ways.length === 0
        ? others
        : { ...others, ways: event.ways.map((way) => ({ ...way, since: event.at })) };
    }
    case "customer.delay_answered":
      return { ...order, delay_answers: [...order.delay_answers, { at: event.at, answer: event.answer }] };
    case "customer.address_failed":
      return {
        ...order,
        failed_addresses: [...new Set([...order.failed_addresses, event.email.toLowerCase()])],
      };
    case "customer.address_corrected":
      return withCorrection(order, event);
    case "conversation.opened":
      return withRequest({
        ...order,
        open_conversations: [...withoutConversation(order, event), event.conversation.id],
      }, event);
    case "conversation.closed":
      return withRequest({ ...order, open_conversations: withoutConversation(order, event) }, event);
    case "request.granted":
    case "request.declined":
      return withDecision(order, event);
    case "messages.held":
      return { ...order, hold: { ...event.hold, since: event.at } };
    case "messages.released": {
      const { hold: _, ...others } = order;
      return others;
    }
  }
}

/** Notes where a snapshot brings another address than the order had. */
function withReaders(before: Order, at: string, after: Order): Order {
  const corrections = correctionsAfter(before, at, after.details);
  return corrections === before.corrections ? after : { ...after, corrections };
}

type ConversationEvent = Extract<OrderEvent, { conversation: unknown }>;

function withRequest(
  order: Order,
  { type, at, conversation: { id, about, remedy, until } }: ConversationEvent,
): Order {
  const others = withoutRequest(order, id);
  return type === "conversation.opened" && about !== undefined
    ? openRequests(order, [
      ...others,
      {
        id,
        about,
        at,
        ...(remedy === undefined ? {} : { remedy }),
        ...(until === undefined ? {} : { until }),
      },
    ])
    : openRequests(order, others);
}

type DecisionEvent = Extract<OrderEvent, { request: unknown }>;

/** What is decided is no open request any more; its conversation may go on. */
function withDecision(order: Order, { type, at, request, reason }: DecisionEvent): Order {
  const others = (order.decided_requests ?? []).filter(({ id }) => id !== request.id);
  const decided = {
    ...request,
    is_granted: type === "request.granted",
    at,
    ...(reason === undefined ? {} : { reason }),
  };
  return {
    ...openRequests(order, withoutRequest(order, request.id)),
    decided_requests: [...others, decided],
  };
}

function withoutRequest({ open_requests = [] }: Order, id: string): readonly OpenRequest[] {
  return open_requests.filter((one) => one.id !== id);
}

function openRequests(order: Order, open: readonly OpenRequest[]): Order {
  if (open.length > 0) return { ...order, open_requests: open };
  const { open_requests: _, ...none } = order;
  return none;
}

function withoutConversation(
  { open_conversations }: Order,
  { conversation }: ConversationEvent,
): readonly string[] {
  return open_conversations.filter((id) => id !== conversation.id);
}

/**
 * Returns the shipments after a snapshot. One that lists shipments withdraws those that only the snapshot before
 * listed. One that calls the order completed marks shipments ready for pickup as collected.
 */
function shipmentsAfter(
  order: Order,
  at: string,
  details: OrderDetails,
): Pick<Order, "shipments" | "withdrawn_shipments"> {
  const { shipment_ids, completed_at } = details;
  const gone = shipment_ids === undefined
    ? []
    : (order.details.shipment_ids ?? []).filter((id) => !shipment_ids.includes(id));
  const { shipments, withdrawn_shipments } = gone.reduce((before, id) =>
    withWithdrawal(before, {
      type: "shipment.withdrawn",
      at,
      shipment: { id, lines: [], tracking: [] },
    }), order);
  const now = completed_at === undefined
    ? shipments
    : shipments.map((one) => shipmentWay(details, one) === "pickup" ? collected(one, completed_at) : one);
  return withdrawn_shipments === undefined ? { shipments: now } : { shipments: now, withdrawn_shipments };
}

/** Leaves `removals` absent rather than empty: few orders lose pieces. */
function withRemovals(order: Order, at: string, details: OrderDetails): Pick<Order, "removals"> {
  const removals = removalsAfter(order.removals ?? [], order.details, details, at);
  return removals.length === 0 && order.removals === undefined ? {} : { removals };
}

function withChange(order: Order, at: string, details: OrderDetails): readonly OrderChange[] {
  const changes = changesBetween(order.details, details);
  return changes.length === 0 ? order.changes : [...order.changes, { at, changes }];
}

/** Grants what the customer asked for where the order is cancelled: whoever waits for that waits no more. */
function withCancellation(order: Order, cancelled: Order["cancelled"], at: string): Order {
  const { open_requests = [], decided_requests = [], open_conversations } = order;
  const asked = open_requests.filter(({ about }) => about === "cancellation");
  if (cancelled === undefined || asked.length === 0) return { ...order, cancelled };
  const granted = asked.map(({ id, about }) => ({ id, about, is_granted: true, at }));
  const is_other = ({ id }: { readonly id: string }) => !asked.some((one) => one.id === id);
  return {
    ...openRequests(order, open_requests.filter(is_other)),
    cancelled,
    decided_requests: [...decided_requests.filter(is_other), ...granted],
    open_conversations: open_conversations.filter((id) => is_other({ id })),
  };
}

/** Returns the cancellation after a snapshot: unchanged where `cancelled_at` is absent, removed where it is null. */
function cancelledBy({ cancelled }: Order, { cancelled_at }: OrderDetails): Order["cancelled"] {
  if (cancelled_at === undefined) return cancelled;
  return cancelled_at === null ? undefined : cancelled ?? { at: cancelled_at };
}

/** What one event makes of an order. Pure; it decides nothing about mails. */
import { changesBetween } from "./snapshot_diff.ts";
import type { OrderDetails, OrderEvent, Payment, Return } from "../event.ts";
import { withPromise, withScan } from "./evolve_shipment.ts";
import { withAllocation, withSnapshot } from "./line_stock.ts";
import { withCorrection } from "../reachable.ts";
import type { Order, OrderChange, OrderPayment, OrderReturn, ReturnStatus } from "../state.ts";

/** The order after `event`. Pure; the events of one order are given in their own order, not in that of arrival. */
export function evolve(order: Order, event: OrderEvent): Order {
  switch (event.type) {
    case "order.placed":
    case "order.changed":
      return {
        ...withSnapshot(order, event.at, event.order),
        changes: withChange(order, event.at, event.order),
        cancelled: cancelledBy(order, event.order),
      };
    case "order.cancelled":
      return { ...order, cancelled: { at: event.at, reason: event.reason } };
    case "order.restored":
      return { ...order, cancelled: undefined };
    case "payment.succeeded":
      return withPayment(order, event, "succeeded");
    case "payment.pending":
      return withPayment(order, event, "pending");
    case "payment.failed":
      return withPayment(order, event, "failed");
    case "payment.disputed":
      return withPayment(order, event, "disputed");
    case "payment.refunded":
      return withRefund(order, event);
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
    case "return.requested":
      return withReturn(order, event, "requested");
    case "return.approved":
      return withReturn(order, event, "approved");
    case "return.declined":
      return withReturn(order, event, "declined");
    case "return.received":
      return withReturn(order, event, "received");
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
      return { ...order, open_conversations: [...withoutConversation(order, event), event.conversation.id] };
    case "conversation.closed":
      return { ...order, open_conversations: withoutConversation(order, event) };
  }
}

/** Attempts that fail have charges of their own. */
const KNOWN_AS_MAX = 20;

type PaymentEvent = Extract<OrderEvent, { payment: Payment }>;
type ReturnEvent = Extract<OrderEvent, { return: Return }>;

function withPayment(order: Order, event: PaymentEvent, status: OrderPayment["status"]): Order {
  const before = order.payments.find(({ id }) => id === event.payment.id);
  const payment: OrderPayment = {
    ...before,
    ...event.payment,
    status,
    at: event.at,
    reason: event.reason,
    ...knownAs(before, event.payment),
    ...(status === "succeeded" && before?.status === "succeeded" ? firstOf(before, event.payment) : {}),
  };
  return { ...order, payments: [...order.payments.filter(({ id }) => id !== payment.id), payment] };
}

/** What several events of one payment call it beside its id. */
function knownAs(
  before: OrderPayment | undefined,
  { known_as = [] }: Payment,
): Pick<OrderPayment, "known_as"> {
  const all = [...new Set([...before?.known_as ?? [], ...known_as])];
  return all.length === 0 ? {} : { known_as: all.slice(0, KNOWN_AS_MAX) };
}

/** Told again it came when it first did; with another amount, the first telling is kept beside it. */
function firstOf(
  { at, amount_minor, first }: OrderPayment,
  again: Payment,
): Pick<OrderPayment, "first"> | Pick<OrderPayment, "at"> {
  return again.amount_minor === amount_minor ? { at } : { first: first ?? { at, amount_minor } };
}

/** Told again it was given back when it was first told, whenever the snapshot that tells it is from. */
function withRefund(order: Order, { at, refund }: Extract<OrderEvent, { refund: unknown }>): Order {
  const before = order.refunds.find(({ id }) => id === refund.id);
  const is_same = before?.amount_minor === refund.amount_minor;
  return {
    ...order,
    refunds: [
      ...order.refunds.filter((one) => one !== before),
      { ...refund, at: is_same ? before.at : at },
    ],
  };
}

function withReturn(order: Order, event: ReturnEvent, status: ReturnStatus): Order {
  const before = order.returns.find(({ id }) => id === event.return.id);
  const reported = event.return;
  const one: OrderReturn = {
    ...before,
    ...reported,
    lines: reported.lines.length > 0 ? reported.lines : before?.lines ?? [],
    steps: reported.steps.length > 0 ? reported.steps : before?.steps ?? [],
    status,
    at: event.at,
    reason: event.reason,
  };
  return { ...order, returns: [...order.returns.filter(({ id }) => id !== one.id), one] };
}

function withoutConversation(
  { open_conversations }: Order,
  { conversation }: Extract<OrderEvent, { conversation: unknown }>,
): readonly string[] {
  return open_conversations.filter((id) => id !== conversation.id);
}

function withChange(order: Order, at: string, details: OrderDetails): readonly OrderChange[] {
  const changes = changesBetween(order.details, details);
  return changes.length === 0 ? order.changes : [...order.changes, { at, changes }];
}

/** A snapshot that says nothing of it leaves it as it was; one that says `null` takes it back. */
function cancelledBy({ cancelled }: Order, { cancelled_at }: OrderDetails): Order["cancelled"] {
  if (cancelled_at === undefined) return cancelled;
  return cancelled_at === null ? undefined : cancelled ?? { at: cancelled_at };
}

/** The order: what its events add up to. Pure, and a function of the set of events, whatever order they arrived in. */
import { type Change, changesBetween } from "./changes.ts";
import type {
  Happening,
  HappeningType,
  OrderDetails,
  Payment,
  PaymentStatus,
  Refund,
  Return,
  Shipment,
  Tracking,
  Window,
} from "./event.ts";

export type ShipmentStatus =
  | "shipped"
  | "in_transit"
  | "out_for_delivery"
  | "ready_for_pickup"
  | "picked_up"
  | "delivered"
  | "attempted"
  | "exception"
  | "returned_to_sender";

export interface Scan {
  readonly at: string;
  readonly status: ShipmentStatus;
  readonly place?: string | undefined;
  readonly description?: string | undefined;
}

export interface OrderShipment {
  readonly id: string;
  readonly status: ShipmentStatus;
  readonly lines: Shipment["lines"];
  readonly tracking: readonly Tracking[];
  readonly expected?: Window | undefined;
  readonly scans: readonly Scan[];
}

export interface OrderPayment extends Payment {
  readonly status: "pending" | "succeeded" | "failed" | "disputed";
  readonly at: string;
  readonly reason?: string | undefined;
}

export interface OrderRefund extends Refund {
  readonly at: string;
}

export type ReturnStatus = "requested" | "approved" | "declined" | "received";

export interface OrderReturn extends Return {
  readonly status: ReturnStatus;
  readonly at: string;
  /** Why it was declined. */
  readonly reason?: string | undefined;
}

/** What one newer snapshot changed. */
export interface OrderChange {
  readonly at: string;
  readonly changes: readonly Change[];
}

/** `details` is the newest snapshot by its own time; the lists grow from the events. */
export interface Order {
  readonly details: OrderDetails;
  readonly cancelled?: { readonly at: string; readonly reason?: string | undefined } | undefined;
  readonly payments: readonly OrderPayment[];
  readonly refunds: readonly OrderRefund[];
  readonly shipments: readonly OrderShipment[];
  readonly returns: readonly OrderReturn[];
  /** Oldest first; only what a customer would call a change. */
  readonly changes: readonly OrderChange[];
  /** The date the order as a whole is promised for, when an event changed it. */
  readonly promised?: Window | undefined;
  /** When a snapshot last said something else about stock than the one before. */
  readonly stock_changed_at?: string | undefined;
  readonly links_requested_at: readonly string[];
}

/** Events of the same instant are told in the order in which a day unfolds. */
const RANK: Readonly<Record<HappeningType, number>> = {
  "order.placed": 0,
  "order.changed": 1,
  "payment.pending": 2,
  "payment.failed": 3,
  "payment.succeeded": 4,
  "payment.disputed": 5,
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
  "payment.refunded": 24,
  "order.cancelled": 25,
  "customer.link_requested": 30,
};

/** The order that this set of events makes, or `null` while no event has brought the order itself. */
export function fold(events: readonly Happening[]): Order | null {
  const told = inOrder(events);
  const first = told.find(carriesDetails);
  if (first === undefined) return null;
  const blank: Order = {
    details: first.order,
    payments: [],
    refunds: [],
    shipments: [],
    returns: [],
    changes: [],
    links_requested_at: [],
  };
  return told.reduce(evolve, blank);
}

/**
 * Each event once, by when it happened, then by rank, then by what it says. Neither arrival nor the delivery that
 * brought it plays a part: two deliveries that say the same are one event.
 */
export function inOrder(events: readonly Happening[]): readonly Happening[] {
  const once = new Map(events.map((event) => [JSON.stringify(event), event]));
  return [...once].sort(([says_a, a], [says_b, b]) =>
    compare(a.at, b.at) || RANK[a.type] - RANK[b.type] || compare(says_a, says_b)
  ).map(([, event]) => event);
}

/** The order after `event`. Pure; the events of one order are given in their own order, not in that of arrival. */
export function evolve(order: Order, event: Happening): Order {
  switch (event.type) {
    case "order.placed":
    case "order.changed":
      return {
        ...order,
        details: event.order,
        changes: withChange(order, event.at, event.order),
        stock_changed_at: stockOf(order.details) === stockOf(event.order) ? order.stock_changed_at : event.at,
        cancelled: order.cancelled ??
          (event.order.cancelled_at === undefined ? undefined : { at: event.order.cancelled_at }),
      };
    case "order.cancelled":
      return { ...order, cancelled: { at: event.at, reason: event.reason } };
    case "payment.succeeded":
      return withPayment(order, event, "succeeded");
    case "payment.pending":
      return withPayment(order, event, "pending");
    case "payment.failed":
      return withPayment(order, event, "failed");
    case "payment.disputed":
      return withPayment(order, event, "disputed");
    case "payment.refunded":
      return {
        ...order,
        refunds: [...order.refunds.filter(({ id }) => id !== event.refund.id), {
          ...event.refund,
          at: event.at,
        }],
      };
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
    case "customer.link_requested":
      return { ...order, links_requested_at: [...order.links_requested_at, event.at] };
  }
}

/** What the customer has paid, as the payments say, or the storefront where no payment event has come. */
export function paymentStatus(order: Order): PaymentStatus {
  const paid_minor = sum(
    order.payments.filter(({ status }) => status === "succeeded").map((p) => p.amount_minor),
  );
  const refunded_minor = sum(order.refunds.map((refund) => refund.amount_minor));
  const told = order.details.payment?.status;
  // What was never paid cannot have gone back, whatever a refund says.
  const was_paid = paid_minor > 0 ||
    (told !== undefined && told !== "pending" && told !== "voided" && told !== "failed");
  if (refunded_minor > 0 && was_paid) {
    return refunded_minor >= Math.max(paid_minor, order.details.total_minor)
      ? "refunded"
      : "partially_refunded";
  }
  if (paid_minor > 0) return paid_minor >= order.details.total_minor ? "paid" : "partially_paid";
  if (told !== undefined && told !== "pending") return told;
  return order.payments.at(-1)?.status === "failed" ? "failed" : "pending";
}

/** Price of a line as the customer pays it, discount taken off. */
export function lineTotalMinor(line: OrderDetails["lines"][number]): number {
  return line.unit_price_minor * line.quantity - line.discount_minor;
}

type PaymentEvent = Extract<Happening, { payment: Payment }>;
type ReturnEvent = Extract<Happening, { return: Return }>;
type ScanEvent = Extract<Happening, { shipment: Shipment }>;

function carriesDetails(event: Happening): event is Extract<Happening, { order: OrderDetails }> {
  return event.type === "order.placed" || event.type === "order.changed";
}

function withPayment(order: Order, event: PaymentEvent, status: OrderPayment["status"]): Order {
  const before = order.payments.find(({ id }) => id === event.payment.id);
  const payment: OrderPayment = { ...before, ...event.payment, status, at: event.at, reason: event.reason };
  return { ...order, payments: [...order.payments.filter(({ id }) => id !== payment.id), payment] };
}

function withScan(order: Order, event: ScanEvent, status: ShipmentStatus): Order {
  const { id, lines, tracking, expected } = event.shipment;
  const before = order.shipments.find((shipment) => shipment.id === id);
  // A carrier's correction repeats "shipped" (a tracking number added later); it does not take the parcel back.
  const repeated = status === "shipped" && before !== undefined;
  const scan: Scan = { at: event.at, status, place: event.place, description: event.description };
  const shipment: OrderShipment = {
    id,
    status: repeated ? before.status : status,
    lines: lines.length > 0 ? lines : before?.lines ?? [],
    tracking: tracking.length > 0 ? tracking : before?.tracking ?? [],
    expected: expected ?? before?.expected,
    scans: repeated ? before.scans : [...before?.scans ?? [], scan],
  };
  return withShipment(order, shipment);
}

function withReturn(order: Order, event: ReturnEvent, status: ReturnStatus): Order {
  const before = order.returns.find(({ id }) => id === event.return.id);
  const told = event.return;
  const one: OrderReturn = {
    ...before,
    ...told,
    lines: told.lines.length > 0 ? told.lines : before?.lines ?? [],
    steps: told.steps.length > 0 ? told.steps : before?.steps ?? [],
    status,
    at: event.at,
    reason: event.reason,
  };
  return { ...order, returns: [...order.returns.filter(({ id }) => id !== one.id), one] };
}

function withChange(order: Order, at: string, details: OrderDetails): readonly OrderChange[] {
  const changes = changesBetween(order.details, details);
  return changes.length === 0 ? order.changes : [...order.changes, { at, changes }];
}

/** What a snapshot says of stock, as one text to compare. */
function stockOf({ lines }: OrderDetails): string {
  return JSON.stringify(lines.map(({ id, stock }) => [id, stock]));
}

function withShipment(order: Order, shipment: OrderShipment): Order {
  const known = order.shipments.some(({ id }) => id === shipment.id);
  return {
    ...order,
    shipments: known
      ? order.shipments.map((other) => other.id === shipment.id ? shipment : other)
      : [...order.shipments, shipment],
  };
}

function withPromise(order: Order, shipment_id: string | undefined, promised: Window): Order {
  const shipment = order.shipments.find(({ id }) => id === shipment_id);
  return shipment === undefined
    ? { ...order, promised }
    : withShipment(order, { ...shipment, expected: promised });
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

function sum(amounts: readonly number[]): number {
  return amounts.reduce((total, amount) => total + amount, 0);
}

/** The order: what its events add up to. Pure, and a function of the set of events, whatever order they arrived in. */
import type { Bookings } from "../account/bookings.ts";
import type { Party } from "../addressee.ts";
import type { Change } from "./snapshot_diff.ts";
import type { Removal } from "../goods/removals.ts";
import type {
  DeliveryWay,
  OrderDetails,
  OrderEvent,
  OrderEventType,
  Return,
  Shipment,
  Tracking,
  Window,
  Withdrawal,
} from "../event.ts";
import { evolve } from "./evolve.ts";
import type { LineAllocation } from "./line_stock.ts";

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
  /** Of which package, where the scan was told by its tracking number. */
  readonly number?: string | undefined;
  /** How many minutes local time was ahead of UTC where the scan was made, where its sender says so. */
  readonly offset_minutes?: number | undefined;
  /** It says that an earlier scan was wrong. */
  readonly is_correction?: boolean | undefined;
}

export interface OrderShipment {
  /** The storefront's name for it, as soon as the storefront has told one. */
  readonly id: string;
  /** Under which others have told of it, or told before. */
  readonly other_ids?: readonly string[] | undefined;
  readonly status: ShipmentStatus;
  readonly lines: Shipment["lines"];
  readonly tracking: readonly Tracking[];
  /** Tracking numbers that its storefront replaced by those above: what is reported under them is about something else. */
  readonly former_numbers?: readonly string[] | undefined;
  readonly expected?: Window | undefined;
  /** How it reaches the customer, where its sender says so. */
  readonly way?: DeliveryWay | undefined;
  /** When it was first said to have left. */
  readonly shipped_at?: string | undefined;
  readonly scans: readonly Scan[];
}

/** A shipment that its storefront took back: it never was under way. */
export interface WithdrawnShipment extends Pick<OrderShipment, "id" | "other_ids" | "lines" | "tracking"> {
  readonly at: string;
}

export type ReturnStatus = "requested" | "approved" | "declined" | "received";

export interface OrderReturn extends Return {
  readonly status: ReturnStatus;
  readonly at: string;
  /** Why it was declined. */
  readonly reason?: string | undefined;
}

export interface OrderWithdrawal extends Withdrawal {
  readonly at: string;
}

/** What one newer snapshot changed. */
export interface OrderChange {
  readonly at: string;
  readonly changes: readonly Change[];
}

/** An address that somebody corrected by hand. */
export interface Correction {
  readonly at: string;
  /** Lower case. */
  readonly from: string;
  readonly email: string;
  /** Whose address it was; the customer's where an older Waybill did not say. */
  readonly of?: readonly Party[] | undefined;
}

/** `details` is the newest snapshot by its own time; the lists grow from the events. */
export interface Order extends Bookings {
  readonly shipments: readonly OrderShipment[];
  /** Absent while there is none. */
  readonly withdrawn_shipments?: readonly WithdrawnShipment[] | undefined;
  /** Pieces that earlier snapshots had and newer ones no longer have, oldest first; absent while there are none. */
  readonly removals?: readonly Removal[] | undefined;
  readonly returns: readonly OrderReturn[];
  /** Oldest first; only what a customer would call a change. */
  readonly changes: readonly OrderChange[];
  /** The date the order as a whole is promised for, when an event changed it. */
  readonly promised?: Window | undefined;
  /** What Waybill itself found of the lines' goods. Absent while it has not looked. */
  readonly allocated?: readonly LineAllocation[] | undefined;
  /** When the lines' goods were last said to be otherwise than before. */
  readonly stock_changed_at?: string | undefined;
  readonly links_requested_at: readonly string[];
  /** What the customer said to a notice of a delay, oldest first. */
  readonly delay_answers: readonly { readonly at: string; readonly answer: "accepted" | "cancel" }[];
  /** Addresses that take no mail, in lower case. */
  readonly failed_addresses: readonly string[];
  /** Oldest first. */
  readonly corrections: readonly Correction[];
  /** Conversations about this order that somebody still waits in. */
  readonly open_conversations: readonly string[];
  /** What the customer withdrew from, oldest first. */
  readonly withdrawals: readonly OrderWithdrawal[];
  /** What the customer chose; before what the order was placed in. */
  readonly language?: string | undefined;
  /** News of the parcel by text message, of what happens from `since` on; absent where the customer chose none. */
  readonly sms?:
    | { readonly number: string; readonly alone: boolean; readonly since: string }
    | undefined;
  /** Set once the customer is forgotten. */
  readonly erased_at?: string | undefined;
}

/** Events of the same instant are told in the order in which a day unfolds. */
export const RANK: Readonly<Record<OrderEventType, number>> = {
  "order.placed": 0,
  "order.changed": 1,
  "payment.pending": 2,
  "payment.failed": 3,
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
  "payment.refunded": 24,
  "payment.refund_failed": 28,
  "order.cancelled": 25,
  "order.restored": 26,
  "order.withdrawn": 27,
  "shipment.withdrawn": 28,
  "customer.sms_chosen": 29,
  "customer.language_chosen": 36,
  "customer.erased": 37,
  "customer.link_requested": 30,
  "customer.delay_answered": 31,
  "customer.address_failed": 34,
  "customer.address_corrected": 35,
  "conversation.opened": 32,
  "conversation.closed": 33,
};

/** The order that this set of events makes, or `null` while no event has brought the order itself. */
export function fold(events: readonly OrderEvent[]): Order | null {
  const sorted = inOrder(events);
  const first = sorted.find(carriesDetails);
  if (first === undefined) return null;
  return sorted.reduce(evolve, { ...NOTHING_YET, details: first.order });
}

/** An order of which nothing but its details is told; a projection that is older than one of these lists is read with it. */
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
 * Each event once, by when it happened, then by rank, then by what it says. Neither arrival nor the delivery that
 * brought it plays a part: two deliveries that say the same are one event.
 */
export function inOrder(events: readonly OrderEvent[]): readonly OrderEvent[] {
  if (events.length < 2) return events;
  const once = new Map(events.map((event) => [JSON.stringify(event), event]));
  return [...once].sort(([says_a, a], [says_b, b]) =>
    compare(a.at, b.at) || RANK[a.type] - RANK[b.type] || compare(says_a, says_b)
  ).map(([, event]) => event);
}

function carriesDetails(event: OrderEvent): event is Extract<OrderEvent, { order: OrderDetails }> {
  return event.type === "order.placed" || event.type === "order.changed";
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

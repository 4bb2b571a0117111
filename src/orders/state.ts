/** The state of an order: what its events add up to. */
import type { Bookings } from "./account/bookings.ts";
import type { DeliveryWay, LineStock, Return, Shipment, Tracking, Withdrawal } from "./event.ts";
import type { Change } from "./fold/snapshot_diff.ts";
import type { Removal } from "./goods/removals.ts";
import type { Party } from "./party.ts";
import type { ChosenWay } from "../messages/ways.ts";
import type { Window } from "../values/schemas.ts";

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
  /** When it had left, where it was known before. */
  readonly left_at?: string | undefined;
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
  /** By which ways news of shipments comes beside mail or instead of it, in the customer's order; absent where they chose none. */
  readonly ways?: readonly OrderWay[] | undefined;
  /** Set once the customer is forgotten. */
  readonly erased_at?: string | undefined;
}

/** A way that holds for what happens from `since` on. */
export interface OrderWay extends ChosenWay {
  readonly since: string;
}

/** What Waybill found of one line, and when. */
export interface LineAllocation extends LineStock {
  readonly line_id: string;
  readonly at: string;
}

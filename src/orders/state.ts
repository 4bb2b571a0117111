/** Declares the state of an order: the result of its events. */
import type { Bookings } from "./account/bookings.ts";
import type {
  DeliveryProof,
  DeliveryWay,
  LabelFile,
  LineStock,
  PickupPoint,
  Remedy,
  Request,
  Return,
  Shipment,
  Tracking,
  Withdrawal,
} from "./event.ts";
import type { Change } from "./change.ts";
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
  /** Tracking number of the scanned package, where the scan was reported by number. */
  readonly number?: string | undefined;
  /** Offset of the scan's local time ahead of UTC, in minutes, where its sender states it. */
  readonly offset_minutes?: number | undefined;
  readonly proof?: DeliveryProof | undefined;
  readonly pickup?: PickupPoint | undefined;
  /** Whether the scan corrects an earlier one. */
  readonly is_correction?: boolean | undefined;
}

export interface OrderShipment {
  /** Storefront's id of the shipment, once the storefront has reported one. */
  readonly id: string;
  /** Ids that other senders use, or used earlier, for this shipment. */
  readonly other_ids?: readonly string[] | undefined;
  readonly status: ShipmentStatus;
  readonly lines: Shipment["lines"];
  readonly tracking: readonly Tracking[];
  /** Tracking numbers that the storefront replaced; reports under them are about something else. */
  readonly former_numbers?: readonly string[] | undefined;
  readonly expected?: Window | undefined;
  /** Way of the shipment, where its sender states it. */
  readonly way?: DeliveryWay | undefined;
  /** Time of departure by the first report. */
  readonly shipped_at?: string | undefined;
  readonly scans: readonly Scan[];
}

/** Shipment that its storefront withdrew: it never was under way. */
export interface WithdrawnShipment extends Pick<OrderShipment, "id" | "other_ids" | "lines" | "tracking"> {
  readonly at: string;
  /** When it had left, where it was known before. */
  readonly left_at?: string | undefined;
}

export type ReturnStatus = "requested" | "approved" | "declined" | "received";

export interface OrderReturn extends Return {
  readonly status: ReturnStatus;
  readonly at: string;
  /** Reason for declining. */
  readonly reason?: string | undefined;
  /** Time of the first report of each step; absent where the step was not reported. */
  readonly requested_at?: string | undefined;
  readonly approved_at?: string | undefined;
  readonly received_at?: string | undefined;
  /** When the first label became known. */
  readonly label_at?: string | undefined;
  /** Label that the shop's people uploaded. */
  readonly label_file?: LabelFile | undefined;
  /** Scans of the parcel that goes back, oldest first; absent while there are none. */
  readonly scans?: readonly Scan[] | undefined;
}

export interface OrderWithdrawal extends Withdrawal {
  readonly at: string;
}

/** Changes by one newer snapshot. */
export interface OrderChange {
  readonly at: string;
  readonly changes: readonly Change[];
}

/** Address corrected by hand, or in the storefront. */
export interface Correction {
  readonly at: string;
  /** Lower case; absent where there was no address. */
  readonly from?: string | undefined;
  readonly email: string;
  /** Set where the storefront's own snapshot brought it: later snapshots are right without it. */
  readonly by?: "storefront" | undefined;
  /** Parties with this address; the customer where an older Waybill did not store them. */
  readonly of?: readonly Party[] | undefined;
}

/** `details` is the newest snapshot by its own time; events add to the lists. */
export interface Order extends Bookings {
  readonly shipments: readonly OrderShipment[];
  /** Absent while there is none. */
  readonly withdrawn_shipments?: readonly WithdrawnShipment[] | undefined;
  /** Pieces of earlier snapshots that newer ones no longer contain, oldest first; absent while there are none. */
  readonly removals?: readonly Removal[] | undefined;
  readonly returns: readonly OrderReturn[];
  /** Changes as a customer would see them, oldest first. */
  readonly changes: readonly OrderChange[];
  /** Promised window of the whole order, when an event changed it. */
  readonly promised?: Window | undefined;
  /** Availability of lines by Waybill's own allocation; absent before the first one. */
  readonly allocated?: readonly LineAllocation[] | undefined;
  /** Time at which the stated availability of the lines last changed. */
  readonly stock_changed_at?: string | undefined;
  readonly links_requested_at: readonly string[];
  /** Answers of the customer to delay mails, oldest first. */
  readonly delay_answers: readonly { readonly at: string; readonly answer: "accepted" | "cancel" }[];
  /** Addresses that accept no mail, in lower case. */
  readonly failed_addresses: readonly string[];
  /** Oldest first. */
  readonly corrections: readonly Correction[];
  /** Conversations about this order in which somebody waits for an answer. */
  readonly open_conversations: readonly string[];
  /** What those conversations ask for, oldest first; absent while the customer asked for nothing on the order's page. */
  readonly open_requests?: readonly OpenRequest[] | undefined;
  /** What the shop decided of them, oldest first, each once; absent while it decided nothing. */
  readonly decided_requests?: readonly DecidedRequest[] | undefined;
  /** Withdrawals by the customer, oldest first. */
  readonly withdrawals: readonly OrderWithdrawal[];
  /** Language that the customer chose; it precedes the language of the order. */
  readonly language?: string | undefined;
  /** Ways for shipment news beside or instead of mail, in the customer's order; absent where they chose none. */
  readonly ways?: readonly OrderWay[] | undefined;
  /** What holds the order's messages back; absent where nothing does. It ends by itself at `until`. */
  readonly hold?: Hold | undefined;
  /** Time of erasure of the customer. */
  readonly erased_at?: string | undefined;
}

/** Somebody at the shop wants the order's messages to wait. */
export interface Hold {
  readonly since: string;
  readonly until: string;
  /** The person, by the name that colleagues see. */
  readonly by: string;
  readonly reason: string;
}

/** What the customer asked for and nobody has answered or closed. */
export interface OpenRequest {
  /** Of the conversation. */
  readonly id: string;
  readonly about: Request;
  readonly at: string;
  readonly remedy?: Remedy | undefined;
  /** Day until which both wait whether the parcel turns up. */
  readonly until?: string | undefined;
}

/** What became of a request. */
export interface DecidedRequest {
  /** Of the conversation. */
  readonly id: string;
  readonly about: Request;
  readonly remedy?: Remedy | undefined;
  readonly is_granted: boolean;
  readonly at: string;
  readonly reason?: string | undefined;
}

/** Chosen way, valid for events from `since` on. */
export interface OrderWay extends ChosenWay {
  readonly since: string;
}

/** Availability of one line by Waybill's allocation, and its time. */
export interface LineAllocation extends LineStock {
  readonly line_id: string;
  readonly at: string;
}

/** How much a mail matters: who may refuse it, whether it can wait, and whether it may come twice rather than never. Pure. */
import type { MessageKind } from "./message.ts";

/** essential: owed by law, contract or request. progress: news of the parcel. care: what the shop would like to say. */
export type MailClass = "essential" | "progress" | "care";

const PROGRESS: ReadonlySet<MessageKind> = new Set([
  "back_on_track",
  "shipment_shipped",
  "shipment_updated",
  "shipment_out_for_delivery",
  "shipment_ready_for_pickup",
  "shipment_delivered",
  "shipment_attempted",
  "shipment_exception",
  "shipment_stalled",
  "shipment_returned_to_sender",
  // The shop is told as well and can ring up: a second text after an answer that never came would be one too many.
  "bounce_sms",
  "shipment_sms",
]);

const CARE: ReadonlySet<MessageKind> = new Set([
  "follow_up",
  "feedback_request",
  "return_window_closing",
  "back_in_stock",
  "rating_received",
]);

export function mailClass(kind: MessageKind): MailClass {
  if (CARE.has(kind)) return "care";
  return PROGRESS.has(kind) ? "progress" : "essential";
}

export const LANES = ["urgent", "bulk"] as const;
export type Lane = (typeof LANES)[number];

/** How long a mail may be due without having left or having been given a newer time. */
export const LANE_LIMIT_MS: Readonly<Record<Lane, number>> = { urgent: 5 * 60_000, bulk: 24 * 3_600_000 };

/** Kinds that can wait stand in a lane of their own. */
export function laneOf(kind: MessageKind): Lane {
  return CARE.has(kind) || kind === "shop_digest" || kind === "payment_reminder" ? "bulk" : "urgent";
}

/**
 * After an outcome that nobody knows: whether the mail is sent again, with the same Message-ID. A confirmation that comes
 * twice is better than none; a survey is not.
 */
export function mayComeTwice(kind: MessageKind): boolean {
  return mailClass(kind) === "essential";
}

/** What a refused class takes with it: whoever wants no mail at all still gets what the law demands. */
export function isRefused(kind: MessageKind, refused: "all" | "progress" | "care"): boolean {
  const kind_class = mailClass(kind);
  return refused === "all" || refused === kind_class || (refused === "progress" && kind_class === "care");
}

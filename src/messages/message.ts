/** A mail that is owed: which kinds there are, and the key from which every other name of it derives. */

/** Mails that follow from the state of an order, and are judged against it. */
export const ORDER_KINDS = [
  "order_confirmation",
  "order_changed",
  "order_cancelled",
  "invoice",
  "payment_reminder",
  "backorder_notice",
  "back_on_track",
  "delay_notice",
  "payment_receipt",
  "payment_failed",
  "refund_issued",
  "refund_failed",
  "shipment_shipped",
  "shipment_updated",
  "shipment_out_for_delivery",
  "shipment_ready_for_pickup",
  "shipment_delivered",
  "shipment_attempted",
  "shipment_exception",
  "shipment_stalled",
  "shipment_returned_to_sender",
  "return_received_request",
  "return_approved",
  "return_declined",
  "return_arrived",
  "return_window_closing",
  "withdrawal_acknowledged",
  "follow_up",
  "feedback_request",
  "order_link",
] as const;
export type OrderKind = (typeof ORDER_KINDS)[number];

/** What an order owes by another way than mail, judged as its mails are. */
export const SMS_KINDS = ["bounce_sms", "shipment_sms"] as const;
export type SmsKind = (typeof SMS_KINDS)[number];

/** Mails that no order's state calls for: each carries what it says, see standalone.ts. The last two go to the shop. */
export const STANDALONE_KINDS = [
  "back_in_stock",
  "support_received",
  "support_reply",
  "support_resolved",
  "rating_received",
  "choice_confirmed",
  "history_link",
  "verification_code",
  "data_export_ready",
  "erasure_done",
  "shop_alert",
  "shop_digest",
] as const;
export type StandaloneKind = (typeof STANDALONE_KINDS)[number];

export const MAIL_KINDS = [...ORDER_KINDS, ...STANDALONE_KINDS] as const;
export const MESSAGE_KINDS = [...MAIL_KINDS, ...SMS_KINDS] as const;
export type MessageKind = (typeof MESSAGE_KINDS)[number];

export function isStandaloneKind(kind: MessageKind): kind is StandaloneKind {
  return (STANDALONE_KINDS as readonly string[]).includes(kind);
}

export function isSmsKind(kind: MessageKind): kind is SmsKind {
  return (SMS_KINDS as readonly string[]).includes(kind);
}

/**
 * Owed: due and nobody's. Sending: leased to one worker. Sent: a channel has it; its provider may later say what became of
 * it. Unknown: a channel may have it. Suppressed and failed are final, unless somebody asks for it again.
 */
export type MessageState =
  | "owed"
  | "sending"
  | "sent"
  | "delivered"
  | "bounced"
  | "complained"
  | "suppressed"
  | "failed"
  | "unknown";

/** Names one mail for ever. `about` tells mails of one kind apart: a shipment, a request; empty when there can be only one. */
export interface MessageKey {
  /** Whose mail it is: an order's id, or what subject.ts names. */
  readonly subject: string;
  readonly kind: MessageKind;
  readonly about: string;
}

/** The key as text: `demo/shopify/1001/order_confirmation/`. No part may hold a slash but `subject`, so two keys never meet. */
export function keyText({ subject, kind, about }: MessageKey): string {
  return `${subject}/${kind}/${about}`;
}

/**
 * Why a mail that was once planned is not sent; the desk shows it. `overtaken`: the state that called for it has passed.
 * `paused`: a return, a delay or a problem is open, and the mail would ignore it.
 */
export type SuppressionReason =
  | "no_address"
  /** The checkout was not finished: the order is not paid, and not concluded without that. */
  | "not_concluded"
  /** There is no number that takes text messages. */
  | "no_number"
  /** The customer chose to hear of it by text message instead. */
  | "by_sms"
  | "order_cancelled"
  | "too_old"
  | "overtaken"
  | "paused"
  /** The time was over for which it was true before it could leave. */
  | "expired"
  /** The address takes no mail: a hard bounce, or soft ones in a row. */
  | "bounced"
  | "complained"
  | "unsubscribed"
  /** By the shop's own hand. */
  | "blocked";

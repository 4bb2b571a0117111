/** Every kind of message, one definition each in `kinds/`, and the key from which every other name of a message derives. */
import { CARE } from "./kinds/care.ts";
import { CUSTOMER } from "./kinds/customer.ts";
import { ORDER } from "./kinds/order.ts";
import { PAYMENT } from "./kinds/payment.ts";
import { RETURNS } from "./kinds/returns.ts";
import { SHIPMENT } from "./kinds/shipment.ts";
import { SHOP } from "./kinds/shop.ts";
import { SHORT } from "./kinds/short.ts";
import { SUPPORT } from "./kinds/support.ts";

/** Mails that follow from the state of an order. */
export const ORDER_MAILS = { ...ORDER, ...PAYMENT, ...SHIPMENT, ...RETURNS, ...CARE } as const;
/** Mails that no order's state calls for: each carries what it says, see standalone.ts. */
export const STANDALONE_MAILS = { ...CUSTOMER, ...SUPPORT, ...SHOP } as const;
export const MESSAGES = { ...ORDER_MAILS, ...STANDALONE_MAILS, ...SHORT } as const;

export type OrderKind = keyof typeof ORDER_MAILS;
export type StandaloneKind = keyof typeof STANDALONE_MAILS;
export type MailKind = OrderKind | StandaloneKind;
/** What an order owes by another way than mail, judged as its mails are. */
export type SmsKind = keyof typeof SHORT;
export type MessageKind = keyof typeof MESSAGES;

export const ORDER_KINDS = Object.keys(ORDER_MAILS) as readonly OrderKind[];
export const STANDALONE_KINDS = Object.keys(STANDALONE_MAILS) as readonly StandaloneKind[];
export const MAIL_KINDS: readonly MailKind[] = [...ORDER_KINDS, ...STANDALONE_KINDS];
export const SMS_KINDS = Object.keys(SHORT) as readonly SmsKind[];
export const MESSAGE_KINDS = Object.keys(MESSAGES) as readonly MessageKind[];

export function isStandaloneKind(kind: MessageKind): kind is StandaloneKind {
  return Object.hasOwn(STANDALONE_MAILS, kind);
}

export function isSmsKind(kind: MessageKind): kind is SmsKind {
  return Object.hasOwn(SHORT, kind);
}

/** How the desk calls a kind. A kind of an earlier release is called as it was kept. */
export function kindName(text: string): string {
  return isKind(text) ? MESSAGES[text].name : text;
}

/** Whether `text` names a kind of this release. */
export function isKind(text: string): text is MessageKind {
  return Object.hasOwn(MESSAGES, text);
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

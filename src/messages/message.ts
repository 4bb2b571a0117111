/**
 * Lists every message kind, defined in `kinds/`, and declares the message key, from which all other names of a
 * message derive.
 */
import { CARE } from "./kinds/care.ts";
import { CUSTOMER } from "./kinds/customer.ts";
import { ORDER } from "./kinds/order.ts";
import { PAYMENT } from "./kinds/payment.ts";
import { PROGRAM } from "./kinds/program.ts";
import { RETURNS } from "./kinds/returns.ts";
import { SHIPMENT } from "./kinds/shipment.ts";
import { SHOP } from "./kinds/shop.ts";
import { SHORT, SHORT_ANSWERS } from "./kinds/short.ts";
import { SUPPORT } from "./kinds/support.ts";

/** Mails that follow from the state of an order. */
export const ORDER_MAILS = { ...ORDER, ...PAYMENT, ...SHIPMENT, ...RETURNS, ...CARE } as const;
/** Mails that no order's state calls for: each carries its facts, see standalone.ts. */
export const STANDALONE_MAILS = { ...CUSTOMER, ...SUPPORT, ...SHOP, ...PROGRAM } as const;
export const MESSAGES = { ...ORDER_MAILS, ...STANDALONE_MAILS, ...SHORT, ...SHORT_ANSWERS } as const;

export type OrderKind = keyof typeof ORDER_MAILS;
export type StandaloneKind = keyof typeof STANDALONE_MAILS;
export type MailKind = OrderKind | StandaloneKind;
/** Kinds that an order owes by another way than mail; they are planned like mails. */
export type SmsKind = keyof typeof SHORT;
/** Kinds that answer a customer on a short way; each carries its facts, see short_answer.ts. */
export type ShortAnswerKind = keyof typeof SHORT_ANSWERS;
export type MessageKind = keyof typeof MESSAGES;

export const ORDER_KINDS = Object.keys(ORDER_MAILS) as readonly OrderKind[];
export const STANDALONE_KINDS = Object.keys(STANDALONE_MAILS) as readonly StandaloneKind[];
export const MAIL_KINDS: readonly MailKind[] = [...ORDER_KINDS, ...STANDALONE_KINDS];
export const SMS_KINDS = Object.keys(SHORT) as readonly SmsKind[];
export const MESSAGE_KINDS = Object.keys(MESSAGES) as readonly MessageKind[];

export function isStandaloneKind(kind: MessageKind): kind is StandaloneKind {
  return Object.hasOwn(STANDALONE_MAILS, kind);
}

export function isOrderKind(kind: MessageKind): kind is OrderKind {
  return Object.hasOwn(ORDER_MAILS, kind);
}

export function isSmsKind(kind: MessageKind): kind is SmsKind {
  return Object.hasOwn(SHORT, kind);
}

export function isShortAnswerKind(kind: MessageKind): kind is ShortAnswerKind {
  return Object.hasOwn(SHORT_ANSWERS, kind);
}

/** Returns the name of a kind for the desk; the stored text itself for a kind that this release no longer has. */
export function kindName(text: string): string {
  return isKind(text) ? MESSAGES[text].name : text;
}

/** The mails in groups, as people look for them. */
export const MAIL_GROUPS = [
  { name: "order", kinds: keysOf(ORDER) },
  { name: "payment", kinds: keysOf(PAYMENT) },
  { name: "shipment", kinds: keysOf(SHIPMENT) },
  { name: "returns", kinds: keysOf(RETURNS) },
  { name: "care", kinds: keysOf(CARE) },
  { name: "customer", kinds: keysOf(CUSTOMER) },
  { name: "support", kinds: keysOf(SUPPORT) },
  { name: "program", kinds: keysOf(PROGRAM) },
] as const satisfies readonly { readonly name: string; readonly kinds: readonly MailKind[] }[];

function keysOf<Kinds extends object>(kinds: Kinds): readonly (keyof Kinds)[] {
  return Object.keys(kinds) as (keyof Kinds)[];
}

/** Returns whether `text` names a kind of this release. */
export function isKind(text: string): text is MessageKind {
  return Object.hasOwn(MESSAGES, text);
}

/**
 * owed: due, and leased to no worker. sending: leased to one worker. sent: a channel has it; a provider event may
 * later report the outcome. unknown: a channel may have it. shadowed: written and judged, and held back by the shop's
 * shadow mode. suppressed, failed and shadowed are final, unless somebody requests the message again.
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
  | "unknown"
  | "shadowed";

/**
 * Identifies one mail permanently. `about` distinguishes mails of one kind: by shipment or request; empty when there
 * is only one.
 */
export interface MessageKey {
  /** Owner of the mail: an order's id, or a name from subject.ts. */
  readonly subject: string;
  readonly kind: MessageKind;
  readonly about: string;
}

/**
 * Returns the key as text: `demo/shopify/1001/order_confirmation/`. Only `subject` may contain a slash, so two keys
 * never collide.
 */
export function keyText({ subject, kind, about }: MessageKey): string {
  return `${subject}/${kind}/${about}`;
}

/**
 * Reason why a planned mail is not sent; the desk shows it. `overtaken`: the state that called for it has passed.
 * `paused`: a return, a delay or a problem is open, which the mail would ignore.
 */
export type SuppressionReason =
  | "no_address"
  /** A marketplace relays mail to it and forbids mails of the shop's own. */
  | "relay_address"
  /** The checkout is unfinished: the order is unpaid, and not concluded without payment. */
  | "not_concluded"
  /** The shop has switched this kind of mail off. */
  | "switched_off"
  /** The shop says that orders of this channel, tag or kind of customer do not owe this mail. */
  | "by_rule"
  /** A marketplace plugin split the order: its parent tells the customer. */
  | "sub_order"
  /** The customer has no address on this way. */
  | "no_number"
  /** Another way that the customer chose tells the same: the name is from when SMS was the only one. */
  | "by_sms"
  /** The confirmation of the same minute said that it is paid. */
  | "in_confirmation"
  | "order_cancelled"
  | "too_old"
  | "overtaken"
  /** The program that handed it over cancelled it. */
  | "withdrawn"
  | "paused"
  /** The mail's validity ended before it could leave. */
  | "expired"
  /** The customer's open page has shown the answer. */
  | "seen_on_page"
  /** A later answer's mail says it too. */
  | "with_next"
  /** The address accepts no mail: a hard bounce, or several soft ones in a row. */
  | "bounced"
  | "complained"
  | "unsubscribed"
  /** The shop blocked the address by hand. */
  | "blocked";

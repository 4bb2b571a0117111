/**
 * Decides whether a program may answer an incoming mail, so that two programs never answer each other endlessly.
 * Pure.
 */
import { type AutomaticReason, automaticReason } from "./automatic.ts";
import { hasHeader, headerOf, type InboundMail } from "./inbound_mail.ts";
import { addressIn, sameAddress } from "./mail_address.ts";

/** Why a mail gets no automatic answer. */
export type Silence =
  /** The mail is our own, or passed through us before. */
  | "own_mail"
  /** The mail names no address to answer. */
  | "no_sender"
  /** The writer has received the maximum of automatic answers. */
  | "too_many"
  | AutomaticReason;

export interface AnswerContext {
  /** Addresses and domains (`kontor.example`) from which the shop itself writes. */
  readonly own: readonly string[];
  /** When automatic answers went to this writer, in milliseconds since the epoch, in any order. */
  readonly answered_at_ms: readonly number[];
  readonly now_ms: number;
}

/** No more automatic answers than `count` to one writer within `within_ms`. */
interface Limit {
  readonly count: number;
  readonly within_ms: number;
}

const HOUR_MS = 3_600_000;
/**
 * RFC 3834, 2, asks a personal responder for one answer a week; here each concern of a customer deserves its own, but
 * a loop does not.
 */
const LIMITS: readonly Limit[] = [
  { count: 1, within_ms: HOUR_MS / 60 },
  { count: 3, within_ms: HOUR_MS },
  { count: 6, within_ms: 24 * HOUR_MS },
];

/**
 * Returns why `mail` gets no automatic answer; `undefined` where it may have one. A person may answer it all the
 * same.
 */
export function silenceReason(
  mail: InboundMail,
  { own, answered_at_ms, now_ms }: AnswerContext,
): Silence | undefined {
  const from = addressIn(headerOf(mail, "reply-to").slice(-400)) ??
    addressIn(headerOf(mail, "from").slice(-400));
  if (from === undefined) return "no_sender";
  if (isOwn(mail, own)) return "own_mail";
  const reason = automaticReason(mail);
  if (reason !== undefined) return reason;
  if (LOOP_HEADERS.some((name) => hasHeader(mail, name))) return "auto_submitted";
  return LIMITS.some(({ count, within_ms }) =>
      answered_at_ms.filter((at_ms) => now_ms - at_ms < within_ms).length >= count
    )
    ? "too_many"
    : undefined;
}

/** Headers by which programs recognise their own mails; no person's mail program sets them. */
const LOOP_HEADERS = ["x-loop", "x-waybill-mail", "x-autoresponse", "x-ms-exchange-inbox-rules-loop"];

function isOwn(mail: InboundMail, own: readonly string[]): boolean {
  const senders = [
    mail.envelope_from ?? "",
    headerOf(mail, "from").slice(-400),
    headerOf(mail, "sender").slice(-400),
    headerOf(mail, "reply-to").slice(-400),
  ].flatMap((text) => addressIn(text) ?? []);
  return senders.some((address) =>
    own.some((one) =>
      one.includes("@") ? sameAddress(one, address) : address.toLowerCase().endsWith(`@${one.toLowerCase()}`)
    )
  );
}

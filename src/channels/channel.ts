/**
 * A channel sends one finished message and returns a receipt of its outcome. It never decides whether a message is
 * wanted, nor when to try again.
 */
import type { Mail } from "../mail/mime/compose.ts";
import type { Receipt } from "../messages/receipt.ts";

export interface Channel<Content> {
  readonly name: string;
  /**
   * True where the provider recognises a repeated `idempotency_key`: after an unknown outcome the same message may be
   * sent again.
   */
  readonly idempotent: boolean;
  /**
   * Sends the message and returns a receipt for every outcome; never throws because of the provider's answer or its
   * absence.
   */
  send(outgoing: Content): Promise<Receipt>;
}

/** A text message or chat message: it has no MIME form and no subject. */
export interface ShortMessage {
  readonly idempotency_key: string;
  /** The recipient's address on the way, as in `ChosenWay`: for SMS a number in E.164, `+4915112345678`. */
  readonly to: string;
  readonly body: string;
  /** When the recipient last wrote to us on this way; absent or null where they never did. */
  readonly heard_at_ms?: number | null | undefined;
  /** True where a person wrote it: some services allow that for longer after the customer's last message. */
  readonly by_person?: boolean | undefined;
  /** The parts of an order's news, for services that take only templates which they approved; absent otherwise. */
  readonly news?: ShortParts | undefined;
}

/** What an order's news says, part by part. */
export interface ShortParts {
  /** Language of the sentence as a BCP 47 tag. */
  readonly locale: string;
  /** The sentence without the link. */
  readonly sentence: string;
  readonly url: string;
}

/** One mail in two forms: in parts for providers that accept parts, and as MIME for providers that accept bytes. */
export interface OutgoingMail {
  /** The message key as text; the same for every attempt. */
  readonly idempotency_key: string;
  readonly mail: Mail;
  /** The composed message: ASCII, CRLF. */
  readonly raw: string;
  /** Shown in the dev mailbox only. */
  readonly kind: string;
  readonly order_number: string;
}

/** The content that a channel of kind `Of` sends. */
export type ContentOf<Of extends string> = Of extends "mail" ? OutgoingMail : ShortMessage;

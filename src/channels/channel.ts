/** A way out: takes one finished message, says what became of it. It never decides whether a message is wanted, nor when to try again. */
import type { Mail } from "../mail/mime/compose.ts";
import type { Receipt } from "../messages/receipt.ts";

export interface Channel<Content> {
  readonly name: string;
  /** True where the provider recognises a repeated `idempotency_key`: after an unknown outcome it may be asked again. */
  readonly idempotent: boolean;
  /** Never throws for what the provider answers or fails to answer: every outcome is a receipt. */
  send(outgoing: Content): Promise<Receipt>;
}

/** A text message, or a message of a chat: neither MIME nor a subject. */
export interface ShortMessage {
  readonly idempotency_key: string;
  /** Whom it goes to, as the way knows them: for SMS a number in E.164, `+4915112345678`. */
  readonly to: string;
  readonly body: string;
}

/** One mail, in parts for providers that take parts and as MIME for those that take bytes. */
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

/** What goes out by a way. */
export type ContentOf<Of extends string> = Of extends "mail" ? OutgoingMail : ShortMessage;

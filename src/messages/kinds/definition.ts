/** What the definition of one message kind says. The plan's rule, the mail's content and its template stand in their own folders under the same name. */
import type * as v from "valibot";

/** essential: owed by law, contract or request. progress: news of the shipment. care: what the shop would like to say. */
export type MailClass = "essential" | "progress" | "care";

/** bulk: what can wait for a decent hour, a quota or the pace of a mailbox. */
export const LANES = ["urgent", "bulk"] as const;
export type Lane = (typeof LANES)[number];

/**
 * overtaken: while the plan still owes it, asked again just before it is sent. its_time: until the time that it carries. always: for as
 * long as it may be tried.
 */
export type TrueUntil = "overtaken" | "its_time" | "always";

/** What a mail says that later mails refer to ("was … now …"). */
export type ShownFact = "expected" | "changes" | "backordered" | "shipments";

interface Definition {
  /** How the desk calls it. */
  readonly name: string;
  /** Who may refuse it: suppression and unsubscribing go by class. */
  readonly class: MailClass;
  readonly lane: Lane;
  /** After an outcome that nobody knows it is sent again with the same Message-ID: twice is better than never. */
  readonly may_come_twice: boolean;
  readonly true_until: TrueUntil;
}

interface MailDefinition extends Definition {
  /** The part of the catalogues that this kind alone speaks from: `lead` of `order_link` is `link.lead`. */
  readonly section: string;
  /** A row of docs/mails.md. */
  readonly sent_when: string;
  /** Beside what holds for all: no address, too old, overtaken. */
  readonly not_when: string;
}

/** A mail that follows from the state of an order, and is judged against it. */
export interface OrderMailDefinition extends MailDefinition {
  readonly true_until: "overtaken";
  /** recipient: of a present it goes to whoever unpacks it, where they can be written to; otherwise to the customer. */
  readonly reader: "customer" | "recipient";
  readonly shows: readonly ShownFact[];
}

/** A mail that no order's state calls for: it carries its facts. */
export interface StandaloneDefinition extends MailDefinition {
  readonly true_until: "its_time" | "always";
  /** What the mail says beyond its reader, its shop and its link. Amounts and dates are worded when it is written. */
  readonly facts: v.GenericSchema;
  /** Whom it goes to, as docs/mails.md says it. */
  readonly to: string;
  /** Set where no copy may lie anywhere once it has left. */
  readonly leaves_no_copy?: true;
  /** Set where a person wrote it: out-of-office answers to it are wanted (RFC 3834). */
  readonly by_hand?: true;
}

/** A text message that an order owes. */
export interface SmsDefinition extends Definition {
  readonly true_until: "overtaken";
}

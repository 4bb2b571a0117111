/**
 * Declares the fields that define one message kind. The plan's rule, the mail's content and its template are in their
 * own folders under the same name.
 */
import type * as v from "valibot";

/**
 * essential: required by law, contract or request. progress: shipment news. care: mails that only the shop wants to
 * send.
 */
export type MailClass = "essential" | "progress" | "care";

/** bulk: mails that can wait for daytime, a quota or the pace of a mailbox provider. */
export const LANES = ["urgent", "bulk"] as const;
export type Lane = (typeof LANES)[number];

/**
 * overtaken: while the plan still owes it, checked again just before sending. its_time: until the time that the mail
 * carries. always: as long as attempts are allowed.
 */
export type TrueUntil = "overtaken" | "its_time" | "always";

/** Facts in a mail to which later mails refer ("was … now …"). */
export type ShownFact = "expected" | "changes" | "backordered" | "shipments" | "paid";

interface Definition {
  /** Name of the kind on the desk. */
  readonly name: string;
  /** Class by which readers can refuse the mail: suppression and unsubscribing go by class. */
  readonly class: MailClass;
  readonly lane: Lane;
  /**
   * Whether the mail is sent again, with the same Message-ID, after an unknown outcome: for some kinds twice is
   * better than never.
   */
  readonly may_come_twice: boolean;
  readonly true_until: TrueUntil;
}

interface MailDefinition extends Definition {
  /** Catalogue section that only this kind uses: `lead` of `order_link` is `link.lead`. */
  readonly section: string;
  /** Text of the kind's row in docs/mails.md. */
  readonly sent_when: string;
  /** Exceptions of this kind, beside the general ones: no address, too old, overtaken. */
  readonly not_when: string;
}

/** Mail that the plan derives from an order's state, and checks against it before sending. */
export interface OrderMailDefinition extends MailDefinition {
  readonly true_until: "overtaken";
  /** recipient: the mail goes to the recipient of a gift if they have a mail address; otherwise to the customer. */
  readonly reader: "customer" | "recipient";
  readonly shows: readonly ShownFact[];
}

/** Mail that no order's state calls for, so that it carries its own facts. */
export interface StandaloneDefinition extends MailDefinition {
  readonly true_until: "its_time" | "always";
  /** Facts of the mail beside reader, shop and link. Amounts and dates are formatted when the mail is written. */
  readonly facts: v.GenericSchema;
  /** Reader of the mail, in the words of docs/mails.md. */
  readonly to: string;
  /** Set where every copy must be deleted once the mail has left. */
  readonly leaves_no_copy?: true;
  /** Set where a person wrote the mail and wants out-of-office answers (RFC 3834). */
  readonly by_hand?: true;
}

/** Short message that no order owes: what the shop answers where the customer wrote, what a program hands over. */
export interface ShortAnswerDefinition extends Definition {
  readonly true_until: "always" | "its_time";
}

/** SMS that an order owes. */
export interface SmsDefinition extends Definition {
  readonly true_until: "overtaken";
}

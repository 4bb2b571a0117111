/** Declares a case: one thread between a customer and the shop about one matter. It decides nothing. */

export const CASE_KINDS = [
  "question",
  "where",
  "return",
  "claim",
  "cancellation",
  "address",
  "courier_note",
  "rating",
  "bounce",
  "shortage",
  "dead_letter",
  "dispute",
] as const;
/**
 * The matter: `where` asks where an order is; `claim` says that something is missing, broken or wrong; `shortage`: the
 * customer must choose what becomes of goods that ran out; `dead_letter`: webhooks that break one rule; `dispute`: a bank asks after a payment.
 */
export type CaseKind = (typeof CASE_KINDS)[number];

export const CASE_STATES = ["open", "solved", "merged"] as const;
export type CaseState = (typeof CASE_STATES)[number];

/** Who acts next. `later`: the shop, but not before `due_at`. */
export type NextActor = "shop" | "customer" | "later" | "nobody";

/** To whom answers go. */
export interface CaseReader {
  readonly email: string;
  readonly name?: string | undefined;
  readonly first_name?: string | undefined;
  /** BCP 47. */
  readonly locale?: string | undefined;
}

/** Words at the desk that are not sent yet. */
export interface Draft {
  readonly words: string;
  /** Who writes, by the name that colleagues see. */
  readonly by: string;
  /** Milliseconds since the epoch. */
  readonly at: number;
}

export interface Case {
  readonly shop_id: string;
  readonly id: string;
  readonly kind: CaseKind;
  /** The subject in the customer's words, on one line. */
  readonly topic: string;
  readonly state: CaseState;
  readonly next: NextActor;
  /** Milliseconds since the epoch, as are all times here. */
  readonly due_at: number | null;
  readonly opened_at: number;
  readonly changed_at: number;
  readonly answered_at: number | null;
  readonly order_id: string | null;
  readonly customer: string | null;
  readonly proven: boolean;
  readonly reader: CaseReader | null;
  readonly assignee: string | null;
  readonly tags: readonly string[];
  /** One for each person who is writing. */
  readonly drafts: readonly Draft[];
  readonly merged_into: string | null;
}

/** A file that came with a mail; its content stands in the archived mail at this position. */
export interface EntryFile {
  readonly name: string;
  /** By content; `application/octet-stream` where it is not known. */
  readonly type: string;
  /** Bytes. */
  readonly size: number;
  /** Key in the bucket of a file of its own: a picture that came with a page's form. */
  readonly key?: string | undefined;
}

/** What is known of an entry beside its words. */
export interface EntryDetail {
  /**
   * The way by which it came or went: `mail`, `page`, `api`, `desk`, or a way of short messages, such as `sms`. `chat`: on the
   * order's page, written by whoever has proven the mailbox.
   */
  readonly way?: string | undefined;
  readonly from?: string | undefined;
  /** The name that the writer has given at the service of a short way. */
  readonly writer?: string | undefined;
  readonly subject?: string | undefined;
  /** The domain whose signature proves the sender; null for a mail that proves none. */
  readonly proven_by?: string | null | undefined;
  /** Why the sender is not proven. */
  readonly unproven?: string | undefined;
  /** True where the writer is somebody else than the case's customer. */
  readonly other_writer?: boolean | undefined;
  readonly message_id?: string | undefined;
  readonly references?: string | undefined;
  /** Key of the whole mail in the bucket. */
  readonly archive?: string | undefined;
  readonly files?: readonly EntryFile[] | undefined;
  /** Lines that the whole mail has and the words have not. */
  readonly folded?: number | undefined;
  /** What a person or a program did: `assigned`, `solved`, … */
  readonly act?: string | undefined;
  /** Why a program did it, in words for people. */
  readonly why?: readonly string[] | undefined;
  /** The ledger's key of the mail that went. */
  readonly mail?: { readonly kind: string; readonly about: string } | undefined;
}

/** The `act` of a message by which the shop asks its customer something and waits for the answer. */
export const ASKED = "asked";

export type EntryType = "message" | "note" | "act";
export type EntryAuthor = "customer" | "shop" | "waybill";

export interface CaseEntry {
  readonly at: number;
  readonly id: string;
  readonly type: EntryType;
  readonly author: EntryAuthor;
  readonly person: string | null;
  readonly words: string;
  readonly detail: EntryDetail;
}

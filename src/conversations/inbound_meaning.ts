/** What a mail that came in may be, as one type. It decides nothing. */
import type { AutomaticReason } from "./automatic.ts";
import type { Action } from "./delivery_status.ts";
import type { Failure, FailureClass } from "./failure.ts";
import type { Complaint } from "./feedback_report.ts";

/** What became of one recipient. */
export interface DeliveryReport {
  /** `undefined` where the report names nobody: the mail is then found by its Message-ID. */
  readonly recipient: string | undefined;
  /** As we wrote it, where a forwarding made another of it. */
  readonly original_recipient: string | undefined;
  readonly action: Action;
  /** `null` where nothing failed. */
  readonly class: FailureClass | null;
  readonly reply_code: string | undefined;
  readonly enhanced_status: string | undefined;
  /** What the refusing side said, on one line. */
  readonly diagnostic: string;
  /** The first of the Message-IDs that the report brings back, with its angle brackets. */
  readonly original_message_id: string | undefined;
}

/** Judges one failed recipient: `failureClass`, or a check's own form of it. */
export type Judge = (failure: Failure) => FailureClass;

interface Returned {
  readonly reports: readonly DeliveryReport[];
  /** Message-IDs that may be of our mail, the surest first: of the returned mail, In-Reply-To, References. */
  readonly message_ids: readonly string[];
}

export type Inbound =
  /** A mail of ours that some recipient did not get, or not yet. */
  | { readonly type: "bounce" } & Returned
  /** A report that all went well: nobody who is named in it failed. */
  | { readonly type: "delivered" } & Returned
  | { readonly type: "complaint"; readonly complaints: readonly Complaint[] }
  | { readonly type: "auto_reply"; readonly reason: AutomaticReason }
  | { readonly type: "person" };

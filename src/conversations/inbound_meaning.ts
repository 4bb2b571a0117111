/** The possible meanings of an incoming mail, as one type. It decides nothing. */
import type { AutomaticReason } from "./automatic.ts";
import type { Action } from "./delivery_status.ts";
import type { Failure, FailureClass } from "./failure.ts";
import type { Complaint } from "./feedback_report.ts";

/** The outcome for one recipient. */
export interface DeliveryReport {
  /** `undefined` where the report names no recipient: the mail is then found by its Message-ID. */
  readonly recipient: string | undefined;
  /** The address to which Waybill sent the mail, where a forwarding server replaced it. */
  readonly original_recipient: string | undefined;
  readonly action: Action;
  /** `null` where nothing failed. */
  readonly class: FailureClass | null;
  readonly reply_code: string | undefined;
  readonly enhanced_status: string | undefined;
  /** The refusing side's text, on one line. */
  readonly diagnostic: string;
  /** The first of the Message-IDs that the report brings back, with its angle brackets. */
  readonly original_message_id: string | undefined;
}

/** Classes one failed recipient: `failureClass`, or a test's variant of it. */
export type Judge = (failure: Failure) => FailureClass;

interface Returned {
  readonly reports: readonly DeliveryReport[];
  /** Message-IDs that may belong to our mail, the most certain first: of the returned mail, In-Reply-To, References. */
  readonly message_ids: readonly string[];
}

export type Inbound =
  /** A mail of ours that some recipient did not receive, or not yet. */
  | { readonly type: "bounce" } & Returned
  /** A report of successful delivery: nobody who is named in it failed. */
  | { readonly type: "delivered" } & Returned
  | { readonly type: "complaint"; readonly complaints: readonly Complaint[] }
  | { readonly type: "auto_reply"; readonly reason: AutomaticReason }
  | { readonly type: "person" };

/** What the plugin keeps of an event inside the buyer's transaction: as little as finds everything again later. */

export const NOTE_KINDS = [
  "placed",
  "changed",
  "cancelled",
  "paid",
  "payment_failed",
  "shipped",
  "delivered",
  "withdrawn",
  "refunded",
  "customer_erased",
] as const;
export type NoteKind = (typeof NOTE_KINDS)[number];

export interface Note {
  /** The event's id. */
  readonly id: string;
  readonly kind: NoteKind;
  /** The order's code; for `customer_erased` nothing. */
  readonly code: string;
  /** The id of the payment, fulfilment or refund, or the mail address of the customer. */
  readonly subject: string | null;
  /** When it happened, RFC 3339. */
  readonly at: string;
  /** Token of the channel in which it happened. */
  readonly channel: string;
}

/** What is not one of a kind has the time in its id. */
const REPEATED: readonly NoteKind[] = ["changed", "cancelled", "customer_erased"];

export function noteOf(kind: NoteKind, { code, subject = null, at, channel }: {
  readonly code: string;
  readonly subject?: string | null;
  readonly at: Date;
  readonly channel: string;
}): Note {
  const about = kind === "customer_erased" ? "" : `_${code}`;
  const which = REPEATED.includes(kind) ? `_${at.getTime()}` : subject === null ? "" : `_${subject}`;
  return { id: `${kind}${about}${which}`, kind, code, subject, at: at.toISOString(), channel };
}

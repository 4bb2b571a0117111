/** Declares the answer of a channel to one attempt. */

/**
 * accepted: the provider has the mail. rejected: it will never accept it. deferred: it may accept it later. unknown:
 * it may or may not have it (time-out after the body, connection lost, unreadable answer).
 */
export type Receipt =
  | { readonly outcome: "accepted"; readonly provider_id: string }
  | {
    readonly outcome: "rejected";
    readonly reason: string;
    /** The reader asked the provider to send no more. */
    readonly unsubscribed?: true | undefined;
    /** Set where the provider knows that the address accepts no mail; the mail itself is fine. */
    readonly dead_address?: true | undefined;
  }
  | { readonly outcome: "deferred"; readonly reason: string; readonly retry_after_s?: number | undefined }
  | { readonly outcome: "unknown"; readonly reason: string };

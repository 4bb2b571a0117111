/** What a channel answered to one attempt. */

/**
 * accepted: the provider has it. rejected: it will never take it. deferred: it did not take it, later it may.
 * unknown: it may or may not have it (time-out after the body, connection lost, an answer that cannot be read).
 */
export type Receipt =
  | { readonly outcome: "accepted"; readonly provider_id: string }
  | {
    readonly outcome: "rejected";
    readonly reason: string;
    /** Its reader told the provider to send no more. */
    readonly unsubscribed?: true | undefined;
    /** Not the mail is at fault but its address, which the provider knows to take none. */
    readonly dead_address?: true | undefined;
  }
  | { readonly outcome: "deferred"; readonly reason: string; readonly retry_after_s?: number | undefined }
  | { readonly outcome: "unknown"; readonly reason: string };

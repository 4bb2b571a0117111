/** Declares what a storefront is asked to change of an order, and what it answers. Types only. */
import type { Address } from "./event.ts";

export type StorefrontChange =
  /** `job`: what the storefront does in the background for this change already. */
  | { readonly type: "cancel"; readonly order: string; readonly job?: string | undefined }
  | { readonly type: "address"; readonly order: string; readonly address: Address }
  /** A return of the storefront's own, by its number there. */
  | {
    readonly type: "return";
    readonly order: string;
    readonly return_id: string;
    readonly decision: "approve" | "decline";
    /** For the customer, where it is declined. */
    readonly reason?: string | undefined;
  };

/** A job: the storefront does it in the background, where it may still fail, and is asked by the job's name how it went. */
export type Changed = "done" | { readonly job: string };

/**
 * `refused`: the storefront says no, for example since goods have left. `denied`: the token has not the right.
 * `unavailable`: it did not answer, and can be asked again.
 */
export type ChangeRefusal = "refused" | "denied" | "unavailable";

/** Declares what a storefront is asked to change of an order, and what it answers. Types only. */
import type { Address } from "./event.ts";

export type StorefrontChange =
  | { readonly type: "cancel"; readonly order: string }
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

/** `begun`: the storefront does it in the background and reports it by a webhook. */
export type Changed = "done" | "begun";

/**
 * `refused`: the storefront says no, for example since goods have left. `denied`: the token has not the right.
 * `unavailable`: it did not answer, and can be asked again.
 */
export type ChangeRefusal = "refused" | "denied" | "unavailable";

/** Declares what a storefront is asked to change of an order for its customer, and what it answers. Types only. */
import type { Address } from "./event.ts";

export type StorefrontChange =
  | { readonly type: "cancel"; readonly order: string }
  | { readonly type: "address"; readonly order: string; readonly address: Address };

/** `begun`: the storefront does it in the background and reports it by a webhook. */
export type Changed = "done" | "begun";

/**
 * `refused`: the storefront says no, for example since goods have left. `denied`: the token has not the right.
 * `unavailable`: it did not answer, and can be asked again.
 */
export type ChangeRefusal = "refused" | "denied" | "unavailable";

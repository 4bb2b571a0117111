/** A sender: how its deliveries are verified and what they mean. One file a sender; its vocabulary ends there. */
import type { Happening } from "../orders/event.ts";
import type { Reference } from "../orders/reference.ts";
import type { Result } from "../result.ts";

export interface Delivery {
  readonly headers: Headers;
  /** Exactly the bytes that were signed. */
  readonly body: Uint8Array;
  readonly received_at_ms: number;
}

/** What one delivery says about one order. */
export interface Telling {
  /** What the sender itself calls it: an order's id, or where it knows no order a payment's, a tracker's. */
  readonly order: string;
  /** How the storefront may call the same order. Tried in this order when `order` is not known. */
  readonly also?: readonly Reference[];
  readonly happenings: readonly Happening[];
}

/** Whose data is wanted or to be forgotten, as the sender names them. */
export interface PrivacyAsked {
  readonly what: "data" | "customer" | "shop";
  readonly email: string | null;
  readonly orders: readonly string[];
}

export type Reading =
  /** `id` is the sender's delivery id, unique per store and source; synthetic where the sender gives none. */
  | { readonly type: "told"; readonly id: string; readonly tellings: readonly Telling[] }
  /** A customer's right that the storefront passes on. */
  | { readonly type: "privacy"; readonly id: string; readonly asked: PrivacyAsked }
  /** Verified and understood, but nothing that Waybill acts on. */
  | { readonly type: "ignored"; readonly topic: string };

export type SignatureRefusal = "signature";
export type ReadingRefusal = "unreadable" | "invalid";

export interface Source {
  readonly name: string;
  /** Whether one of the live secrets signed this delivery, within the scheme's time tolerance. Runs before any parsing. */
  verify(delivery: Delivery, secrets: readonly string[]): Promise<Result<null, SignatureRefusal>>;
  /** What a verified delivery says. `unreadable`: no JSON (400). `invalid`: names the field, the rule and the value's shape (422). */
  read(delivery: Delivery): Promise<Result<Reading, ReadingRefusal>>;
}

/** What an order's events have said of its money so far: the state that the fold keeps and the account is made from. Pure; it adds nothing up. */
import type { OrderDetails, Payment, Refund } from "../event.ts";

/** A sum that a sender stated at a moment. */
export interface StatedSum {
  readonly at: string;
  readonly amount_minor: number;
}

export interface OrderPayment extends Payment {
  /** The last three are of disputes, which stand beside the payment that they are about. */
  readonly status: "pending" | "succeeded" | "failed" | "disputed" | "dispute_won" | "dispute_lost";
  /** When it came to be so. */
  readonly at: string;
  readonly reason?: string | undefined;
  /** Every sum under which it was said to have succeeded, oldest first; absent where there is one. */
  readonly sums?: readonly StatedSum[] | undefined;
}

/** That a refund came to nothing: by the provider, or taken back by the shop. */
export interface RefundFailure {
  readonly at: string;
  readonly by: "provider" | "shop";
  readonly reason?: string | undefined;
  /** The id under which its sender reported the failure, where that is not the refund's own. */
  readonly named_as?: string | undefined;
}

export interface OrderRefund extends Refund {
  readonly at: string;
  readonly failed?: RefundFailure | undefined;
}

export interface Bookings {
  /** The newest snapshot. */
  readonly details: OrderDetails;
  /** When that snapshot is from; absent in a state that an older version folded. */
  readonly details_at?: string | undefined;
  /** Since when the storefront has said that the payment failed; absent while it does not. */
  readonly payment_failed_at?: string | undefined;
  /** When the checkout was finished, where the storefront sent the order before that. */
  readonly concluded_at?: string | undefined;
  readonly cancelled?: { readonly at: string; readonly reason?: string | undefined } | undefined;
  readonly payments: readonly OrderPayment[];
  readonly refunds: readonly OrderRefund[];
}

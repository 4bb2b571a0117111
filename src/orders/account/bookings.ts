/**
 * Declares what an order's events have stated about its money: the state that the fold keeps and the account is
 * computed from. Pure; it adds nothing up.
 */
import type { OrderDetails, Payment, Refund } from "../event.ts";

/** Sum that a sender stated at a time. */
export interface StatedSum {
  readonly at: string;
  readonly amount_minor: number;
  /** Set where only a snapshot stated it, and no payment of its own. */
  readonly told_by?: "snapshot" | undefined;
}

export interface OrderPayment extends Payment {
  /**
   * Status of the payment: `released` where money was reserved and let go. The last three are of disputes, which are listed beside
   * their payment.
   */
  readonly status:
    | "pending"
    | "succeeded"
    | "failed"
    | "released"
    | "disputed"
    | "dispute_won"
    | "dispute_lost";
  /** Time of the status. */
  readonly at: string;
  readonly reason?: string | undefined;
  /** Sums with which the payment was reported as succeeded, oldest first; absent where there is only one. */
  readonly sums?: readonly StatedSum[] | undefined;
}

/** Failure of a refund: by the provider, or withdrawn by the shop. */
export interface RefundFailure {
  readonly at: string;
  readonly by: "provider" | "shop";
  readonly reason?: string | undefined;
  /** Id under which the sender reported the failure, if it differs from the refund's. */
  readonly named_as?: string | undefined;
}

export interface OrderRefund extends Refund {
  readonly at: string;
  readonly failed?: RefundFailure | undefined;
}

export interface Bookings {
  /** The newest snapshot. */
  readonly details: OrderDetails;
  /** Time of the snapshot; absent in a state that an older version folded. */
  readonly details_at?: string | undefined;
  /** Time since which the storefront has reported the payment as failed; absent otherwise. */
  readonly payment_failed_at?: string | undefined;
  /** Part of the total that a snapshot stated as paid, at the first time it did; absent where none stated a part. */
  readonly part_paid?: StatedSum | undefined;
  /**
   * Total that a provider had reserved by the storefront's statement, until that is void: what is captured later comes
   * from it. Absent where nothing was reserved.
   */
  readonly reserved_minor?: number | undefined;
  /** Time at which it was reserved, where the order had waited for that; absent where it came so. */
  readonly reserved_at?: string | undefined;
  /** Time at which the checkout was finished, where the storefront sent the order before that. */
  readonly concluded_at?: string | undefined;
  readonly cancelled?: { readonly at: string; readonly reason?: string | undefined } | undefined;
  readonly payments: readonly OrderPayment[];
  readonly refunds: readonly OrderRefund[];
}

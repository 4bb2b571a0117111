/** Computes the refunds of an account: the state of each, its parts, and where its money goes. Pure. */
import type { Refund, RefundDestination } from "../event.ts";
import type { Bookings, RefundFailure } from "./bookings.ts";
import { type Breakdown, breakdownOf, refundParts, sumOf } from "./parts.ts";
import { type RefundedOnce, refundedOnce } from "./refunded_once.ts";

export interface AccountRefund {
  readonly id: string;
  /** Ids that senders gave the refund. */
  readonly named_as: readonly string[];
  readonly at: string;
  readonly amount_minor: number;
  /** `failed` at the provider, `withdrawn` by the shop: in both the customer gets no money. */
  readonly state: "pending" | "succeeded" | "failed" | "withdrawn";
  readonly failure: RefundFailure | undefined;
  readonly breakdown: Breakdown;
  /** Destinations, which add up to `amount_minor`. */
  readonly destinations: readonly RefundDestination[];
  readonly lines: Refund["lines"];
  readonly payment_id: string | undefined;
  readonly reason: string | undefined;
  /** Whether the refund returns all that was paid. */
  readonly is_full: boolean;
  /** Ids of refunds that the shop withdrew at the same time and that this one replaces. */
  readonly replaces: readonly string[];
}

/** `whole_minor`: amount of a full refund. */
export function refundsOf(
  { refunds }: Pick<Bookings, "refunds">,
  whole_minor: number,
): readonly AccountRefund[] {
  const each = refundedOnce(refunds);
  return each.map((refund) => ({
    id: refund.id,
    named_as: refund.named_as,
    at: refund.at,
    amount_minor: refund.amount_minor,
    state: stateOf(refund),
    failure: refund.failed,
    breakdown: breakdownOf(refundParts(refund), refund.amount_minor),
    destinations: destinationsOf(refund),
    lines: refund.lines,
    payment_id: refund.payment_id,
    reason: refund.reason,
    is_full: refund.amount_minor >= whole_minor,
    replaces: each.filter((other) => isReplacedBy(other, refund)).map(({ id }) => id),
  }));
}

/** Returns the sum that was or is being sent back. */
export function sentBackMinor(refunds: readonly AccountRefund[]): number {
  return sumOf(refunds.filter(({ state }) => state === "pending" || state === "succeeded"));
}

function stateOf({ failed, status = "succeeded" }: RefundedOnce): AccountRefund["state"] {
  if (failed === undefined) return status;
  return failed.by === "shop" ? "withdrawn" : "failed";
}

/** Returns the sender's destinations where they add up; otherwise the payment method, the usual meaning of a refund. */
function destinationsOf({ amount_minor, destinations = [] }: RefundedOnce): readonly RefundDestination[] {
  return destinations.length > 0 && sumOf(destinations) === amount_minor
    ? destinations
    : [{ to: "payment", amount_minor }];
}

function isReplacedBy({ failed }: RefundedOnce, refund: RefundedOnce): boolean {
  return failed?.by === "shop" && refund.failed === undefined && failed.at === refund.at;
}

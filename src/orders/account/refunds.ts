/** The refunds of an account: what became of each, what it is made of, and where its money goes. Pure. */
import type { Refund, RefundDestination } from "../event.ts";
import type { Bookings, RefundFailure } from "./bookings.ts";
import { type Breakdown, breakdownOf, refundParts, sumOf } from "./parts.ts";
import { type RefundedOnce, refundedOnce } from "./refunded_once.ts";

export interface AccountRefund {
  readonly id: string;
  /** All ids that senders gave it. */
  readonly named_as: readonly string[];
  readonly at: string;
  readonly amount_minor: number;
  /** `failed` at the provider, `withdrawn` by the shop: the customer gets none of it. */
  readonly state: "pending" | "succeeded" | "failed" | "withdrawn";
  readonly failure: RefundFailure | undefined;
  readonly breakdown: Breakdown;
  /** Together they are the amount. */
  readonly destinations: readonly RefundDestination[];
  readonly lines: Refund["lines"];
  readonly payment_id: string | undefined;
  readonly reason: string | undefined;
  /** All that was paid goes back with it. */
  readonly is_full: boolean;
  /** The ids of refunds that the shop took back in the same breath, so that this one stands in their place. */
  readonly replaces: readonly string[];
}

/** `whole_minor`: what a refund of everything comes to. */
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

/** What went back or is on its way. */
export function sentBackMinor(refunds: readonly AccountRefund[]): number {
  return sumOf(refunds.filter(({ state }) => state === "pending" || state === "succeeded"));
}

function stateOf({ failed, status = "succeeded" }: RefundedOnce): AccountRefund["state"] {
  if (failed === undefined) return status;
  return failed.by === "shop" ? "withdrawn" : "failed";
}

/** As the sender tells them where they add up, else the way it was paid, which is what a refund means unless said otherwise. */
function destinationsOf({ amount_minor, destinations = [] }: RefundedOnce): readonly RefundDestination[] {
  return destinations.length > 0 && sumOf(destinations) === amount_minor
    ? destinations
    : [{ to: "payment", amount_minor }];
}

function isReplacedBy({ failed }: RefundedOnce, refund: RefundedOnce): boolean {
  return failed?.by === "shop" && refund.failed === undefined && failed.at === refund.at;
}

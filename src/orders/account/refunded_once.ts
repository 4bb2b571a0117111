/** The refunds of an order, each once: a storefront and a payment provider may both report the same money. Pure. */
import type { OrderRefund } from "./bookings.ts";
import { nearestPairs } from "./nearest_pairs.ts";
import { SAME_MONEY_MS } from "./paid_once.ts";

export interface RefundedOnce extends OrderRefund {
  /** All ids that senders gave it; its own is among them. */
  readonly named_as: readonly string[];
}

/**
 * A provider says of which payment the money was taken, a storefront does not. One of each, of the same amount and about the
 * same time, are one refund; two of one sender never are, however alike. Refunds that came to nothing are among them.
 */
export function refundedOnce(refunds: readonly OrderRefund[]): readonly RefundedOnce[] {
  const of_storefront = refunds.filter(({ payment_id }) => payment_id === undefined);
  const of_provider = refunds.filter(({ payment_id }) => payment_id !== undefined);
  const pairs = nearestPairs(of_storefront, of_provider, (a, b) => {
    // One that failed and one that was paid out are two tries: the second replaces the first.
    if (a.failed !== undefined && b.failed === undefined) return null;
    const apart_ms = Math.abs(Date.parse(a.at) - Date.parse(b.at));
    return a.amount_minor === b.amount_minor && apart_ms <= SAME_MONEY_MS ? apart_ms : null;
  });
  const repeated = new Set(pairs.values());
  return refunds.filter((refund) => !repeated.has(refund)).map((refund) => {
    const twin = pairs.get(refund);
    // The storefront knows what it was for, the provider whether the money moved.
    return { ...twin, ...refund, named_as: [refund.id, ...(twin === undefined ? [] : [twin.id])] };
  });
}

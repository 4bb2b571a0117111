/** Merges duplicate refunds: a storefront and a payment provider may both report the same money. Pure. */
import type { OrderRefund } from "./bookings.ts";
import { nearestPairs } from "./nearest_pairs.ts";
import { SAME_MONEY_MS } from "./paid_once.ts";

export interface RefundedOnce extends OrderRefund {
  /** Ids that senders gave to this entry, its own included. */
  readonly named_as: readonly string[];
}

/**
 * Merges a storefront's refund with a provider's of the same amount and about the same time; only a provider names
 * the payment. Two refunds of one sender are never merged, however alike. Failed refunds are included.
 */
export function refundedOnce(refunds: readonly OrderRefund[]): readonly RefundedOnce[] {
  const of_storefront = refunds.filter(({ payment_id }) => payment_id === undefined);
  const of_provider = refunds.filter(({ payment_id }) => payment_id !== undefined);
  const pairs = nearestPairs(of_storefront, of_provider, (a, b) => {
    // Keeps a failed and a paid refund apart: they are two attempts, and the second replaces the first.
    if (a.failed !== undefined && b.failed === undefined) return null;
    const apart_ms = Math.abs(Date.parse(a.at) - Date.parse(b.at));
    return a.amount_minor === b.amount_minor && apart_ms <= SAME_MONEY_MS ? apart_ms : null;
  });
  const repeated = new Set(pairs.values());
  return refunds.filter((refund) => !repeated.has(refund)).map((refund) => {
    const twin = pairs.get(refund);
    // Combines both: the storefront knows the purpose, the provider whether the money moved.
    return { ...twin, ...refund, named_as: [refund.id, ...(twin === undefined ? [] : [twin.id])] };
  });
}

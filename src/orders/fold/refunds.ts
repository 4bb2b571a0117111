/** The refunds of an order, each once: a storefront and a payment provider may both tell of the same money. Pure. */
import { SAME_MONEY_MS } from "./payments.ts";
import { nearestPairs } from "./nearest_pairs.ts";
import type { OrderRefund } from "../state.ts";

export interface Refunded extends OrderRefund {
  /** Under which ids it was told; its own is among them. */
  readonly named_as: readonly string[];
}

/**
 * A provider says of which payment the money was taken, a storefront does not. One of each, of the same amount and about the
 * same time, are one refund; two of one sender never are, however alike.
 */
export function refundedOnce(refunds: readonly OrderRefund[]): readonly Refunded[] {
  const of_storefront = refunds.filter(({ payment_id }) => payment_id === undefined);
  const of_provider = refunds.filter(({ payment_id }) => payment_id !== undefined);
  const pairs = nearestPairs(of_storefront, of_provider, (a, b) => {
    const apart_ms = Math.abs(Date.parse(a.at) - Date.parse(b.at));
    return a.amount_minor === b.amount_minor && apart_ms <= SAME_MONEY_MS ? apart_ms : null;
  });
  const twins = new Set(pairs.values());
  return refunds.filter((refund) => !twins.has(refund)).map((refund) => {
    const twin = pairs.get(refund);
    // The storefront knows what it was for.
    return { ...twin, ...refund, named_as: [refund.id, ...(twin === undefined ? [] : [twin.id])] };
  });
}

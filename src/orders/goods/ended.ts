/**
 * Answers what cancellations, refunds and returns leave of an order: pieces that were cancelled, are with the
 * customer, or under way. Pure.
 */
import { accountOf } from "../account/account.ts";
import type { Order } from "../state.ts";
import { type Fate, WITH_CUSTOMER } from "./fate.ts";
import { goodsOf } from "./goods.ts";
import type { Pieces } from "./parts.ts";

/**
 * Returns the pieces that the cancellation of the whole order cancelled; not those that had left, or were removed or
 * refunded before.
 */
export function cancelledPieces(order: Order): readonly Pieces[] {
  return goodsOf(order).lines.filter(({ cancelled }) => cancelled > 0)
    .map(({ line, cancelled }) => ({ line, quantity: cancelled }));
}

/** Returns the pieces that have left and neither arrived nor come back. */
export function piecesUnderway(order: Order): readonly Pieces[] {
  return piecesOf(order, ["in_shipment"]);
}

/** Returns the pieces that the customer has and has not sent back. */
export function piecesWithCustomer(order: Order): readonly Pieces[] {
  return piecesOf(order, WITH_CUSTOMER);
}

/** Returns the pieces that the customer gets or has: neither withdrawn nor back at the shop. */
export function piecesKept(order: Order): readonly Pieces[] {
  return piecesOf(order, ["due", "in_shipment", ...WITH_CUSTOMER]);
}

/** Returns whether every piece was removed, refunded or cancelled before it left. */
export function isAllWithdrawn(order: Order): boolean {
  return goodsOf(order).lines.every(({ ordered, fates }) => fates.withdrawn === ordered);
}

/** Returns whether a refund covers goods that the customer keeps, or states no purpose. */
export function isRefundOfKept(order: Order): boolean {
  const withdrawn = new Map(goodsOf(order).lines.map(({ line, fates }) => [line.id, fates.withdrawn]));
  const refunded = new Map<string, number>();
  const refunds = accountOf(order).refunds.filter(({ state }) =>
    state === "pending" || state === "succeeded"
  );
  for (const { line_id, quantity } of refunds.flatMap(({ lines }) => lines)) {
    refunded.set(line_id, (refunded.get(line_id) ?? 0) + quantity);
  }
  return refunds.some(({ lines }) =>
    lines.length === 0 ||
    lines.some(({ line_id }) => (refunded.get(line_id) ?? 0) > (withdrawn.get(line_id) ?? 0))
  );
}

function piecesOf(order: Order, fates: readonly Fate[]): readonly Pieces[] {
  return goodsOf(order).lines.flatMap((one) => {
    const quantity = fates.reduce((sum, fate) => sum + one.fates[fate], 0);
    return quantity > 0 ? [{ line: one.line, quantity }] : [];
  });
}

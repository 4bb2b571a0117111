/**
 * Answers what cancellations, refunds and returns leave of an order: pieces that were cancelled, are with the
 * customer, or under way. Pure.
 */
import { accountOf } from "../account/account.ts";
import type { Order, OrderShipment } from "../state.ts";
import { type Fate, WITH_CUSTOMER } from "./fate.ts";
import { goodsOf } from "./goods.ts";
import { isReplaced, type Pieces } from "./parts.ts";

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

/** Returns whether the parcel came back and the shop has taken in all that was in it. */
export function isBack(order: Order, shipment: OrderShipment): boolean {
  const { lines, holdings } = goodsOf(order);
  const pieces = holdings.find((one) => one.shipment === shipment)?.pieces;
  return shipment.status === "returned_to_sender" && pieces !== undefined && pieces.size > 0 &&
    lines.every(({ line, fates }) => !pieces.has(line.id) || fates.coming_back === 0);
}

/** Returns whether nothing of the order is wanted any more, and nothing of it has left. */
export function isAllWithdrawn(order: Order): boolean {
  return areAll(order, ["withdrawn"]);
}

/** Returns whether all of the order is with the shop again, or never left it and is not wanted any more. */
export function isAllTakenBack(order: Order): boolean {
  return areAll(order, ["withdrawn", "returned"]);
}

function areAll(order: Order, meant: readonly Fate[]): boolean {
  const { lines } = goodsOf(order);
  return lines.length > 0 &&
    lines.every(({ ordered, fates }) => meant.reduce((sum, fate) => sum + fates[fate], 0) === ordered);
}

/**
 * Where the goods of an order are that was called off, by what its customer has to know first:
 * `moving`, `waiting` to be collected, or `held` up in a parcel; `sent` without a known one; on their way back; `kept` by the customer,
 * all or in part; or `here`.
 */
export type CalledOffGoods =
  | "moving"
  | "waiting"
  | "held"
  | "sent"
  | "coming_back"
  | "kept"
  | "part_kept"
  | "here";

/** Returns what is outside the shop of an order that was cancelled or refunded in full. */
export function calledOffGoods(order: Order): CalledOffGoods {
  const { lines, holdings } = goodsOf(order);
  const under_way = holdings.filter(({ shipment, fate }) =>
    fate === "in_shipment" && !isReplaced(order, shipment)
  ).map(({ shipment }) => shipment.status);
  if (under_way.length > 0) {
    if (under_way.every((status) => status === "exception")) return "held";
    return under_way.every((status) => status === "ready_for_pickup") ? "waiting" : "moving";
  }
  if (piecesUnderway(order).length > 0) return "sent";
  if (lines.some(({ fates }) => fates.coming_back > 0)) return "coming_back";
  if (piecesWithCustomer(order).length === 0) return "here";
  return cancelledPieces(order).length > 0 ? "part_kept" : "kept";
}

function piecesOf(order: Order, fates: readonly Fate[]): readonly Pieces[] {
  return goodsOf(order).lines.flatMap((one) => {
    const quantity = fates.reduce((sum, fate) => sum + one.fates[fate], 0);
    return quantity > 0 ? [{ line: one.line, quantity }] : [];
  });
}

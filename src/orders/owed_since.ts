/** Decides since when the shop owes an order its goods. Pure. */
import { accountOf } from "./account/account.ts";
import { shippedAt } from "./goods/shipment.ts";
import { orderedAt } from "./placing.ts";
import type { Order } from "./state.ts";

/**
 * Longest time between order and payment that delays the start; a payment after that is, for example, last year's
 * bill.
 */
const PAID_LATER_MAX_MS = 30 * 86_400_000;

/**
 * Returns since when the shop owes the order: since it was ordered, or since its first payment if nothing had left
 * before.
 */
export function owedSince(order: Order): string {
  const { details, payments, shipments, withdrawn_shipments = [] } = order;
  const ordered_at = orderedAt(details);
  // An order that is paid later as agreed is owed from its placing.
  if (["on_terms", "on_delivery"].includes(accountOf(order).class)) return ordered_at;
  const paid_at = payments.filter(({ status }) => status === "succeeded").map(({ at }) => at).sort()[0];
  if (paid_at === undefined || paid_at <= ordered_at) return ordered_at;
  const is_too_late = Date.parse(paid_at) - Date.parse(ordered_at) > PAID_LATER_MAX_MS;
  const left_at = [...shipments.map(shippedAt), ...withdrawn_shipments.map((one) => one.left_at ?? one.at)];
  return is_too_late || left_at.some((at) => at < paid_at) ? ordered_at : paid_at;
}

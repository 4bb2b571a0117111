/** Decides since when the shop owes an order its goods. Pure. */
import { accountOf } from "./account/account.ts";
import { shippedAt } from "./goods/shipment.ts";
import { orderedAt } from "./placing.ts";
import type { Order } from "./state.ts";
import { textOrder } from "../values/text_order.ts";

/**
 * Longest time between order and payment that delays the start; a payment after that is, for example, last year's
 * bill.
 */
const PAID_LATER_MAX_MS = 30 * 86_400_000;

/**
 * Returns since when the shop owes the order: since it was ordered, or since all of it was paid or reserved if nothing
 * had left before. While a part is open, its first payment counts.
 */
export function owedSince(order: Order): string {
  const { details, payments, shipments, withdrawn_shipments = [] } = order;
  const ordered_at = orderedAt(details);
  // An order that is paid later as agreed is owed from its placing.
  if (["on_terms", "on_delivery"].includes(accountOf(order).class)) return ordered_at;
  const first_at = payments.filter(({ status }) => status === "succeeded").map(({ at }) => at).sort()[0];
  const whole_at = paidWholeAt(order) ?? first_at;
  // The shop can start while the money is reserved: its capture, often at the departure, delays nothing.
  const paid_at = order.reserved_minor === undefined
    ? whole_at
    : [order.reserved_at ?? ordered_at, whole_at ?? "9999"].sort()[0];
  if (paid_at === undefined || paid_at <= ordered_at) return ordered_at;
  const is_too_late = Date.parse(paid_at) - Date.parse(ordered_at) > PAID_LATER_MAX_MS;
  const left_at = [...shipments.map(shippedAt), ...withdrawn_shipments.map((one) => one.left_at ?? one.at)];
  return is_too_late || left_at.some((at) => at < paid_at) ? ordered_at : paid_at;
}

/**
 * Returns the time of the payment with which the total of that time was first paid; null where none did so. What only
 * the storefront's snapshots stated was paid at an unknown time before, and counts as paid with the order.
 */
function paidWholeAt(order: Order): string | null {
  const ordered_at = orderedAt(order.details);
  const { payments, unlisted_minor } = accountOf(order);
  let paid_minor = unlisted_minor;
  if (paid_minor > 0 && paid_minor >= totalBefore(order, (at) => at >= ordered_at)) return ordered_at;
  for (const { at, amount_minor, told_by } of payments.toSorted((a, b) => textOrder(a.at, b.at))) {
    paid_minor += amount_minor;
    if (told_by === "snapshot" && paid_minor >= totalBefore(order, (changed_at) => changed_at >= at)) {
      return ordered_at;
    }
    if (paid_minor >= totalBefore(order, (changed_at) => changed_at > at)) return at;
  }
  return null;
}

/** Returns the total before the changes that came `later`: an order that grew since was paid whole before. */
function totalBefore({ details, changes }: Order, later: (at: string) => boolean): number {
  const changed = changes.filter(({ at }) => later(at)).flatMap((change) => change.changes);
  return changed.find((change) => change.what === "total")?.before_minor ?? details.total_minor;
}

/** What an order adds up to, for tests that hold a sender to its own total. */
import type { OrderDetails } from "../../src/orders/event.ts";
import { lineTotalMinor } from "../../src/orders/account/parts.ts";

/** Lines less discounts and gift cards, plus shipping, fees, tax where prices leave it out, rounding and adjustments. */
export function added(order: OrderDetails): number {
  const parts = [
    ...order.lines.map(lineTotalMinor),
    ...order.discounts.map(({ amount_minor }) => -amount_minor),
    order.shipping?.amount_minor ?? 0,
    ...order.fees.map(({ amount_minor }) => amount_minor),
    order.tax === undefined || order.tax.included ? 0 : order.tax.amount_minor,
    ...(order.gift_cards ?? []).map(({ amount_minor }) => -amount_minor),
    order.rounding_minor ?? 0,
    ...(order.adjustments ?? []).map(({ amount_minor }) => amount_minor),
  ];
  return parts.reduce((sum, part) => sum + part, 0);
}

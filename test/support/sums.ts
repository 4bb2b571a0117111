/** What an order adds up to, for tests that hold a sender to its own total. */
import type { OrderDetails } from "../../src/orders/event.ts";
import { lineTotalMinor } from "../../src/orders/account/parts.ts";

/** Lines less discounts, plus shipping, fees, and tax where prices leave it out. */
export function added(order: OrderDetails): number {
  const parts = [
    ...order.lines.map(lineTotalMinor),
    ...order.discounts.map(({ amount_minor }) => -amount_minor),
    order.shipping?.amount_minor ?? 0,
    ...order.fees.map(({ amount_minor }) => amount_minor),
    order.tax === undefined || order.tax.included ? 0 : order.tax.amount_minor,
  ];
  return parts.reduce((sum, part) => sum + part, 0);
}

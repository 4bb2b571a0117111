/** Orders for the tests of the goods: lines, what happened to them, and the fates that came of it as one short text. */
import type { Line, OrderDetails, OrderEvent, Shipment, SHIPMENT_EVENTS } from "../../../src/orders/event.ts";
import { fold } from "../../../src/orders/fold/fold.ts";
import type { Order } from "../../../src/orders/state.ts";
import { FATES } from "../../../src/orders/goods/fate.ts";
import { goodsOf } from "../../../src/orders/goods/goods.ts";
import { ADAS_ORDER, hours, placed } from "../../support/cast.ts";

export function line(id: string, quantity = 1, more: Partial<Line> = {}): Line {
  return {
    id,
    title: `Title of ${id}`,
    quantity,
    unit_price_minor: 1_000,
    discount_minor: 0,
    requires_shipping: true,
    ...more,
  };
}

export function details(lines: readonly Line[], more: Partial<OrderDetails> = {}): OrderDetails {
  return { ...ADAS_ORDER, lines: [...lines], discounts: [], total_minor: 100_000, ...more };
}

export function orderOf(
  lines: readonly Line[],
  events: readonly OrderEvent[] = [],
  more: Partial<Order> = {},
): Order {
  return { ...fold([placed(details(lines)), ...events])!, ...more };
}

type ShipmentEvent = (typeof SHIPMENT_EVENTS)[number];

/** `inside` is `{ mug: 1 }`; null where the sender does not say. */
export function shipped(
  id: string,
  inside: Readonly<Record<string, number>> | null,
  at = 1,
  more: Partial<Shipment> = {},
): OrderEvent {
  const lines = Object.entries(inside ?? {}).map(([line_id, quantity]) => ({ line_id, quantity }));
  return { type: "shipment.shipped", at: hours(at), shipment: { id, lines, tracking: [], ...more } };
}

export function scan(type: ShipmentEvent, id: string, at: number): OrderEvent {
  return { type, at: hours(at), shipment: { id, lines: [], tracking: [] } };
}

export function refund(
  inside: Readonly<Record<string, number>>,
  at: number,
  restock?: "cancelled" | "returned",
  id = `r${at}`,
): OrderEvent {
  const lines = Object.entries(inside).map(([line_id, quantity]) => ({ line_id, quantity, restock }));
  return { type: "payment.refunded", at: hours(at), refund: { id, amount_minor: 100, lines } };
}

export function refundFailed(id: string, at: number): OrderEvent {
  return { type: "payment.refund_failed", at: hours(at), refund: { id } };
}

export function received(inside: Readonly<Record<string, number>>, at: number): OrderEvent {
  const lines = Object.entries(inside).map(([line_id, quantity]) => ({ line_id, quantity }));
  return { type: "return.received", at: hours(at), return: { id: "ret", lines, steps: [] } };
}

/** `mug: 1 home, 2 due · card: 1 sent` */
export function fates(order: Order): string {
  return goodsOf(order).lines.map(({ line: { id }, fates }) =>
    `${id}: ${FATES.filter((fate) => fates[fate] > 0).map((fate) => `${fates[fate]} ${fate}`).join(", ")}`
  ).join(" · ");
}

/** `2 mug, 1 cup` */
export function listed(pieces: readonly { readonly line: Line; readonly quantity: number }[]): string {
  return pieces.map(({ line, quantity }) => `${quantity} ${line.id}`).join(", ");
}

/** One order's life as its events: enough of each kind that any two could meet in the wrong order. */
import type { OrderEvent } from "../../src/orders/event.ts";
import { ADAS_ORDER, hours, placed } from "./cast.ts";

export const parcel = { id: "p1", lines: [], tracking: [{ number: "00340434161094042557", carrier: "DHL" }] };
export const payment = { id: "pay_1", amount_minor: 12_890, method: { brand: "Visa", last4: "4242" } };

export const A_LIFE: readonly OrderEvent[] = [
  { type: "payment.pending", at: hours(-0.1), payment },
  placed(ADAS_ORDER),
  { type: "payment.succeeded", at: hours(0), payment },
  { type: "order.changed", at: hours(1), order: { ...ADAS_ORDER, total_minor: 12_000 } },
  { type: "order.changed", at: hours(1), order: { ...ADAS_ORDER, total_minor: 12_500 } },
  { type: "stock.allocated", at: hours(0), lines: [{ line_id: "1", available: false }] },
  {
    type: "stock.allocated",
    at: hours(1),
    lines: [{ line_id: "2", available: false, expected_on: "2026-12-01" }],
  },
  { type: "stock.allocated", at: hours(2), lines: [{ line_id: "1", available: true }] },
  { type: "shipment.shipped", at: hours(20), shipment: parcel },
  { type: "shipment.in_transit", at: hours(24), shipment: { ...parcel, tracking: [] }, place: "Leipzig, DE" },
  // A second parcel, taken back, and a line that is taken off.
  {
    type: "shipment.shipped",
    at: hours(21),
    shipment: { id: "p2", lines: [], tracking: [{ number: "JD02" }] },
  },
  { type: "shipment.withdrawn", at: hours(22), shipment: { id: "p2", lines: [], tracking: [] } },
  {
    type: "order.changed",
    at: hours(23),
    order: { ...ADAS_ORDER, lines: ADAS_ORDER.lines.slice(0, 1), total_minor: 9_000 },
  },
  {
    type: "shipment.promise_changed",
    at: hours(25),
    shipment: { id: "p1" },
    promised: { until: "2026-11-28" },
  },
  { type: "shipment.out_for_delivery", at: hours(44), shipment: { ...parcel, tracking: [] } },
  { type: "shipment.delivered", at: hours(50), shipment: { ...parcel, tracking: [] } },
  { type: "payment.refunded", at: hours(90), refund: { id: "r1", amount_minor: 500, lines: [] } },
  { type: "customer.link_requested", at: hours(91) },
  { type: "order.cancelled", at: hours(92) },
  { type: "order.restored", at: hours(93) },
  // Told again, as of a later snapshot.
  { type: "payment.succeeded", at: hours(3), payment },
  { type: "payment.succeeded", at: hours(4), payment: { ...payment, amount_minor: 13_000 } },
  { type: "payment.refunded", at: hours(95), refund: { id: "r1", amount_minor: 500, lines: [] } },
  // As its carrier names the parcel: by its number, before and after the storefront told of it.
  { type: "shipment.in_transit", at: hours(19), shipment: { ...parcel, id: "00340434161094042557" } },
  { type: "shipment.attempted", at: hours(46), shipment: { ...parcel, id: "00340434161094042557" } },
];

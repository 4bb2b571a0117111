/** Waybill's own events, one of every type that a shop may send. */
import cancelled from "../../../test/fixtures/standard/order_cancelled.json" with { type: "json" };
import data_requested from "../../../test/fixtures/standard/customer_data_requested.json" with {
  type: "json",
};
import erase_requested from "../../../test/fixtures/standard/customer_erase_requested.json" with {
  type: "json",
};
import paid from "../../../test/fixtures/standard/payment_succeeded.json" with { type: "json" };
import placed from "../../../test/fixtures/standard/order_placed.json" with { type: "json" };
import promise_changed from "../../../test/fixtures/standard/promise_changed.json" with { type: "json" };
import refunded from "../../../test/fixtures/standard/payment_refunded.json" with { type: "json" };
import shipped from "../../../test/fixtures/standard/shipment_shipped.json" with { type: "json" };
import stock_changed from "../../../test/fixtures/standard/stock_changed.json" with { type: "json" };
import watch_requested from "../../../test/fixtures/standard/stock_watch_requested.json" with {
  type: "json",
};
import { type Json, renumberParcel, type SourceSamples } from "../sample.ts";

const AT = "2026-11-22T12:00:00Z";
const ORDER = { order_id: "1001" };
const { payment } = paid.data;
const { shipment } = shipped.data;
const returned = { id: "RMA-1", lines: [{ line_id: "1", quantity: 1, reason: "Too small" }] };

const event = (type: string, data: Json): Json => ({ type, timestamp: AT, data: { ...ORDER, ...data } });

const changed = { ...placed.data.order.shipping_address, lines: ["Torstraße 99"] };

const ALL: readonly Json[] = [
  placed,
  {
    type: "order.changed",
    timestamp: AT,
    data: { order: { ...placed.data.order, shipping_address: changed } },
  },
  cancelled,
  event("order.restored", {}),
  paid,
  event("payment.pending", { payment }),
  event("payment.failed", {
    payment: { ...payment, id: "pay_2", retry_url: "https://kontor.example/pay" },
    reason: "Card declined",
  }),
  event("payment.released", { payment: { ...payment, id: "pay_3" } }),
  event("payment.disputed", { payment }),
  event("payment.dispute_closed", { payment, outcome: "won" }),
  refunded,
  event("payment.refund_failed", {
    refund: { id: refunded.data.refund.id },
    reason: "The account is closed",
  }),
  shipped,
  ...[
    "in_transit",
    "out_for_delivery",
    "ready_for_pickup",
    "picked_up",
    "delivered",
    "attempted",
    "exception",
    "returned_to_sender",
    "withdrawn",
  ]
    .map((name) => event(`shipment.${name}`, { shipment: { id: shipment.id }, place: "Leipzig, DE" })),
  event("shipment.withdrawn", { shipment: { id: shipment.id } }),
  promise_changed,
  event("return.requested", { return: returned }),
  event("return.approved", {
    return: {
      ...returned,
      label_url: "https://kontor.example/label.pdf",
      steps: ["Pack it", "Bring it to the post office"],
    },
  }),
  event("return.declined", { return: returned, reason: "Worn" }),
  event("return.received", { return: returned }),
  event("return.cancelled", { return: returned }),
  stock_changed,
  watch_requested,
  data_requested,
  erase_requested,
];

export const standardSamples: SourceSamples = {
  topics: Object.fromEntries(ALL.map((sample) => [sample["type"] as string, sample])),
  first: ["order.placed"],
  life: [
    "order.placed",
    "payment.succeeded",
    "shipment.shipped",
    "shipment.out_for_delivery",
    "shipment.delivered",
    "payment.refunded",
  ],
  renumber: (text, options) =>
    renumberParcel(text, options).replaceAll(/"(#?)1001"/g, `"$1${options.order}"`),
};

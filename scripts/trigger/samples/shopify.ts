/** Shopify's webhooks. Its ids are long numbers, which must differ for each order. */
import event from "../../../test/fixtures/shopify/fulfillment_events_create.json" with { type: "json" };
import fulfillment from "../../../test/fixtures/shopify/fulfillments_create.json" with { type: "json" };
import item from "../../../test/fixtures/shopify/inventory_items_update.json" with { type: "json" };
import disconnected from "../../../test/fixtures/shopify/inventory_levels_disconnect.json" with {
  type: "json",
};
import level from "../../../test/fixtures/shopify/inventory_levels_update.json" with { type: "json" };
import order from "../../../test/fixtures/shopify/orders_create_ada.json" with { type: "json" };
import product from "../../../test/fixtures/shopify/products_update.json" with { type: "json" };
import refund from "../../../test/fixtures/shopify/refunds_create.json" with { type: "json" };
import back from "../../../test/fixtures/shopify/returns_request.json" with { type: "json" };
import { renumberParcel, type SourceSamples } from "../sample.ts";

const SHOP = { shop_id: 954889, shop_domain: "nordlicht.myshopify.com" };
const CUSTOMER = { id: order.customer.id, email: order.email, phone: null };
/** Ids of an order are longer than all other ids in the samples. */
const LONG_ID = /(?<!\d)\d{12,16}(?!\d)/g;

/** As Shopify's reference shows it. */
const dispute = {
  id: 285_332_461_850,
  order_id: order.id,
  type: "chargeback",
  amount: "11.50",
  currency: "EUR",
  reason: "product_not_received",
  network_reason_code: "4855",
  status: "needs_response",
  evidence_due_by: "2026-12-03T19:00:00Z",
  evidence_sent_on: null,
  finalized_on: null,
  initiated_at: "2026-11-24T20:00:00Z",
};

export const shopifySamples: SourceSamples = {
  topics: {
    "orders/create": order,
    "orders/updated": { ...order, shipping_address: { ...order.shipping_address, address1: "Torstraße 99" } },
    "orders/paid": { ...order, financial_status: "paid", total_outstanding: "0.00" },
    "orders/cancelled": { ...order, cancelled_at: order.updated_at, cancel_reason: "customer" },
    "fulfillments/create": fulfillment,
    "fulfillments/update": { ...fulfillment, shipment_status: "delivered" },
    "fulfillment_events/create": event,
    "refunds/create": refund,
    "disputes/create": dispute,
    "disputes/update": { ...dispute, status: "won", finalized_on: "2026-12-20T10:00:00Z" },
    "returns/request": back,
    "returns/approve": { ...back, status: "open" },
    "returns/decline": { ...back, status: "declined", decline: { reason: "other", note: "Getragen" } },
    "returns/cancel": { ...back, status: "canceled" },
    "returns/process": { ...back, status: "open" },
    "returns/close": { ...back, status: "closed" },
    "returns/reopen": { ...back, status: "open" },
    "returns/update": { ...back, status: "open" },
    "customers/data_request": {
      ...SHOP,
      customer: CUSTOMER,
      orders_requested: [order.id],
      data_request: { id: 9_999 },
    },
    "customers/redact": { ...SHOP, customer: CUSTOMER, orders_to_redact: [order.id] },
    "shop/redact": SHOP,
    "app/uninstalled": {
      id: SHOP.shop_id,
      name: "Nordlicht",
      myshopify_domain: SHOP.shop_domain,
      domain: "nordlicht.example",
    },
    "inventory_levels/update": level,
    "inventory_levels/connect": level,
    "inventory_levels/disconnect": disconnected,
    "inventory_items/create": item,
    "inventory_items/update": item,
    "products/create": product,
    "products/update": product,
  },
  first: ["orders/create"],
  life: [
    "orders/create",
    "orders/paid",
    "fulfillments/create",
    "fulfillment_events/create",
    "fulfillments/update",
    "refunds/create",
  ],
  renumber: (text, options) =>
    renumberParcel(text, options)
      .replaceAll(LONG_ID, (id) => String(BigInt(id) + BigInt(options.order) * 1_000_000n))
      .replaceAll(/#1001(?!\d)/g, `#${options.order}`)
      .replaceAll('"order_number":1001', `"order_number":${options.order}`),
};

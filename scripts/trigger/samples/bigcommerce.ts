/** BigCommerce's webhooks, which contain only ids, and the answers of its API for them. */
import created from "../../../test/fixtures/bigcommerce/order_created.json" with { type: "json" };
import order from "../../../test/fixtures/bigcommerce/order.json" with { type: "json" };
import products from "../../../test/fixtures/bigcommerce/products.json" with { type: "json" };
import refund_created from "../../../test/fixtures/bigcommerce/refund_created.json" with { type: "json" };
import refunds from "../../../test/fixtures/bigcommerce/refunds.json" with { type: "json" };
import shipment_created from "../../../test/fixtures/bigcommerce/shipment_created.json" with { type: "json" };
import shipment from "../../../test/fixtures/bigcommerce/shipment.json" with { type: "json" };
import status_updated from "../../../test/fixtures/bigcommerce/order_status_updated.json" with {
  type: "json",
};
import { renumberParcel, type SourceSamples } from "../sample.ts";

/** Store hash and token of the shop `demo` at BigCommerce. */
export const STORE_TOKEN = "a1b2c3d4e5:token-for-development-only";
const STORE = "/stores/a1b2c3d4e5";

export const bigcommerceSamples: SourceSamples = {
  topics: {
    "store/order/created": created,
    "store/order/updated": { ...created, scope: "store/order/updated" },
    "store/order/statusUpdated": status_updated,
    "store/order/refund/created": refund_created,
    "store/shipment/created": shipment_created,
    "store/shipment/updated": { ...shipment_created, scope: "store/shipment/updated" },
  },
  first: ["store/order/created"],
  life: [
    "store/order/created",
    "store/order/statusUpdated",
    "store/shipment/created",
    "store/order/refund/created",
  ],
  asks: {
    [`${STORE}/v2/orders/1001`]: order,
    [`${STORE}/v2/orders/1001/products`]: products,
    [`${STORE}/v3/orders/1001/payment_actions/refunds`]: refunds,
    [`${STORE}/v2/orders/1001/shipments/31`]: shipment,
  },
  renumber: (text, options) =>
    renumberParcel(text, options).replaceAll(/(?<![\w.])1001(?!\d)/g, String(options.order)),
};

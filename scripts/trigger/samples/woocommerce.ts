/** WooCommerce's webhooks. */
import order from "../../../test/fixtures/woocommerce/order_ada.json" with { type: "json" };
import product from "../../../test/fixtures/woocommerce/product.json" with { type: "json" };
import type { SourceSamples } from "../sample.ts";

export const woocommerceSamples: SourceSamples = {
  topics: {
    "order.created": order,
    "order.updated": {
      ...order,
      status: "completed",
      date_completed: order.date_modified,
      date_completed_gmt: order.date_modified_gmt,
    },
    "order.deleted": { id: order.id },
    "order.restored": order,
    "product.created": product,
    "product.updated": product,
  },
  first: ["order.created"],
  life: ["order.created", "order.updated"],
  renumber: (text, { order: number }) =>
    text.replaceAll(/(?<![\w.])7301(?!\d)/g, String(number)).replaceAll(
      "3QKx8b2eZvKYlo2C",
      `3QKx${number}ZvKYlo2C`,
    ),
};

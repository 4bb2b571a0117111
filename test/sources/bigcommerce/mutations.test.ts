import { bigcommerce } from "../../../src/sources/bigcommerce/bigcommerce.ts";
import store_order from "../../fixtures/bigcommerce/order.json";
import store_created from "../../fixtures/bigcommerce/order_created.json";
import store_moved from "../../fixtures/bigcommerce/order_status_updated.json";
import store_products from "../../fixtures/bigcommerce/products.json";
import store_refunded from "../../fixtures/bigcommerce/refund_created.json";
import store_refunds from "../../fixtures/bigcommerce/refunds.json";
import store_shipment from "../../fixtures/bigcommerce/shipment.json";
import store_shipped from "../../fixtures/bigcommerce/shipment_created.json";
import { bigcommerceWebhook, PATHS, store } from "../../support/bigcommerce.ts";
import type { Source } from "../../../src/sources/source.ts";
import { anyBytes, damagedInAnyPlace } from "../mutations.ts";

/** A shop whose damaged answer is read, to a delivery that is whole: its signature vouches for the one, TLS for the other. */
function answeredWith(event: unknown, path: string): Source {
  return {
    ...bigcommerce,
    read: ({ body }) => {
      const { ports } = store({ [path]: new TextDecoder().decode(body) });
      return bigcommerce.read(bigcommerceWebhook(event), ports);
    },
  };
}

damagedInAnyPlace([
  ["word of a BigCommerce order", bigcommerce, "", store_created],
  ["word of a BigCommerce order's status", bigcommerce, "", store_moved],
  ["word of a BigCommerce refund", bigcommerce, "", store_refunded],
  ["word of a BigCommerce parcel", bigcommerce, "", store_shipped],
  ["a BigCommerce order", answeredWith(store_created, PATHS.order), "", store_order],
  ["a BigCommerce order's lines", answeredWith(store_moved, PATHS.products), "", store_products],
  ["a BigCommerce refund's order", answeredWith(store_refunded, PATHS.bare_order), "", store_order],
  ["a BigCommerce refund", answeredWith(store_refunded, PATHS.refunds), "", store_refunds],
  ["a BigCommerce parcel", answeredWith(store_shipped, PATHS.shipment), "", store_shipment],
]);

anyBytes([bigcommerce]);

import store_created from "../../../fixtures/bigcommerce/order_created.json";
import store_refunded from "../../../fixtures/bigcommerce/refund_created.json";
import store_shipped from "../../../fixtures/bigcommerce/shipment_created.json";
import { damagedAtTheDoor } from "../mutations.ts";

damagedAtTheDoor([
  ["word of a BigCommerce order", "bigcommerce", "", store_created],
  ["word of a BigCommerce refund", "bigcommerce", "", store_refunded],
  ["word of a BigCommerce parcel", "bigcommerce", "", store_shipped],
]);

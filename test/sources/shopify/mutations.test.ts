import { shopify } from "../../../src/sources/shopify/shopify.ts";
import scan from "../../fixtures/shopify/fulfillment_events_create.json";
import fulfilment from "../../fixtures/shopify/fulfillments_create.json";
import shopify_item from "../../fixtures/shopify/inventory_items_update.json";
import shopify_level from "../../fixtures/shopify/inventory_levels_update.json";
import ada from "../../fixtures/shopify/orders_create_ada.json";
import ben from "../../fixtures/shopify/orders_create_ben.json";
import guest from "../../fixtures/shopify/orders_create_guest.json";
import shopify_product from "../../fixtures/shopify/products_update.json";
import refund from "../../fixtures/shopify/refunds_create.json";
import { anyBytes, damagedInAnyPlace } from "../mutations.ts";

damagedInAnyPlace([
  ["Ada's new order", shopify, "orders/create", ada],
  ["Ben's paid order", shopify, "orders/paid", ben],
  ["a guest's cancelled order", shopify, "orders/cancelled", { ...guest, cancelled_at: guest.updated_at }],
  ["a fulfilment", shopify, "fulfillments/update", { ...fulfilment, shipment_status: "delivered" }],
  ["a fulfilment's scan", shopify, "fulfillment_events/create", scan],
  ["a refund", shopify, "refunds/create", refund],
  ["an inventory level", shopify, "inventory_levels/update", shopify_level],
  ["a level that is gone", shopify, "inventory_levels/disconnect", shopify_level],
  ["an inventory item", shopify, "inventory_items/update", shopify_item],
  ["a product's variants", shopify, "products/update", shopify_product],
]);

anyBytes([shopify]);

import scan from "../../../fixtures/shopify/fulfillment_events_create.json";
import fulfilment from "../../../fixtures/shopify/fulfillments_create.json";
import level from "../../../fixtures/shopify/inventory_levels_update.json";
import ada from "../../../fixtures/shopify/orders_create_ada.json";
import ben from "../../../fixtures/shopify/orders_create_ben.json";
import refund from "../../../fixtures/shopify/refunds_create.json";
import { damagedAtTheDoor } from "../mutations.ts";

damagedAtTheDoor([
  ["Ada's new order", "shopify", "orders/create", ada],
  ["Ben's paid order", "shopify", "orders/paid", ben],
  ["a fulfilment", "shopify", "fulfillments/update", fulfilment],
  ["a fulfilment's scan", "shopify", "fulfillment_events/create", scan],
  ["a refund", "shopify", "refunds/create", refund],
  ["an inventory level", "shopify", "inventory_levels/update", level],
  ["who wants their data", "shopify", "customers/data_request", {
    shop_id: 954889,
    shop_domain: "kontor.myshopify.com",
    customer: { id: 191167, email: "ada@lovelace.example" },
    orders_requested: [299938, 280263],
    data_request: { id: 9999 },
  }],
  ["who wants to be forgotten", "shopify", "customers/redact", {
    shop_id: 954889,
    shop_domain: "kontor.myshopify.com",
    customer: { id: 191167, email: "ada@lovelace.example" },
    orders_to_redact: [299938, 280263],
  }],
]);

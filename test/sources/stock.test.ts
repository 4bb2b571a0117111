import { describe, expect, test } from "vitest";
import { shopify } from "../../src/sources/shopify/shopify.ts";
import { standard } from "../../src/sources/standard/standard.ts";
import type { Webhook } from "../../src/sources/source.ts";
import { woocommerce } from "../../src/sources/woocommerce/woocommerce.ts";
import item from "../fixtures/shopify/inventory_items_update.json";
import disconnected from "../fixtures/shopify/inventory_levels_disconnect.json";
import shopify_level from "../fixtures/shopify/inventory_levels_update.json";
import shopify_product from "../fixtures/shopify/products_update.json";
import own_level from "../fixtures/standard/stock_changed.json";
import own_watch from "../fixtures/standard/stock_watch_requested.json";
import product from "../fixtures/woocommerce/product.json";
import variation from "../fixtures/woocommerce/product_variation.json";
import { NOW, NOW_MS } from "../support/cast.ts";
import { shopifyWebhook } from "../support/shopify.ts";
import { woocommerceWebhook } from "../support/woocommerce.ts";

const AT = "2026-11-22T11:55:00.000Z";

function own(payload: unknown): Webhook {
  const headers = new Headers({ "webhook-id": "msg_1" });
  return { headers, body: new TextEncoder().encode(JSON.stringify(payload)), received_at_ms: NOW_MS };
}

async function told(source: typeof standard, webhook: Webhook) {
  const reading = await source.read(webhook);
  if (!reading.ok) return reading.message;
  return reading.value.type === "ignored" ? { ignored: reading.value.topic } : reading.value;
}

const stockOf = async (source: typeof standard, webhook: Webhook) => {
  const reading = await told(source, webhook);
  return typeof reading === "object" && "stock" in reading ? reading.stock : reading;
};

describe("the own format", () => {
  test("brings a level by SKU, without an order", async () => {
    expect(await told(standard, own(own_level))).toEqual({
      type: "events",
      id: "msg_1",
      orders: [],
      stock: [{
        type: "stock.changed",
        sku: "MILL-01",
        at: AT,
        available_quantity: 3,
        basis: "on_hand",
        expected_on: "2026-12-01",
      }],
    });
  });
  test("brings who asked for a mail about a SKU, with what the mail will show", async () => {
    expect(await stockOf(standard, own(own_watch))).toMatchObject([{
      type: "stock.watch_requested",
      at: AT,
      sku: "MILL-01",
      customer: { email: "ada@lovelace.example", locale: "de-DE" },
      product: { title: "Kaffeemühle „Mahlwerk“", price: { amount_minor: 8_990, currency: "EUR" } },
    }]);
  });
  test("ignores events that only Waybill makes, and levels by an item id", async () => {
    for (const type of ["stock.allocated", "stock.item_changed", "stock.item_named"]) {
      expect(await told(standard, own({ ...own_level, type }))).toEqual({ ignored: type });
    }
  });
  test("is refused with the field that is wrong", async () => {
    const with_data = (changes: Record<string, unknown>) =>
      told(standard, own({ ...own_level, data: { ...own_level.data, ...changes } }));
    expect(await with_data({ sku: " " })).toMatch(/^data\.sku must have >= 1 character/);
    expect(await with_data({ available_quantity: 1.5 })).toMatch(
      /^data\.available_quantity must be a whole number/,
    );
    expect(await with_data({ available_quantity: undefined })).toMatch(
      /^data\.available_quantity must be given/,
    );
    expect(await with_data({ basis: "guess" })).toMatch(/^data\.basis must be "on_hand" or "free"/);
    expect(await told(standard, own({ ...own_level, timestamp: "today" }))).toMatch(/^timestamp must be/);
  });

  test("is taken without what is merely helpful and cannot be read, and says what that was", async () => {
    const soon = await standard.read(
      own({ ...own_level, data: { ...own_level.data, expected_on: "soon" } }),
    );
    expect(soon).toMatchObject({
      ok: true,
      value: {
        stock: [{ type: "stock.changed", available_quantity: own_level.data.available_quantity }],
        left_out: [expect.stringMatching(/^data\.expected_on must be a day/)],
      },
    });
    expect(soon).not.toHaveProperty("value.stock.0.expected_on");
  });
});

describe("Shopify", () => {
  const level = (changes: Record<string, unknown> = {}) =>
    stockOf(shopify, shopifyWebhook("inventory_levels/update", { ...shopify_level, ...changes }));

  test("brings a level by item and location, from which the pieces of open orders are already subtracted", async () => {
    expect(await level()).toEqual([{
      type: "stock.item_changed",
      at: AT,
      item: "808950810",
      location: "655441491",
      available_quantity: -2,
      basis: "free",
    }]);
  });
  test("brings an unknown quantity for an item that is not tracked", async () => {
    expect(await level({ available: null })).toMatchObject([{ available_quantity: null }]);
  });
  test("keeps all digits of an item's long id, from its global id where something has rounded the number", async () => {
    const text = JSON.stringify(shopify_level).replaceAll("808950810", "271878346596884015");
    const webhook = shopifyWebhook("inventory_levels/update", text);
    expect(await stockOf(shopify, webhook)).toMatchObject([{ item: "271878346596884015" }]);
    const rounded = text.replace(
      '"inventory_item_id":271878346596884015',
      '"inventory_item_id":271878346596884000',
    );
    expect(await stockOf(shopify, shopifyWebhook("inventory_levels/update", rounded))).toMatchObject([{
      item: "271878346596884015",
    }]);
  });
  test("brings that a location no longer keeps the item, at the time when the webhook arrived", async () => {
    expect(await stockOf(shopify, shopifyWebhook("inventory_levels/disconnect", disconnected)))
      .toMatchObject([{
        item: "808950810",
        location: "655441491",
        available_quantity: 0,
        at: NOW,
      }]);
  });
  test("brings the SKU of an item", async () => {
    expect(await stockOf(shopify, shopifyWebhook("inventory_items/update", item))).toEqual([
      { type: "stock.item_named", at: "2026-11-22T11:50:00.000Z", item: "808950810", sku: "MILL-01" },
    ]);
  });
  test("brings the SKU of each variant of a product that has one", async () => {
    expect(await stockOf(shopify, shopifyWebhook("products/update", shopify_product))).toMatchObject([
      { type: "stock.item_named", item: "808950810", sku: "MILL-01" },
      { type: "stock.item_named", item: "808950820", sku: "MILL-02" },
    ]);
  });
  test("brings nothing for an item without a SKU", async () => {
    expect(await told(shopify, shopifyWebhook("inventory_items/update", { ...item, sku: null }))).toEqual({
      ignored: "inventory_items/update (no SKU)",
    });
  });
  test("is refused with the field that is wrong", async () => {
    expect(await level({ available: "many" })).toMatch(/^available must be a number/);
    expect(await level({ inventory_item_id: null })).toMatch(/^inventory_item_id must be an id/);
    expect(await level({ updated_at: undefined })).toMatch(/^updated_at must be given/);
  });
});

describe("WooCommerce", () => {
  const updated = (changes: Record<string, unknown> = {}) =>
    stockOf(woocommerce, woocommerceWebhook("product.updated", { ...product, ...changes }));

  test("brings a product's quantity by SKU, below zero when more was sold than there is", async () => {
    expect(await updated()).toEqual([{
      type: "stock.changed",
      sku: "MILL-01",
      at: AT,
      available_quantity: -2,
      basis: "free",
    }]);
  });
  test("brings an unknown quantity for what is not managed, or only with its product", async () => {
    expect(await updated({ manage_stock: false, stock_quantity: null })).toMatchObject([{
      available_quantity: null,
    }]);
    expect(await stockOf(woocommerce, woocommerceWebhook("product.updated", variation))).toMatchObject([
      { sku: "BEANS-1KG", available_quantity: null },
    ]);
  });
  test("counts whole pieces of what is sold by weight", async () => {
    expect(await updated({ stock_quantity: 2.7 })).toMatchObject([{ available_quantity: 2 }]);
  });
  test("brings nothing for a product without a SKU", async () => {
    expect(await updated({ sku: "" })).toEqual({ ignored: "product.updated (no SKU)" });
  });
  test("is refused with the field that is wrong", async () => {
    expect(await updated({ stock_quantity: "many" })).toMatch(/^stock_quantity must be a number/);
    expect(await updated({ date_modified_gmt: null, date_created_gmt: null })).toMatch(
      /^date_modified_gmt must be given/,
    );
  });
});

import { expect, test } from "vitest";
import { NEW_SHOP_ID, orderId, SHOP_ID, splitOrderId } from "../../src/orders/order_id.ts";

test("an order's id is its shop, its source and the sender's own id", () => {
  expect(orderId("demo", "shopify", "1001")).toBe("demo/shopify/1001");
  expect(splitOrderId("demo/shopify/1001")).toEqual({
    shop_id: "demo",
    source: "shopify",
    sender_id: "1001",
  });
  expect(splitOrderId("")).toEqual({ shop_id: "", source: "", sender_id: "" });
  expect(splitOrderId("demo")).toEqual({ shop_id: "demo", source: "", sender_id: "" });
});

test.each([
  ["kontor", true, true],
  ["4711", true, true],
  ["kontor-und-soehne-in-hamburg-2", true, false],
  ["a".repeat(29), true, true],
  ["a".repeat(30), true, false],
  ["a".repeat(32), true, false],
  ["a".repeat(33), false, false],
  ["-kontor", false, false],
  ["Kontor", false, false],
  ["kontor/2", false, false],
  ["", false, false],
])("the shop id %j is one: %s, and one for a new shop: %s", (id, known, fresh) => {
  expect(SHOP_ID.test(id)).toBe(known);
  expect(NEW_SHOP_ID.test(id)).toBe(fresh);
});

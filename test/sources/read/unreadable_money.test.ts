import { describe, expect, test } from "vitest";
import { contradictionsIn } from "../../../src/orders/account/contradictions.ts";
import { breakdownOf, orderParts } from "../../../src/orders/account/parts.ts";
import { shopify } from "../../../src/sources/shopify/shopify.ts";
import type { Source } from "../../../src/sources/source.ts";
import { woocommerce } from "../../../src/sources/woocommerce/woocommerce.ts";
import { NOW_MS } from "../../support/cast.ts";
import { NO_PORTS } from "../../support/source_ports.ts";

const SHOPIFY = {
  id: 6_610_011_223_355,
  name: "#5005",
  created_at: "2026-11-22T08:00:00Z",
  updated_at: "2026-11-22T08:00:00Z",
  currency: "EUR",
  email: "mona@coins.example",
  taxes_included: false,
  total_discounts: "3.00",
  total_tax: "4.00",
  total_price: "36.00",
  total_tip_received: "2.00",
  line_items: [{
    id: 11,
    title: "Fern",
    quantity: 2,
    price: "14.00",
    discount_allocations: [{ amount: "3.00", discount_application_index: 0 }],
  }],
  discount_applications: [{ type: "discount_code", code: "MOSS", target_type: "line_item" }],
  discount_codes: [{ code: "MOSS", amount: "3.00", type: "fixed_amount" }],
  tax_lines: [{ title: "VAT", rate: 0.19, price: "4.00" }],
  shipping_lines: [{ title: "DHL", price: "5.00" }],
};
const WOO = {
  id: 855,
  number: "855",
  status: "processing",
  currency: "EUR",
  date_created_gmt: "2026-11-22T08:00:00",
  date_modified_gmt: "2026-11-22T08:00:00",
  billing: { email: "mona@coins.example" },
  prices_include_tax: false,
  discount_total: "3.00",
  shipping_total: "5.00",
  total_tax: "4.00",
  total: "36.00",
  line_items: [{ id: 11, name: "Fern", quantity: 2, subtotal: "28.00", total: "25.00" }],
  coupon_lines: [{ id: 3, code: "moss", discount: "3.00" }],
  shipping_lines: [{ id: 4, method_title: "DHL", total: "5.00", total_tax: "0.00" }],
  fee_lines: [{ id: 5, name: "Gift wrap", total: "2.00", total_tax: "0.00" }],
};

/** What may not be read there, and what a sender may write instead of an amount. */
const UNREADABLE = ["five", "1,5,0", {}, [], true, "1e400"];

async function read(source: Source, topic: string, payload: unknown) {
  return await source.read({
    headers: new Headers({ "x-shopify-topic": topic, "x-wc-webhook-topic": topic }),
    body: new TextEncoder().encode(JSON.stringify(payload)),
    received_at_ms: NOW_MS,
  }, NO_PORTS);
}

function changed(payload: object, path: string, value: unknown): unknown {
  const copy = structuredClone(payload) as Record<string, unknown>;
  const keys = path.split(".");
  // deno-lint-ignore no-explicit-any
  const holder = keys.slice(0, -1).reduce<any>((inner, key) => inner[key], copy);
  holder[keys.at(-1)!] = value;
  return copy;
}

describe.each<[string, Source, string, object, readonly string[]]>([
  ["Shopify", shopify, "orders/create", SHOPIFY, [
    "shipping_lines.0.price",
    "total_tax",
    "total_discounts",
    "tax_lines.0.price",
    "line_items.0.discount_allocations.0.amount",
    "total_tip_received",
  ]],
  ["WooCommerce", woocommerce, "order.created", WOO, [
    "shipping_lines.0.total",
    "fee_lines.0.total",
    "total_tax",
    "discount_total",
    "shipping_total",
    "coupon_lines.0.discount",
  ]],
])("an order of %s", (_name, source, topic, order, fields) => {
  test("adds up as it is", async () => {
    const reading = await read(source, topic, order);
    if (!reading.ok || reading.value.type !== "events") throw new Error(JSON.stringify(reading));
    const placed = reading.value.orders[0]!.events.find((event) => "order" in event)!;
    expect(contradictionsIn(placed)).toEqual([]);
  });

  test.each(fields)("is never shown with a silent 0.00 for an unreadable %s", async (field) => {
    for (const value of UNREADABLE) {
      const reading = await read(source, topic, changed(order, field, value));
      if (!reading.ok) {
        // The shop sees it as a dead letter.
        expect(reading.message).toContain(field.split(".")[0]);
        continue;
      }
      if (reading.value.type !== "events") throw new Error(JSON.stringify(reading));
      const placed = reading.value.orders[0]!.events.find((event) => "order" in event)!;
      if (!("order" in placed)) throw new Error("There is no order");
      const { order: details } = placed;
      expect(details.total_minor).toBe(3_600);
      const is_told = contradictionsIn(placed).length > 0;
      const adds_up = breakdownOf(orderParts(details), details.total_minor).state === "whole";
      // Either another field says the same, so that all parts still add up, or the shop is told.
      expect([is_told, adds_up], JSON.stringify([field, value])).toContain(true);
      // And nothing stands in the place of what could not be read.
      expect([details.rounding_minor, details.adjustments], JSON.stringify([field, value])).toEqual(
        [undefined, undefined],
      );
    }
  });
});

import { describe, expect, test } from "vitest";
import type { OrderDetails } from "../../../src/orders/event.ts";
import type { Source } from "../../../src/sources/source.ts";
import { shopify } from "../../../src/sources/shopify/shopify.ts";
import { woocommerce } from "../../../src/sources/woocommerce/woocommerce.ts";
import { NOW_MS } from "../../support/cast.ts";
import { NO_PORTS } from "../../support/source_ports.ts";

const SHOPIFY = {
  id: 6_610_011_223_344,
  name: "#3003",
  created_at: "2026-11-22T08:00:00Z",
  updated_at: "2026-11-22T08:00:00Z",
  currency: "EUR",
  total_price: "31.00",
  email: "nele@rings.example",
  line_items: [
    { id: 11, title: "Fern", quantity: 2, price: "10.00", sku: "F-1" },
    { id: 12, title: "Pot", quantity: 1, price: "11.00" },
  ],
};
const WOO = {
  id: 811,
  number: "811",
  status: "processing",
  currency: "EUR",
  date_created_gmt: "2026-11-22T08:00:00",
  date_modified_gmt: "2026-11-22T08:00:00",
  total: "31.00",
  billing: { email: "nele@rings.example" },
  line_items: [
    { id: 11, name: "Fern", quantity: 2, subtotal: "20.00", total: "20.00", sku: "F-1" },
    { id: 12, name: "Pot", quantity: 1, subtotal: "11.00", total: "11.00" },
  ],
};

async function read(source: Source, topic: string, payload: unknown) {
  return await source.read({
    headers: new Headers({ "x-shopify-topic": topic, "x-wc-webhook-topic": topic }),
    body: new TextEncoder().encode(JSON.stringify(payload)),
    received_at_ms: NOW_MS,
  }, NO_PORTS);
}

async function orderOf(source: Source, topic: string, payload: unknown): Promise<OrderDetails> {
  const reading = await read(source, topic, payload);
  if (!reading.ok || reading.value.type !== "events") throw new Error(JSON.stringify(reading));
  const [event] = reading.value.orders[0]!.events;
  if (event === undefined || !("order" in event)) throw new Error("There is no order");
  return event.order;
}

const ODD = [7, true, "", "\u200b", [], [null], {}, { a: { b: [1] } }, null] as const;
const SHOPIFY_HELPFUL = [
  "name",
  "email",
  "contact_email",
  "phone",
  "customer",
  "customer_locale",
  "billing_address",
  "shipping_address",
  "financial_status",
  "payment_gateway_names",
  "note",
  "note_attributes",
  "po_number",
  "tags",
  "tax_lines",
  "discount_codes",
  "discount_applications",
  "shipping_lines",
  "fulfillments",
  "source_name",
  "taxes_included",
  "total_tax",
  "total_discounts",
  "order_number",
  "processed_at",
  "payment_terms",
];
const WOO_HELPFUL = [
  "number",
  "billing",
  "shipping",
  "payment_method",
  "payment_method_title",
  "created_via",
  "customer_note",
  "transaction_id",
  "customer_id",
  "meta_data",
  "tax_lines",
  "shipping_lines",
  "fee_lines",
  "coupon_lines",
  "total_tax",
  "prices_include_tax",
  "date_paid_gmt",
];
const LINE_HELPFUL = [
  "sku",
  "title",
  "name",
  "variant_title",
  "properties",
  "meta_data",
  "image",
  "requires_shipping",
];

describe.each([
  ["Shopify", shopify as Source, "orders/create", SHOPIFY as Record<string, unknown>, SHOPIFY_HELPFUL],
  ["WooCommerce", woocommerce as Source, "order.created", WOO as Record<string, unknown>, WOO_HELPFUL],
])("an order of %s", (_name, source, topic, order, helpful) => {
  test.each(helpful)("is read whatever stands at %s", async (field) => {
    for (const odd of ODD) {
      const { id, currency, total_minor, lines } = await orderOf(source, topic, { ...order, [field]: odd });
      expect([id, currency, total_minor, lines.map(({ quantity }) => quantity)], JSON.stringify(odd)).toEqual(
        [
          String(order["id"]),
          "EUR",
          3_100,
          [2, 1],
        ],
      );
    }
  });

  test.each(LINE_HELPFUL)("is read whatever stands at %s of a line", async (field) => {
    for (const odd of ODD) {
      const [first, ...others] = order["line_items"] as readonly Record<string, unknown>[];
      const read = await orderOf(source, topic, {
        ...order,
        line_items: [{ ...first, [field]: odd }, ...others],
      });
      expect(read.lines.map(({ quantity }) => quantity), JSON.stringify(odd)).toEqual([2, 1]);
      expect(read.lines[0]!.title).toMatch(/\S/);
    }
  });

  test("keeps a SKU that is a number as its text", async () => {
    const [first] = order["line_items"] as readonly Record<string, unknown>[];
    const { lines } = await orderOf(source, topic, { ...order, line_items: [{ ...first, sku: 4006381 }] });
    expect(lines[0]!.sku).toBe("4006381");
  });

  test("of 1,402 lines has its sum and its pieces in a thousand", async () => {
    const [first] = order["line_items"] as readonly Record<string, unknown>[];
    const many = Array.from({ length: 1_402 }, (_, id) => ({ ...first, id: id + 1, quantity: 1 + (id % 3) }));
    const { lines } = await orderOf(source, topic, { ...order, line_items: many });
    expect(lines).toHaveLength(1_000);
    expect(lines.at(-1)).toMatchObject({ id: "rest", title: "+403" });
    const pieces = lines.reduce((sum, { quantity }) => sum + quantity, 0);
    expect(pieces).toBe(many.reduce((sum, { quantity }) => sum + quantity, 0));
    const worth = lines.reduce(
      (sum, line) => sum + line.unit_price_minor * line.quantity - line.discount_minor,
      0,
    );
    const each = await orderOf(source, topic, { ...order, line_items: many.slice(0, 1_000) });
    const rest = await orderOf(source, topic, { ...order, line_items: many.slice(1_000) });
    const worthOf = ({ lines }: OrderDetails) =>
      lines.reduce((sum, line) => sum + line.unit_price_minor * line.quantity - line.discount_minor, 0);
    expect(worth).toBe(worthOf(each) + worthOf(rest));
  });

  test.each(["id", "currency", source === shopify ? "total_price" : "total", "line_items"])(
    "is refused by name where %s is wrong",
    async (field) => {
      const reading = await read(source, topic, { ...order, [field]: { odd: true } });
      expect(reading).toMatchObject({ ok: false, reason: "invalid" });
      expect(!reading.ok && reading.message).toContain(field);
    },
  );
});

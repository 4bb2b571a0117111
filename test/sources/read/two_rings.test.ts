import { describe, expect, test } from "vitest";
import type { OrderDetails } from "../../../src/orders/event.ts";
import type { Source } from "../../../src/sources/source.ts";
import { standard } from "../../../src/sources/standard/standard.ts";
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

describe("a line whose price cannot be read", () => {
  test.each([
    ["Shopify", shopify as Source, "orders/create", SHOPIFY, "price"],
    ["WooCommerce", woocommerce as Source, "order.created", WOO, "total"],
    ["WooCommerce before discounts", woocommerce as Source, "order.created", WOO, "subtotal"],
  ])(
    "of %s is never told as free: its order waits as a dead letter",
    async (_name, source, topic, order, field) => {
      const [first, second] = order.line_items;
      const odd = { ...order, line_items: [{ ...first, [field]: "ten" }, second] };
      expect(await read(source, topic, odd)).toMatchObject({
        ok: false,
        reason: "invalid",
        message: expect.stringContaining(`line_items.0.${field}`),
      });
    },
  );
});

const OWN = {
  id: "K-77",
  number: "77",
  placed_at: "2026-11-22T08:00:00Z",
  currency: "EUR",
  customer: { email: "nele@rings.example", first_name: "Nele" },
  lines: [
    { id: "a", title: "Fern", quantity: 2, unit_price_minor: 1_000, sku: "F-1" },
    { id: "b", title: "Pot", quantity: 1, unit_price_minor: 1_100 },
  ],
  total_minor: 3_100,
};

async function ownEvent(type: string, data: object) {
  const reading = await standard.read({
    headers: new Headers({ "webhook-id": "msg_two_rings" }),
    body: new TextEncoder().encode(JSON.stringify({ type, timestamp: "2026-11-22T08:00:00Z", data })),
    received_at_ms: NOW_MS,
  });
  if (!reading.ok || reading.value.type !== "events") throw new Error(JSON.stringify(reading));
  return reading.value.orders[0]!.events[0]!;
}

async function ownOrder(order: object): Promise<OrderDetails> {
  const event = await ownEvent("order.placed", { order: { ...OWN, ...order } });
  if (!("order" in event)) throw new Error("There is no order");
  return event.order;
}

describe("an order of Waybill's own format", () => {
  test.each([
    "locale",
    "customer",
    "billing_address",
    "shipping_address",
    "discounts",
    "shipping",
    "fees",
    "tax",
    "gift_cards",
    "rounding_minor",
    "adjustments",
    "payment",
    "promised",
    "pickup",
    "pay_url",
    "invoice",
    "note",
    "gift_message",
    "po_number",
    "shipment_ids",
    "refund_ids",
    "gift",
    "completed_at",
    "channel",
    "tags",
    "parent",
    "aliases",
  ])("is read whatever stands at %s", async (field) => {
    for (const odd of ODD) {
      const { id, total_minor, lines } = await ownOrder({ [field]: odd });
      expect([id, total_minor, lines.length], JSON.stringify(odd)).toEqual(["K-77", 3_100, 2]);
    }
  });

  test.each([
    "sku",
    "title",
    "variant",
    "image_url",
    "url",
    "requires_shipping",
    "way",
    "stock",
    "included_in",
  ])(
    "is read whatever stands at %s of a line",
    async (field) => {
      for (const odd of ODD) {
        const [first, second] = OWN.lines;
        const { lines } = await ownOrder({ lines: [{ ...first, [field]: odd }, second] });
        expect(lines.map(({ quantity }) => quantity), JSON.stringify(odd)).toEqual([2, 1]);
        expect(lines[0]!.title).toMatch(/\S/);
      }
    },
  );

  test("keeps numbers as their text, and cuts what is too long", async () => {
    const many = Array.from(
      { length: 400 },
      (_, id) => ({ ...OWN.lines[0], id: `l${id}`, sku: 4_006_381 + id }),
    );
    const { lines, number, note, tags } = await ownOrder({
      number: 77,
      note: "a".repeat(9_000),
      tags: [5, "vip"],
      lines: many,
    });
    expect(lines.map(({ sku }) => sku)).toEqual(many.map(({ sku }) => String(sku)));
    expect([number, note?.length, tags]).toEqual(["77", 2_000, ["5", "vip"]]);
  });

  test("leaves out the smallest part that is wrong", async () => {
    const { shipping, fees, tax, invoice, customer } = await ownOrder({
      shipping: { label: { de: "Paket" }, amount_minor: 490 },
      fees: [{ label: "Wrap", amount_minor: "3" }, { label: "Tip", amount_minor: 100 }],
      tax: { amount_minor: 10, rates: [{ percent: "19 %", amount_minor: 10 }] },
      invoice: { number: "12", issued_on: "2026-11-22", due_on: "2026-11-21" },
      customer: { id: 7, email: "nele at rings.example", phone: 4_930 },
    });
    expect({ shipping, fees, tax, invoice, customer }).toEqual({
      shipping: { amount_minor: 490 },
      fees: [{ label: "Tip", amount_minor: 100 }],
      tax: { amount_minor: 10, included: false, rates: [{ amount_minor: 10 }] },
      invoice: undefined,
      customer: { id: "7", email_given: "nele at rings.example", phone: "4930" },
    });
  });

  test("says what was left out, never its value", async () => {
    const reading = await standard.read({
      headers: new Headers({ "webhook-id": "msg_two_rings" }),
      body: new TextEncoder().encode(JSON.stringify({
        type: "order.placed",
        timestamp: "2026-11-22T08:00:00Z",
        data: { order: { ...OWN, locale: "Deutsch (AT)", fees: [{ label: "Wrap" }] } },
      })),
      received_at_ms: NOW_MS,
    });
    expect(reading).toMatchObject({
      ok: true,
      value: {
        left_out: [
          "data.order.locale must be a BCP 47 language tag: got text of 12 characters",
          "data.order.fees.0.amount_minor must be given: got nothing",
        ],
      },
    });
  });

  test("withdraws no shipment because one id of the list is wrong", async () => {
    expect((await ownOrder({ shipment_ids: ["s1", "s 2"] })).shipment_ids).toBeUndefined();
  });

  test("of 1,402 lines is folded like a storefront's", async () => {
    const many = Array.from({ length: 1_402 }, (_, id) => ({ ...OWN.lines[0], id: `l${id}` }));
    const { lines } = await ownOrder({ lines: many });
    expect(lines).toHaveLength(1_000);
    expect(lines.at(-1)).toMatchObject({ id: "rest", title: "+403", quantity: 806 });
  });

  test.each([
    ["a scan", "shipment.shipped", {
      shipment: {
        id: "s1",
        lines: [{ line_id: "a", quantity: 1, sku: 7 }],
        tracking: [{ number: 340_434, carrier: [], url: "nowhere" }],
        expected: { until: "soon" },
        way: "drone",
      },
      place: {},
      offset_minutes: "60",
    }],
    ["a payment", "payment.succeeded", {
      payment: { id: "p", amount_minor: 5, method: 7, class: "gold", transaction_id: 88 },
      reason: [],
    }],
    ["a refund", "payment.refunded", {
      refund: {
        id: "r",
        amount_minor: 5,
        reason: 1,
        lines: [{ line_id: "a", quantity: 1, restock: "maybe" }],
      },
    }],
    ["a return", "return.approved", { return: { id: "t", label_url: "x", steps: [{}], send_by: "never" } }],
  ])("%s is read without what is wrong beside its inner ring", async (_what, type, data) => {
    expect((await ownEvent(type, { order_id: "K-77", ...data })).type).toBe(type);
  });

  test.each<[string, object, string]>([
    ["a quantity", { lines: [{ ...OWN.lines[0], quantity: "2", sku: 5 }] }, "data.order.lines.0.quantity"],
    [
      "a price",
      { lines: [{ ...OWN.lines[0], unit_price_minor: "10" }] },
      "data.order.lines.0.unit_price_minor",
    ],
    ["a discount of a line", { lines: [{ ...OWN.lines[0], discount_minor: "1" }] }, "discount_minor"],
    ["the total", { total_minor: "31", note: {} }, "data.order.total_minor"],
    ["when it was cancelled", { cancelled_at: "yesterday" }, "data.order.cancelled_at"],
  ])("is refused by name where %s is wrong", async (_what, order, field) => {
    await expect(ownOrder(order)).rejects.toThrow(field);
  });
});

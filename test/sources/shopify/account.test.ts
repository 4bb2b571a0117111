import { describe, expect, test } from "vitest";
import adas from "../../fixtures/shopify/orders_create_ada.json";
import refund from "../../fixtures/shopify/refunds_create.json";
import { contradictionsIn } from "../../../src/orders/account/contradictions.ts";
import type { OrderDetails, OrderEvent, Refund } from "../../../src/orders/event.ts";
import { detailsByShopify, readByShopify } from "../../support/shopify.ts";

/** An order of 128.90 € that is still to be paid, with what `changes` says of it. */
async function details(changes: Readonly<Record<string, unknown>>): Promise<OrderDetails> {
  return await detailsByShopify({
    ...adas,
    financial_status: "pending",
    total_outstanding: "128.90",
    ...changes,
  });
}

function euros(amount: string) {
  const money = { amount, currency_code: "EUR" };
  return { shop_money: money, presentment_money: money };
}

function schedule(amount: string, due_at: string | null, completed_at: string | null = null) {
  return { id: 6_104, amount, currency: "EUR", issued_at: "2026-11-22T10:58:00+01:00", due_at, completed_at };
}

describe("how an order at Shopify is paid", () => {
  test.each<[string, Readonly<Record<string, unknown>>, OrderDetails["payment"]]>([
    ["at once, by a card", { payment_gateway_names: ["shopify_payments"] }, {
      status: "pending",
      method: { brand: "Shopify Payments" },
      open_minor: 12_890,
    }],
    ["by cash on delivery", { payment_gateway_names: ["Cash on Delivery (COD)"] }, {
      status: "pending",
      method: { brand: "Cash on Delivery (COD)" },
      class: "on_delivery",
      open_minor: 12_890,
    }],
    ["by a bank transfer, in a shop that names it in German", { payment_gateway_names: ["Vorkasse"] }, {
      status: "pending",
      method: { brand: "Vorkasse" },
      class: "transfer",
      open_minor: 12_890,
    }],
    [
      "in part by a gift card, the rest by a money order",
      {
        payment_gateway_names: ["gift_card", "Money Order"],
        financial_status: "partially_paid",
        total_outstanding: "98.90",
      },
      {
        status: "partially_paid",
        method: { brand: "Gift Card, Money Order" },
        class: "transfer",
        open_minor: 9_890,
      },
    ],
    [
      "by a gift card alone",
      { payment_gateway_names: ["gift_card"], financial_status: "paid", total_outstanding: "0.00" },
      {
        status: "paid",
        method: { brand: "Gift Card" },
        class: "store_credit",
        open_minor: 0,
      },
    ],
    [
      "within 30 days",
      {
        payment_terms: {
          payment_terms_name: "Net 30",
          payment_terms_type: "net",
          due_in_days: 30,
          payment_schedules: [schedule("128.90", "2026-12-22T10:58:00+01:00")],
        },
        payment_gateway_names: [],
      },
      {
        status: "pending",
        method: undefined,
        class: "on_terms",
        due_on: "2026-12-22",
        open_minor: 12_890,
      },
    ],
    [
      "on receipt, which is no day yet",
      {
        payment_terms: { payment_terms_type: "receipt", payment_schedules: [schedule("128.90", null)] },
        payment_gateway_names: [],
      },
      { status: "pending", method: undefined, class: "on_terms", open_minor: 12_890 },
    ],
    [
      "a deposit now, the rest later",
      {
        payment_terms: {
          payment_terms_type: "fixed",
          payment_schedules: [
            schedule("28.90", "2026-11-22T10:58:00+01:00", "2026-11-22T11:00:00+01:00"),
            schedule("100.00", "2027-01-10T10:58:00+01:00"),
          ],
        },
        payment_gateway_names: ["shopify_payments"],
        financial_status: "partially_paid",
        total_outstanding: "100.00",
      },
      {
        status: "partially_paid",
        method: { brand: "Shopify Payments" },
        class: "instalments",
        instalments: [
          { amount_minor: 2_890, due_on: "2026-11-22", is_paid: true },
          { amount_minor: 10_000, due_on: "2027-01-10" },
        ],
        open_minor: 10_000,
      },
    ],
    ["by terms in a form that nobody knows", { payment_terms: { payment_schedules: "soon" } }, {
      status: "pending",
      method: { brand: "Shopify Payments" },
      open_minor: 12_890,
    }],
    ["and the shop owes the customer", { financial_status: "paid", total_outstanding: "-12.00" }, {
      status: "paid",
      method: { brand: "Shopify Payments" },
      open_minor: -1_200,
    }],
    [
      "and Shopify does not say what is open",
      { total_outstanding: undefined },
      {
        status: "pending",
        method: { brand: "Shopify Payments" },
      },
    ],
  ])("%s", async (_how, changes, payment) => {
    expect((await details(changes)).payment).toEqual(payment);
  });

  test("the page of the order at Shopify is where an open amount can be paid", async () => {
    expect((await details({})).pay_url).toBe(adas.order_status_url);
    expect((await details({ total_outstanding: "0.00", financial_status: "paid" })).pay_url).toBeUndefined();
    expect((await details({ order_status_url: "mailto:pay@kontor.example" })).pay_url).toBeUndefined();
  });
});

describe("what a total at Shopify is made of", () => {
  test("the tax by rate, each rate once", async () => {
    const { tax } = await details({
      tax_lines: [
        { title: "MwSt", rate: 0.19, price: "16.00" },
        { title: "MwSt", rate: 0.07, price: "3.58" },
        { title: "MwSt", rate: 0.19, price: "1.00" },
      ],
    });
    expect(tax).toEqual({
      amount_minor: 2_058,
      included: true,
      rates: [
        { label: "MwSt", percent: "19", amount_minor: 1_700 },
        { label: "MwSt", percent: "7", amount_minor: 358 },
      ],
    });
  });

  test.each([["up", "0.02", 12_892, 2], ["down", "-0.03", 12_887, -3]])(
    "cash that is rounded %s is what the customer pays",
    async (_way, amount, total_minor, rounding_minor) => {
      const order = await details({ total_cash_rounding_payment_adjustment_set: euros(amount) });
      expect(order).toMatchObject({ total_minor, rounding_minor });
      expect(contradictionsIn({ type: "order.placed", at: order.placed_at, order })).toEqual([]);
    },
  );

  test("fields that Shopify does not send are left out: an order without them has the same form as before", async () => {
    const order = await details({});
    const added_later = new Set(["rounding_minor", "note", "gift_message", "po_number"]);
    expect(Object.keys(order).filter((key) => added_later.has(key))).toEqual([]);
  });
});

describe("what a customer of a shop at Shopify wrote", () => {
  test.each<[string, Readonly<Record<string, unknown>>, Partial<OrderDetails>]>([
    ["a note of two lines", { note: "Please ring twice.\nThe bell is loud." }, {
      note: "Please ring twice.\nThe bell is loud.",
    }],
    ["a number for the purchase", { po_number: "PO-7714" }, { po_number: "PO-7714" }],
    [
      "a number in an attribute of the cart",
      { note_attributes: [{ name: "PO number", value: "77-14" }, { name: "theme", value: 3 }] },
      { po_number: "77-14" },
    ],
    [
      "a gift message in an attribute of the cart",
      { note_attributes: [{ name: "Gift message", value: "Happy birthday,\nMina" }] },
      { gift_message: "Happy birthday,\nMina" },
    ],
  ])("%s", async (_what, changes, expected) => {
    expect(await details(changes)).toMatchObject(expected);
  });

  test.each<[string, Readonly<Record<string, unknown>>]>([
    ["an empty note", { note: "  " }],
    ["a number that is far too long", { po_number: "7".repeat(200) }],
    ["attributes in another form", { note_attributes: [null, "gift message", { name: "gift message" }] }],
  ])("%s is left out", async (_what, changes) => {
    const { note, po_number, gift_message } = await details(changes);
    expect([note, po_number, gift_message]).toEqual([undefined, undefined, undefined]);
  });
});

const [moved] = refund.transactions.slice(1) as [(typeof refund.transactions)[0]];
const [line] = refund.refund_line_items as [(typeof refund.refund_line_items)[0]];

function paidBack(amount: string, changes: Readonly<Record<string, unknown>> = {}) {
  return { ...moved, amount, ...changes };
}

function lineOf(subtotal: string, total_tax: string) {
  return {
    ...line,
    subtotal: Number(subtotal),
    total_tax: Number(total_tax),
    subtotal_set: euros(subtotal),
    total_tax_set: euros(total_tax),
  };
}

function adjusted(kind: string, amount: string, tax_amount = "0.00") {
  return {
    kind,
    amount: Number(amount),
    amount_set: euros(amount),
    tax_amount: Number(tax_amount),
    tax_amount_set: euros(tax_amount),
  };
}

async function eventOf(changes: Readonly<Record<string, unknown>>): Promise<OrderEvent> {
  const { events: [event] } = await readByShopify("refunds/create", { ...refund, ...changes });
  return event!;
}

async function refundOf(changes: Readonly<Record<string, unknown>>): Promise<Refund> {
  const event = await eventOf(changes);
  if (event.type !== "payment.refunded") throw new Error(`not a refund: ${event.type}`);
  return event.refund;
}

describe("what a refund at Shopify is made of", () => {
  test.each<[string, Readonly<Record<string, unknown>>, Refund["parts"]]>([
    ["a line whose price holds its tax", {
      refund_line_items: [lineOf("20.00", "3.19")],
      transactions: [paidBack("20.00")],
    }, undefined],
    ["a line and its tax on top", {
      refund_line_items: [lineOf("20.00", "3.80")],
      transactions: [paidBack("23.80")],
    }, [{ kind: "tax", amount_minor: 380 }]],
    ["a line and the shipping, as an adjustment", {
      refund_line_items: [lineOf("20.00", "0.00")],
      order_adjustments: [adjusted("shipping_refund", "-4.12", "-0.78")],
      transactions: [paidBack("24.90")],
    }, [{ kind: "shipping", amount_minor: 490 }]],
    ["shipping as a line of its own, whose price holds its tax", {
      refund_line_items: [],
      refund_shipping_lines: [{ subtotal_amount_set: euros("4.90"), tax_amount_set: euros("0.78") }],
      transactions: [paidBack("4.90")],
    }, [{ kind: "shipping", amount_minor: 490 }]],
    ["shipping told in both ways, once", {
      refund_line_items: [],
      refund_shipping_lines: [{ subtotal_amount_set: euros("4.90") }],
      order_adjustments: [adjusted("shipping_refund", "-4.90")],
      transactions: [paidBack("4.90")],
    }, [{ kind: "shipping", amount_minor: 490 }]],
    ["shipping under way, which Shopify's calculation takes off again", {
      refund_line_items: [],
      refund_shipping_lines: [{ subtotal_amount_set: euros("4.90") }],
      order_adjustments: [adjusted("refund_discrepancy", "4.90"), adjusted("shipping_refund", "-4.90")],
      transactions: [paidBack("4.90", { status: "pending" })],
    }, [{ kind: "shipping", amount_minor: 490 }]],
    ["a line of which the shop keeps a fee", {
      refund_line_items: [lineOf("20.00", "0.00")],
      order_adjustments: [adjusted("refund_discrepancy", "5.00")],
      transactions: [paidBack("15.00")],
    }, [{ kind: "adjustment", amount_minor: -500 }]],
    ["an amount that somebody typed in", {
      refund_line_items: [],
      order_adjustments: [adjusted("refund_discrepancy", "-9.00")],
      transactions: [paidBack("9.00")],
    }, undefined],
    ["a line and its duties", {
      refund_line_items: [lineOf("20.00", "0.00")],
      duties: [{ amount_set: euros("2.50") }],
      transactions: [paidBack("22.50")],
    }, [{ kind: "duties", amount_minor: 250 }]],
    ["a line in cash, rounded", {
      refund_line_items: [lineOf("20.02", "0.00")],
      transactions: [paidBack("20.00", { gateway: "cash", amount_rounding: "-0.02" })],
    }, [{ kind: "rounding", amount_minor: -2 }]],
  ])("%s", async (_what, changes, parts) => {
    expect((await refundOf(changes)).parts).toEqual(parts);
    expect(contradictionsIn(await eventOf(changes))).toEqual([]);
  });

  test("a refund whose lines are not its amount contradicts itself", async () => {
    const event = await eventOf({
      refund_line_items: [lineOf("20.00", "0.00")],
      order_adjustments: [],
      transactions: [paidBack("17.00")],
    });
    expect(contradictionsIn(event)).toEqual([
      { of: "refund", refund_id: "887837196502", stated_minor: 1_700, parts_minor: 2_000 },
    ]);
  });
});

describe("where a refund at Shopify goes", () => {
  test.each<[string, readonly (readonly [string | null, string])[], Refund["destinations"]]>([
    ["back the way it was paid", [["shopify_payments", "20.41"]], undefined],
    ["back by no gateway that is named", [[null, "20.41"]], undefined],
    ["to the customer's store credit", [["shopify_store_credit", "20.41"]], [
      { to: "store_credit", amount_minor: 2_041 },
    ]],
    ["onto a gift card", [["gift_card", "20.41"]], [{ to: "gift_card", amount_minor: 2_041 }]],
    ["by a bank transfer", [["Bank Deposit", "20.41"]], [{ to: "transfer", amount_minor: 2_041 }]],
    ["in cash", [["cash", "20.41"]], [{ to: "cash", amount_minor: 2_041 }]],
    ["to three places", [["gift_card", "5.00"], ["shopify_payments", "10.00"], ["paypal", "4.41"], [
      "gift_card",
      "1.00",
    ]], [
      { to: "gift_card", amount_minor: 600 },
      { to: "payment", method: { brand: "Shopify Payments" }, amount_minor: 1_000 },
      { to: "payment", method: { brand: "PayPal" }, amount_minor: 441 },
    ]],
  ])("%s", async (_where, transactions, destinations) => {
    const { destinations: read } = await refundOf({
      transactions: transactions.map(([gateway, amount]) => paidBack(amount, { gateway })),
    });
    expect(read).toEqual(destinations);
  });

  test("it is pending while its provider has not sent any part of it", async () => {
    const pending = paidBack("10.00", { status: "pending" });
    expect((await refundOf({ transactions: [pending] })).status).toBe("pending");
    expect((await refundOf({ transactions: [pending, paidBack("10.41")] })).status).toBeUndefined();
  });
});

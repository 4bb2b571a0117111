/** Situations from real shops, from the sender's body to the words of mail and page: what a sum is made of, and what stands beside it. */
import { describe, expect, test } from "vitest";
import { contradictionsIn } from "../../src/orders/account/contradictions.ts";
import { life, line, paidAt, PERSON, shopifyStep, wooStep } from "../support/kettle.ts";
import { mailOf } from "../support/lived.ts";

/** The rows of the summary in a mail's text, from the subtotal to the total. */
function summary(text: string): readonly string[] {
  const rows = text.split("\n");
  return rows.slice(
    rows.findIndex((row) => row.startsWith("Subtotal: ")),
    rows.findIndex((row) => row.startsWith("Total: ")) + 1,
  );
}

test("every HTML entity is decoded exactly once, in titles and in names", async () => {
  const told = await life([
    wooStep(0, {
      ...paidAt(0),
      billing: { ...PERSON, first_name: "Zo&euml;", email: "zoe@wirth.example" },
      line_items: [{
        id: 1,
        name: "Gl&uuml;hwein &frac12;&thinsp;l",
        quantity: 1,
        subtotal: "24.00",
        total: "24.00",
      }],
    }),
  ], 1);
  const { text } = mailOf(told, "order_confirmation");
  expect(text).toContain("Thank you, Zoë");
  expect(text).toMatch(/Glühwein ½\s?l\n/);
  expect(text).not.toMatch(/&\w+;/);
});

test("what the customer wrote is in confirmation and page, with its line breaks, and so is the number of the purchase", async () => {
  const told = await life([
    shopifyStep(0, {
      note: "The bell is broken.\nPlease knock.",
      note_attributes: [{ name: "Gift message", value: "Enjoy!\nYour Nora" }],
      po_number: "PO-2214",
    }),
  ], 1);
  const { text } = mailOf(told, "order_confirmation");
  expect(text).toContain("The bell is broken.\nPlease knock.");
  expect(text).toContain("Enjoy!\nYour Nora");
  expect(text).toContain("PO-2214");
  expect(told.pages.at(-1)!.page.remarks).toEqual({
    note: ["The bell is broken.\nPlease knock."],
    gift_message: ["Enjoy!\nYour Nora"],
    po_number: "PO-2214",
  });
});

test("cash that is rounded is paid as it was rounded, with a row that says so", async () => {
  const rounding = { amount: "0.01", currency_code: "EUR" };
  const told = await life([
    shopifyStep(0, {
      line_items: [line("Kettle", "23.99")],
      total_price: "29.99",
      current_total_price: "29.99",
      payment_gateway_names: ["cash"],
      total_cash_rounding_payment_adjustment_set: { shop_money: rounding, presentment_money: rounding },
    }),
  ], 1);
  expect(summary(mailOf(told, "order_confirmation").text)).toEqual([
    "Subtotal: €23.99",
    "Shipping (Courier): €6.00",
    "Rounding: €0.01",
    "Total: €30.00",
  ]);
});

describe("what a total at WooCommerce is made of", () => {
  test("gift cards that were taken off it are rows of it", async () => {
    const cards = [{ code: "FERN-0001-AB12", amount: 18 }, { code: "FERN-0002-CD34", amount: 7 }];
    const told = await life([wooStep(0, { ...paidAt(0), total: "5.00", gift_cards: cards })], 1);
    expect(summary(mailOf(told, "order_confirmation").text)).toEqual([
      "Subtotal: €24.00",
      "Shipping (Courier): €6.00",
      "Gift card (…AB12): −€18.00",
      "Gift card (…CD34): −€7.00",
      "Total: €5.00",
    ]);
  });

  test("fees alone stand as lines, and the order has its mail", async () => {
    const told = await life([
      wooStep(0, {
        ...paidAt(0),
        line_items: [],
        shipping_lines: [],
        shipping_total: "0.00",
        fee_lines: [{ id: 7, name: "Repair of your kettle", total: "30.00", total_tax: "0.00" }],
      }),
    ], 1);
    const { text } = mailOf(told, "order_confirmation");
    expect(text).toContain("Repair of your kettle\n1 × €30.00 = €30.00");
    expect(summary(text)).toEqual(["Subtotal: €30.00", "Total: €30.00"]);
  });

  test("shipping that stands in the total alone is a row", async () => {
    const told = await life([wooStep(0, { ...paidAt(0), shipping_lines: [] })], 1);
    expect(summary(mailOf(told, "order_confirmation").text)).toEqual([
      "Subtotal: €24.00",
      "Shipping: €6.00",
      "Total: €30.00",
    ]);
  });

  test("two rates of tax are two rows", async () => {
    const told = await life([
      wooStep(0, {
        ...paidAt(0),
        prices_include_tax: false,
        total: "33.48",
        total_tax: "3.48",
        shipping_tax: "1.14",
        line_items: [{
          id: 1,
          name: "Kettle",
          quantity: 1,
          subtotal: "24.00",
          total: "24.00",
          total_tax: "2.34",
        }],
        shipping_lines: [{ method_title: "Courier", total: "6.00", total_tax: "1.14" }],
        tax_lines: [
          { label: "VAT", rate_percent: 7, tax_total: "2.34", shipping_tax_total: "0.00" },
          { label: "VAT", rate_percent: 19, tax_total: "0.00", shipping_tax_total: "1.14" },
        ],
      }),
    ], 1);
    expect(summary(mailOf(told, "order_confirmation").text)).toEqual([
      "Subtotal: €24.00",
      "Shipping (Courier): €6.00",
      "VAT 7%: €2.34",
      "VAT 19%: €1.14",
      "Total: €33.48",
    ]);
  });

  test("parts of a bundle have no price of their own", async () => {
    const told = await life([
      wooStep(0, {
        ...paidAt(0),
        line_items: [
          { id: 1, name: "Tea set", quantity: 1, subtotal: "24.00", total: "24.00" },
          { id: 2, name: "Cup", quantity: 2, subtotal: "0.00", total: "0.00", bundled_by: "1" },
        ],
      }),
    ], 1);
    const { text } = mailOf(told, "order_confirmation");
    expect(text).toContain("Tea set\n1 × €24.00 = €24.00");
    expect(text).toContain("Cup\n");
    expect(text).not.toContain("€0.00");
  });
});

describe("an order whose parts are not its total", () => {
  test.each([
    ["by little", "27.00", [
      "Subtotal: €24.00",
      "Shipping (Courier): €6.00",
      "Other adjustments: −€3.00",
      "Total: €27.00",
    ]],
    ["by so much that no part can be believed", "90.00", []],
  ])(
    "%s shows the total as it was sent, and no parts that would not add up to it",
    async (_how, total, rows) => {
      const told = await life([shopifyStep(0, { total_price: total, current_total_price: total })], 1);
      const { text, order } = mailOf(told, "order_confirmation");
      expect(text).toContain(`Total: €${total}`);
      expect(rows.length === 0 ? text.includes("Subtotal") : summary(text)).toEqual(
        rows.length === 0 ? false : rows,
      );
      expect(contradictionsIn({ type: "order.placed", at: order.details.placed_at, order: order.details }))
        .toMatchObject([{ of: "total", parts_minor: 3_000 }]);
      expect(told.pages.at(-1)!.page.sums.map(({ label, amount }) => `${label}: ${amount}`)).toEqual(
        rows.slice(0, -1),
      );
    },
  );
});

import { describe, expect, test } from "vitest";
import refund from "../../fixtures/shopify/refunds_create.json";
import { readByShopify, readShopify } from "../../support/shopify.ts";

const [failed, first, second] = refund.transactions as [
  (typeof refund.transactions)[0],
  (typeof refund.transactions)[0],
  (typeof refund.transactions)[0],
];
const [line] = refund.refund_line_items as [(typeof refund.refund_line_items)[0]];

function inTwoCurrencies(euros: string, yen: string) {
  return {
    shop_money: { amount: euros, currency_code: "EUR" },
    presentment_money: { amount: yen, currency_code: "JPY" },
  };
}

async function amount(changed: Readonly<Record<string, unknown>>): Promise<number | null> {
  const { events: [order_event] } = await readByShopify("refunds/create", { ...refund, ...changed });
  return order_event?.type === "payment.refunded" ? order_event.refund.amount_minor : null;
}

describe("a Shopify refund", () => {
  test("is the sum of its successful transactions", async () => {
    expect(await readByShopify("refunds/create", refund)).toEqual({
      order: "5678901234567",
      events: [{
        type: "payment.refunded",
        at: "2026-11-28T13:00:00.000Z",
        refund: {
          id: "887837196502",
          amount_minor: 2_041,
          reason: "Packung beschädigt",
          lines: [{ line_id: "14012345678902", quantity: 1, amount_minor: 2_041 }],
        },
      }],
    });
  });

  test("takes amounts as text and as numbers", async () => {
    expect(await amount({ transactions: [{ ...first, amount: 15.41 }, second] })).toBe(2_041);
  });

  test("counts a transaction that is still pending, because Shopify sends nothing when it arrives", async () => {
    expect(await amount({ transactions: [{ ...first, status: "pending" }] })).toBe(1_541);
  });

  test.each<[string, readonly unknown[]]>([
    ["holds no transaction, as when lines are edited out of an order", []],
    ["holds only what failed", [failed]],
    ["only voids an authorisation", [{ ...first, kind: "void" }]],
    ["gives back nothing", [{ ...first, amount: "0.00" }]],
  ])("that %s is not told: no money moved", async (_why, transactions) => {
    expect(await readShopify("refunds/create", { ...refund, transactions })).toEqual({
      ok: true,
      value: { type: "ignored", topic: "refunds/create (no money moved)" },
    });
  });

  test("without transactions has the sum of its lines", async () => {
    expect(await amount({ transactions: undefined })).toBe(2_041);
  });

  test("is shown in the customer's currency", async () => {
    const lines = [{ ...line, subtotal_set: inTwoCurrencies("20.41", "3300") }];
    const { events } = await readByShopify("refunds/create", {
      ...refund,
      refund_line_items: lines,
      transactions: [{ ...first, amount: "3300", currency: "JPY" }],
    });
    expect(events).toMatchObject([{ refund: { amount_minor: 3_300, lines: [{ amount_minor: 3_300 }] } }]);
  });

  test("never adds amounts in a currency other than the customer's", async () => {
    const lines = [{ ...line, subtotal_set: inTwoCurrencies("20.41", "3300") }];
    expect(await amount({ refund_line_items: lines, transactions: [first] })).toBe(3_300);
  });

  test("of shipping alone names no lines", async () => {
    const { events } = await readByShopify("refunds/create", { ...refund, refund_line_items: [] });
    expect(events).toMatchObject([{ refund: { amount_minor: 2_041, lines: [] } }]);
  });

  test.each([
    [
      { ...refund, transactions: [{ ...first, amount: "1e3" }] },
      "transactions.0.amount must be a decimal amount: got text of 3 characters",
    ],
    [
      { ...refund, transactions: [{ ...first, amount: null }] },
      "transactions.0.amount must be a decimal amount: got null",
    ],
    [
      {
        ...refund,
        transactions: [{ ...first, currency: null }],
        refund_line_items: [],
        total_duties_set: null,
      },
      "transactions.0.currency must be given: got nothing",
    ],
    [
      { ...refund, refund_line_items: [{ ...line, line_item_id: null }] },
      "refund_line_items.0.line_item_id must be an id: got null",
    ],
    [{ ...refund, created_at: undefined }, "created_at must be given: got nothing"],
  ])("%# is refused by field, rule and shape", async (payload, message) => {
    expect(await readShopify("refunds/create", payload)).toEqual({ ok: false, reason: "invalid", message });
  });
});

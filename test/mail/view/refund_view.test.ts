import { describe, expect, test } from "vitest";
import { accountOf } from "../../../src/orders/account/account.ts";
import type { OrderEvent, RefundDestination } from "../../../src/orders/event.ts";
import { wording } from "../../../src/mail/format/amounts.ts";
import { destinationName, destinationViews, refundRows } from "../../../src/mail/view/refund_view.ts";
import { translator } from "../../../templates/locales/translate.ts";
import { ADAS_ORDER, hours } from "../../support/cast.ts";
import { orderOf } from "../views.ts";

const WORDS = wording(translator("en"), "en", "EUR", "2026-11-23");
const NAMELESS = { ...ADAS_ORDER, payment: { status: "paid" as const } };
const CARD = { ...ADAS_ORDER, payment: { status: "paid" as const, method: { brand: "Visa" } } };

function rows(details: typeof CARD | typeof NAMELESS, ...destinations: readonly RefundDestination[]) {
  const amount_minor = destinations.reduce((sum, one) => sum + one.amount_minor, 0);
  const refund: OrderEvent = {
    type: "payment.refunded",
    at: hours(3),
    refund: { id: "r", amount_minor, lines: [], destinations: [...destinations] },
  };
  const order = orderOf(details, refund);
  return destinationViews(accountOf(order).refunds[0]!, order, WORDS).map(({ label, amount }) =>
    `${label} ${amount}`
  );
}

describe("where a refund goes", () => {
  const back = (amount_minor: number, brand?: string): RefundDestination => ({
    to: "payment",
    amount_minor,
    ...(brand === undefined ? {} : { method: { brand } }),
  });
  const credit: RefundDestination = { to: "store_credit", amount_minor: 400 };

  test("is told in rows only where it goes to several places", () => {
    expect(rows(CARD, back(1_000))).toEqual([]);
    expect(rows(CARD, back(600), credit)).toEqual(["Visa €6.00", "Store credit €4.00"]);
    expect(rows(CARD, back(600), credit, back(100, "PayPal"))).toEqual([
      "Visa €6.00",
      "Store credit €4.00",
      "PayPal €1.00",
    ]);
  });

  test("has words for the way it was paid where nobody names it", () => {
    expect(rows(NAMELESS, back(600), credit)).toEqual([
      "Your original payment method €6.00",
      "Store credit €4.00",
    ]);
    expect(destinationName(back(600), orderOf(NAMELESS), WORDS)).toBeNull();
    expect(destinationName(back(600), orderOf(CARD), WORDS)).toBe("Visa");
  });
});

describe("what a refund is for", () => {
  const amounts = (refund: Omit<Extract<OrderEvent, { type: "payment.refunded" }>["refund"], "id">) => {
    const order = orderOf(CARD, { type: "payment.refunded", at: hours(3), refund: { id: "r", ...refund } });
    return refundRows(accountOf(order).refunds[0]!, order, WORDS);
  };
  const lines = [{ line_id: "1", quantity: 1, amount_minor: 8_990 }];

  test("stands in a row each beside its lines", () => {
    const parts = [
      { kind: "shipping" as const, amount_minor: 490 },
      { kind: "fee" as const, label: "Return label", amount_minor: -390 },
    ];
    expect(amounts({ amount_minor: 9_090, lines, parts })).toEqual({
      beside: [{ label: "Shipping", amount: "€4.90" }],
      deducted: [{ label: "Return label", amount: "−€3.90" }],
    });
  });

  test.each([
    [
      "what the shop keeps",
      { kind: "adjustment" as const, amount_minor: -250 },
      "deducted",
      "Deduction −€2.50",
    ],
    ["what it adds", { kind: "adjustment" as const, amount_minor: 250 }, "beside", "Additional amount €2.50"],
    [
      "what it adds by its own name",
      { kind: "adjustment" as const, label: "Goodwill", amount_minor: 1 },
      "beside",
      "Goodwill €0.01",
    ],
    [
      "what it keeps under a blank name",
      { kind: "adjustment" as const, label: " ", amount_minor: -1 },
      "deducted",
      "Deduction −€0.01",
    ],
    ["a fee without a name", { kind: "fee" as const, amount_minor: -300 }, "deducted", "Fee −€3.00"],
    [
      "cents that were rounded off",
      { kind: "rounding" as const, amount_minor: -2 },
      "deducted",
      "Rounding −€0.02",
    ],
    ["shipping that was free", { kind: "shipping" as const, amount_minor: 0 }, "beside", "Shipping Free"],
  ])("names %s", (_, part, where, row) => {
    const { beside, deducted } = amounts({ amount_minor: 8_990 + part.amount_minor, lines, parts: [part] });
    const found = where === "beside" ? [beside, deducted] : [deducted, beside];
    expect(found.map((rows) => rows.map(({ label, amount }) => `${label} ${amount}`))).toEqual([[row], []]);
  });

  test("names a gap that no sender explains by its direction", () => {
    expect(amounts({ amount_minor: 8_900, lines }).deducted).toEqual([{
      label: "Deduction",
      amount: "−€0.90",
    }]);
    expect(amounts({ amount_minor: 9_000, lines }).beside).toEqual([
      { label: "Additional amount", amount: "€0.10" },
    ]);
  });

  test("is not told in rows where the lines are all, or the amounts contradict each other", () => {
    const nothing = { beside: [], deducted: [] };
    expect(amounts({ amount_minor: 8_990, lines })).toEqual(nothing);
    expect(amounts({ amount_minor: 100, lines })).toEqual(nothing);
  });
});

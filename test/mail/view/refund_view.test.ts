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
    return refundRows(accountOf(order).refunds[0]!, WORDS);
  };
  const lines = [{ line_id: "1", quantity: 1, amount_minor: 8_990 }];

  test("stands in a row each beside its lines", () => {
    const parts = [
      { kind: "shipping" as const, amount_minor: 490 },
      { kind: "fee" as const, label: "Return label", amount_minor: -390 },
    ];
    expect(amounts({ amount_minor: 9_090, lines, parts })).toEqual([
      { label: "Shipping", amount: "€4.90" },
      { label: "Return label", amount: "−€3.90" },
    ]);
  });

  test("is not told in rows where the lines are all, or the amounts contradict each other", () => {
    expect(amounts({ amount_minor: 8_990, lines })).toEqual([]);
    expect(amounts({ amount_minor: 100, lines })).toEqual([]);
  });
});

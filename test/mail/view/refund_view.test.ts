import { describe, expect, test } from "vitest";
import { accountOf } from "../../../src/orders/account/account.ts";
import type { OrderEvent, RefundDestination } from "../../../src/orders/event.ts";
import { wording } from "../../../src/mail/format/amounts.ts";
import { destinationName, destinationViews } from "../../../src/mail/view/refund_view.ts";
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

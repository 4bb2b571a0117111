import { describe, expect, test } from "vitest";
import { formatMinor } from "../../../src/orders/money.ts";
import intent from "../../fixtures/stripe/payment_intent_succeeded.json";
import { altered, readByStripe, readStripe } from "../../support/stripe.ts";

describe("Stripe's integers are converted to ISO 4217's minor unit", () => {
  test.each([
    ["eur", 12_890, 12_890, "€128.90"],
    ["jpy", 500, 500, "¥500"],
    ["krw", 12_000, 12_000, "₩12,000"],
    ["kwd", 5_120, 5_120, "KWD 5.120"],
    ["tnd", 5_130, 5_130, "TND 5.130"],
    ["huf", 1_045, 1_045, "HUF 10.45"],
    ["cop", 4_500_000, 4_500_000, "COP 45,000.00"],
    ["twd", 80_045, 80_045, "NT$800.45"],
    ["isk", 50_000, 500, "ISK 500"],
    ["ugx", 2_500_000, 25_000, "UGX 25,000"],
    ["mga", 500, 50_000, "MGA 500.00"],
    ["iqd", 12_500, 12_500, "IQD 12.500"],
  ])("%s %i is %i: %s", async (currency, amount, amount_minor, shown) => {
    const { events: [order_event] } = await readByStripe(
      altered(intent, { currency, amount, amount_received: amount }),
    );
    expect(order_event).toMatchObject({ payment: { amount_minor } });
    expect(formatMinor(amount_minor, currency.toUpperCase(), "en").replaceAll("\u00a0", " ")).toBe(shown);
  });

  test("a fraction of a króna is refused, because nobody can pay one", async () => {
    expect(await readStripe(altered(intent, { currency: "isk", amount: 550, amount_received: 550 }))).toEqual(
      {
        ok: false,
        reason: "invalid",
        message:
          "data.object.amount must be a multiple of 100, as ISK has no smaller coin: got a whole number",
      },
    );
  });
});

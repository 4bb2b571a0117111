/** Situations from real shops, from the sender's body to the words of mail and page: what goes back. */
import { describe, expect, test } from "vitest";
import { contradictionsIn } from "../../src/orders/account/contradictions.ts";
import { hours, NOW_MS } from "../support/cast.ts";
import {
  type Body,
  HOUR_MS,
  life,
  line,
  paidAt,
  refundStep,
  shopifyStep,
  wooStep,
} from "../support/kettle.ts";
import { kindsOf, mailOf, screenOf } from "../support/lived.ts";
import { readByStripe } from "../support/stripe.ts";

describe("a refund", () => {
  test("to the store credit is there at once, and no bank takes any days", async () => {
    const told = await life([
      shopifyStep(0),
      refundStep(5, {
        transactions: [{
          kind: "refund",
          status: "success",
          amount: "9.00",
          currency: "EUR",
          gateway: "shopify_store_credit",
        }],
      }),
    ], 6);
    const { text } = mailOf(told, "refund_issued");
    expect(text).toContain("We’ve added €9.00 to your store credit");
    expect(text).not.toMatch(/working days|the way you paid/);
  });

  test("that the storefront deletes is taken back: the refunded sum is what remains", async () => {
    const refund = (id: number, total: string) => ({ id, reason: "", total });
    const told = await life([
      wooStep(0, paidAt(0)),
      wooStep(10, { ...paidAt(0), refunds: [refund(1, "-4.00")] }),
      wooStep(20, { ...paidAt(0), refunds: [refund(2, "-6.00")] }),
    ], 21);
    const { text } = mailOf(told, "refund_issued");
    expect(text).toContain("€6.00");
    expect(text).toContain("€4.00");
    expect(text).not.toContain("€10.00");
    expect(kindsOf(told).filter((kind) => kind === "refund_failed")).toEqual([]);
    expect(told.pages.at(-1)!.page.payment.refunded).toMatchObject({ amount: "−€6.00" });
  });

  test("that the storefront deletes without a replacement is reported as withdrawn", async () => {
    const told = await life([
      wooStep(0, paidAt(0)),
      wooStep(10, { ...paidAt(0), refunds: [{ id: 1, reason: "", total: "-4.00" }] }),
      wooStep(20, paidAt(0)),
    ], 21);
    expect(kindsOf(told)).toContain("refund_failed");
    expect(told.pages.at(-1)!.page.payment.refunded).toBeNull();
    expect(told.pages.at(-1)!.page.money.map(({ label }) => label)).toEqual([
      "Payment",
      "Refund that was withdrawn",
    ]);
  });

  test("that failed at the provider is taken back", async () => {
    const payment = { id: "ch_7", payment_intent: "pi_7", currency: "eur", amount: 3_000 };
    const stripe = async (at: number, type: string, object: Body, previous_attributes?: Body) => {
      const read = await readByStripe({
        id: `evt_${at}`,
        type,
        created: (NOW_MS + at * HOUR_MS) / 1_000,
        data: { object, previous_attributes },
      });
      return { at_ms: NOW_MS + at * HOUR_MS, events: read.events };
    };
    const charge = { ...payment, object: "charge", captured: true, amount_captured: 3_000 };
    const refund = { id: "re_7", amount: 800, currency: "eur", charge: "ch_7", payment_intent: "pi_7" };
    const told = await life([
      shopifyStep(0, { financial_status: "pending", total_outstanding: undefined }),
      stripe(0.1, "charge.succeeded", charge),
      stripe(20, "charge.refunded", { ...charge, amount_refunded: 800 }, { amount_refunded: 0 }),
      stripe(50, "refund.failed", {
        ...refund,
        status: "failed",
        failure_reason: "expired_or_canceled_card",
      }),
    ], 60);
    expect(mailOf(told, "refund_issued").text).toContain("Your refund of €8.00 is on its way");
    const { subject, text } = mailOf(told, "refund_failed");
    expect(`${subject}\n${text}`).toContain("€8.00");
    expect(screenOf(told.pages.at(-1)!.page)).not.toContain("refunded");
    expect(told.pages.at(-1)!.page.payment).toMatchObject({ refunded: null });
    expect(told.pages.at(-1)!.page.money.map(({ label }) => label)).toEqual([
      "Payment",
      "Refund that didn’t go through",
    ]);
  });

  test("names every part that it is made of, and they add up to it", async () => {
    const euros = (amount: string) => ({
      shop_money: { amount, currency_code: "EUR" },
      presentment_money: { amount, currency_code: "EUR" },
    });
    const step = await refundStep(5, {
      refund_line_items: [{
        line_item_id: "l-Kettle",
        quantity: 1,
        subtotal: "24.00",
        subtotal_set: euros("24.00"),
        total_tax: "1.92",
        total_tax_set: euros("1.92"),
      }],
      order_adjustments: [{ kind: "shipping_refund", amount: "-6.00", tax_amount: "-0.48" }],
      transactions: [{ kind: "refund", status: "success", amount: "32.40", currency: "EUR" }],
    });
    const taxed = {
      total_price: "32.40",
      current_total_price: "32.40",
      total_tax: "2.40",
      taxes_included: false,
    };
    const told = await life([shopifyStep(0, taxed), step], 6);
    const { text } = mailOf(told, "refund_issued");
    expect(text).toContain("€32.40");
    expect(text).toContain("Quantity: 1 = €24.00");
    expect(text).toContain("Shipping: €6.48");
    expect(text).toContain("Tax: €1.92");
    expect(step.events.flatMap(contradictionsIn)).toEqual([]);
  });
});

test("of one item minutes before the whole order is cancelled leaves the rest of the money to be refunded", async () => {
  const told = await life([
    shopifyStep(0, { line_items: [line("Kettle", "14.00"), line("Cup", "10.00")] }),
    refundStep(10, {
      refund_line_items: [{ line_item_id: "l-Cup", quantity: 1, restock_type: "cancel", subtotal: "10.00" }],
      transactions: [{ kind: "refund", status: "success", amount: "10.00", currency: "EUR" }],
    }),
    shopifyStep(10.1, {
      line_items: [line("Kettle", "14.00"), line("Cup", "10.00")],
      cancelled_at: hours(10.1),
      financial_status: "partially_refunded",
    }),
  ], 20);
  const { text } = mailOf(told, "order_cancelled");
  expect(text).toContain("We’ll refund the rest of what you paid to your original payment method");
  expect(text).toContain("Refunded: €10.00");
  expect(text).not.toContain("If you expected more");
});

/** Situations from real shops, from the sender's body to the words of mail and page: money that is reserved, comes in parts or goes back. */
import { describe, expect, test } from "vitest";
import { hours, NOW_MS } from "../support/cast.ts";
import {
  type Body,
  gmt,
  HOUR_MS,
  life,
  paidAt,
  SHOP_WITH_ACCOUNT,
  shopify,
  shopifyStep,
  wooStep,
} from "../support/kettle.ts";
import { kindsOf, lastScreen, mailOf, type Step } from "../support/lived.ts";
import { readByShopify } from "../support/shopify.ts";
import { readByStripe, readStripe } from "../support/stripe.ts";

describe("an order that is paid back after it was cancelled", () => {
  test("stays cancelled: nobody hears that it goes ahead after all", async () => {
    const told = await life([
      wooStep(0, paidAt(0)),
      wooStep(6, { ...paidAt(0), status: "cancelled" }),
      wooStep(8, {
        ...paidAt(0),
        status: "refunded",
        refunds: [{ id: 61, reason: "", total: "-30.00" }],
      }),
    ], 20);
    expect(kindsOf(told)).toEqual(["order_confirmation", "order_cancelled", "refund_issued"]);
    expect(lastScreen(told)).toContain("This order was cancelled");
  });

  test("goes ahead once the shop takes it up again", async () => {
    const told = await life([
      wooStep(0, paidAt(0)),
      wooStep(6, { ...paidAt(0), status: "cancelled" }),
      wooStep(8, paidAt(0)),
    ], 20);
    expect(mailOf(told, "order_changed").about).toBe("restored:1");
  });
});

/** As Shopify tells that nothing is left to pay. */
async function shopifyPaid(at: number): Promise<Step> {
  const { events } = await readByShopify("orders/paid", shopify({ updated_at: hours(at) }));
  return { at_ms: NOW_MS + at * HOUR_MS, events };
}

describe("money that is reserved", () => {
  test("at a provider through WooCommerce is not asked for again", async () => {
    const reserved = { status: "on-hold", payment_method_title: "Klarna", transaction_id: "kl_4711" };
    const told = await life([wooStep(0, reserved)], 24 * 4);
    expect(kindsOf(told)).not.toContain("payment_reminder");
    const { text } = mailOf(told, "order_confirmation");
    expect(text).toContain("Reserved with Klarna, not charged yet");
    expect(text).not.toMatch(/Still to pay|not your payment yet/);
  });

  test("and captured in part leaves nothing for the customer to pay", async () => {
    const told = await life([
      shopifyStep(0, { financial_status: "authorized", total_outstanding: "30.00" }),
      shopifyStep(20, { financial_status: "partially_paid", total_outstanding: "18.00" }),
    ], 24 * 4);
    expect(kindsOf(told)).toEqual(["order_confirmation"]);
    expect(told.pages.at(-1)!.page.to_pay).toBeNull();
    expect(told.pages.at(-1)!.page.payment).toMatchObject({
      settled: true,
      sentence: "€12.00 of €30.00 paid",
    });
  });

  test("and captured as the goods leave moves no promise", async () => {
    const told = await life([
      shopifyStep(0, { financial_status: "authorized", total_outstanding: "30.00" }),
      shopifyPaid(60),
    ], 61);
    expect(kindsOf(told)).toEqual(["order_confirmation", "payment_receipt"]);
    expect(lastScreen(told)).toMatch(/^Expected Wed, Nov 25 – Thu, Nov 26/);
  });

  test("is asked for where the reservation has failed since", async () => {
    const told = await life([
      shopifyStep(0, { financial_status: "authorized", total_outstanding: "30.00" }),
      shopifyStep(10, { financial_status: "voided", total_outstanding: "30.00" }),
      shopifyStep(20, { financial_status: "partially_paid", total_outstanding: "18.00" }),
    ], 21);
    expect(told.pages.at(-1)!.page.to_pay).toMatchObject({ amount: "€18.00" });
  });

  const charge = {
    id: "ch_31",
    object: "charge",
    payment_intent: "pi_31",
    currency: "eur",
    amount: 3_000,
    amount_captured: 1_800,
    captured: true,
  };
  const charged = (object: Body, previous_attributes?: Body) => ({
    id: "evt_31",
    type: "charge.refunded",
    created: NOW_MS / 1_000,
    data: { object: { ...charge, ...object }, previous_attributes },
  });

  test("and released by a smaller capture is no refund", async () => {
    expect(await readStripe(charged({ amount_refunded: 1_200 }, { amount_refunded: 0 })))
      .toMatchObject({ value: { type: "ignored" } });
    const refunds = { data: [{ id: "re_1", amount: 1_200, created: NOW_MS / 1_000, status: "succeeded" }] };
    expect(await readStripe(charged({ amount_refunded: 1_200, refunds })))
      .toMatchObject({ value: { type: "ignored" } });
  });

  test("is no part of the refund that follows", async () => {
    const { events } = await readByStripe(
      charged({ amount_refunded: 1_700 }, { amount_refunded: 1_200 }),
    );
    expect(events).toMatchObject([{ refund: { amount_minor: 500 } }]);
    const listed = {
      data: [
        { id: "re_2", amount: 500, created: NOW_MS / 1_000 + 60, status: "succeeded" },
        { id: "re_1", amount: 1_200, created: NOW_MS / 1_000, status: "succeeded" },
      ],
    };
    const read = await readByStripe(charged({ amount_refunded: 1_700, refunds: listed }));
    expect(read.events).toMatchObject([{ refund: { id: "re_2", amount_minor: 500 } }]);
  });
});

describe("an order that is paid in two parts", () => {
  test("is expected from the day on which all of it was paid", async () => {
    const deposit = {
      status: "partially-paid",
      date_paid_gmt: gmt(0),
      meta_data: [{ key: "_wc_deposits_second_payment", value: "20.00" }],
    };
    const told = await life([wooStep(0, deposit), wooStep(100, paidAt(100))], 101);
    expect(mailOf(told, "payment_receipt").text).toContain("Expected Mon, Nov 30 – Wed, Dec 2");
  });
});

test.each(["Check payments", "Scheckzahlung", "Paiements par chèque"])(
  "an order that is paid by cheque (%s) speaks of no transfer and no account",
  async (payment_method_title) => {
    const cheque = { status: "on-hold", payment_method: "cheque", payment_method_title };
    const told = await life([wooStep(0, cheque)], 24 * 4, SHOP_WITH_ACCOUNT);
    expect(kindsOf(told)).toEqual(["order_confirmation", "payment_reminder"]);
    for (const { text } of told.mails) {
      expect(text).toContain(payment_method_title);
      expect(text).not.toMatch(/transfer|IBAN/i);
    }
  },
);

import { describe, expect, test } from "vitest";
import { accountOf } from "../../../src/orders/account/account.ts";
import { fold } from "../../../src/orders/fold/fold.ts";
import captured from "../../fixtures/paypal/capture_completed.json";
import refunded from "../../fixtures/paypal/capture_refunded.json";
import dispute from "../../fixtures/paypal/dispute_created.json";
import { ADAS_ORDER, placed } from "../../support/cast.ts";
import { readByPaypal, readPaypal } from "../../support/paypal.ts";

const CAPTURE = "2GG279541U471931P";
const UNPAID = { ...ADAS_ORDER, payment: { status: "pending" as const } };

async function account(...events: readonly unknown[]) {
  const read = await Promise.all(events.map(readByPaypal));
  return accountOf(fold([placed(UNPAID), ...read.flatMap(({ events }) => events)])!);
}

/** As version 1 of PayPal's API writes it. */
function byVersion1(event_type: string, resource: Readonly<Record<string, unknown>>) {
  return {
    id: `WH-${event_type}`,
    event_version: "1.0",
    create_time: "2026-11-23T09:30:00Z",
    event_type,
    resource: { id: "7KX", parent_payment: "PAYID-MOSS", state: "completed", links: [], ...resource },
  };
}

const EUROS = { total: "17.40", currency: "EUR" };

describe("version 1 of PayPal's API", () => {
  test.each([
    ["PAYMENT.CAPTURE.COMPLETED", "payment.succeeded"],
    ["PAYMENT.CAPTURE.PENDING", "payment.pending"],
    ["PAYMENT.CAPTURE.DENIED", "payment.failed"],
    ["PAYMENT.SALE.COMPLETED", "payment.succeeded"],
    ["PAYMENT.SALE.PENDING", "payment.pending"],
    ["PAYMENT.SALE.DENIED", "payment.failed"],
  ])("%s is %s of its total", async (event_type, type) => {
    const resource = { amount: EUROS, custom: "1001", invoice_number: "KONTOR-1001" };
    expect(await readByPaypal(byVersion1(event_type, resource))).toEqual({
      order: "7KX",
      also: [
        { by: "order_id", value: "1001" },
        { by: "number", value: "1001" },
        { by: "order_id", value: "KONTOR-1001" },
        { by: "number", value: "KONTOR-1001" },
        { by: "payment", value: "7KX" },
        { by: "payment", value: "PAYID-MOSS" },
      ],
      events: [{
        type,
        at: "2026-11-23T09:30:00.000Z",
        payment: { id: "7KX", amount_minor: 1_740, method: { brand: "PayPal" }, transaction_id: "7KX" },
      }],
    });
  });

  test.each([
    ["PAYMENT.CAPTURE.REFUNDED", { capture_id: "5CD" }],
    ["PAYMENT.SALE.REFUNDED", { sale_id: "5CD" }],
    ["PAYMENT.SALE.REVERSED", { sale_id: "5CD" }],
  ])(
    "%s is what it gives back, below zero or above, of the payment that it names",
    async (event_type, of) => {
      for (const total of ["-3.20", "3.20"]) {
        const event = byVersion1(event_type, { ...of, amount: { total, currency: "EUR" } });
        expect(await readByPaypal(event)).toMatchObject({
          order: "5CD",
          events: [{ type: "payment.refunded", refund: { id: "7KX", amount_minor: 320, payment_id: "5CD" } }],
        });
      }
    },
  );

  test("a refund that is in progress is pending, and one that failed moved no money", async () => {
    const refund = { capture_id: "5CD", amount: EUROS };
    const pending = byVersion1("PAYMENT.CAPTURE.REFUNDED", { ...refund, state: "pending" });
    expect(await readByPaypal(pending)).toMatchObject({ events: [{ refund: { status: "pending" } }] });
    const failed = byVersion1("PAYMENT.CAPTURE.REFUNDED", { ...refund, state: "failed" });
    expect(await readPaypal(failed)).toMatchObject({ value: { type: "ignored" } });
  });

  test.each<[Readonly<Record<string, unknown>>, string]>([
    [{ amount: { total: "x", currency: "EUR" } }, "resource.amount must be a decimal amount"],
    [{ amount: { total: "1.00" } }, "resource.amount.currency must be given"],
    [{ amount: null }, "resource.amount must be an object"],
  ])("%# is refused by field, rule and shape", async (resource, message) => {
    expect(await readPaypal(byVersion1("PAYMENT.SALE.COMPLETED", resource))).toMatchObject({
      ok: false,
      reason: "invalid",
      message: expect.stringContaining(message),
    });
  });
});

describe("a refund by PayPal", () => {
  test("belongs to the capture that its link names", async () => {
    expect(await readByPaypal(refunded)).toMatchObject({ events: [{ refund: { payment_id: CAPTURE } }] });
    expect(await account(captured, refunded)).toMatchObject({ refunded_minor: 2_450, paid_minor: 12_890 });
  });
});

describe("a dispute at PayPal", () => {
  function resolved(outcome_code: string) {
    const event = { ...dispute, id: "WH-RESOLVED", event_type: "CUSTOMER.DISPUTE.RESOLVED" };
    return { ...event, resource: { ...dispute.resource, dispute_outcome: { outcome_code } } };
  }

  test.each([
    ["RESOLVED_BUYER_FAVOUR", "lost", 12_890],
    ["ACCEPTED", "lost", 12_890],
    ["RESOLVED_SELLER_FAVOUR", "won", 0],
    ["RESOLVED_WITH_PAYOUT", "won", 0],
    ["CANCELED_BY_BUYER", "won", 0],
    ["DENIED", "won", 0],
  ])("that ends as %s is %s", async (code, outcome, refunded_minor) => {
    const made = await account(captured, dispute, resolved(code));
    expect(made.disputes).toMatchObject([{ outcome, payment_id: CAPTURE }]);
    expect(made.refunded_minor).toBe(refunded_minor);
  });

  test.each([["another end", resolved("NONE")], ["no end", {
    ...dispute,
    event_type: "CUSTOMER.DISPUTE.RESOLVED",
  }]])(
    "with %s decides nothing",
    async (_what, event) => {
      expect(await readPaypal(event)).toEqual({
        ok: true,
        value: { type: "ignored", topic: "CUSTOMER.DISPUTE.RESOLVED (not decided)" },
      });
    },
  );
});

import { describe, expect, test } from "vitest";
import { accountOf } from "../../../src/orders/account/account.ts";
import { fold } from "../../../src/orders/fold/fold.ts";
import dispute from "../../fixtures/stripe/charge_dispute_created.json";
import listed from "../../fixtures/stripe/charge_refunded_listed.json";
import refunded from "../../fixtures/stripe/charge_refunded_partial.json";
import session from "../../fixtures/stripe/checkout_session_completed.json";
import intent from "../../fixtures/stripe/payment_intent_succeeded.json";
import { ADAS_ORDER, placed } from "../../support/cast.ts";
import { altered, readByStripe, readStripe } from "../../support/stripe.ts";

const INTENT = "pi_3QKx8b2eZvKYlo2C1a7d9fQm";
const UNPAID = { ...ADAS_ORDER, payment: { status: "pending" as const } };

/** A refund of 24.50 that came to nothing. */
const failed = {
  id: "evt_1QNfail2eZvKYlo2C",
  object: "event",
  type: "refund.failed",
  created: 1_796_299_200,
  data: {
    object: {
      id: "re_3QKx8b2eZvKYlo2C1first00",
      object: "refund",
      amount: 2_450,
      currency: "eur",
      charge: "ch_3QKx8b2eZvKYlo2C1kq0Zr4T",
      payment_intent: INTENT,
      status: "failed",
      failure_reason: "lost_or_stolen_card",
      metadata: { order_id: "1001" },
    },
  },
};

async function account(...events: readonly unknown[]) {
  const read = await Promise.all(events.map(readByStripe));
  return accountOf(fold([placed(UNPAID), ...read.flatMap(({ events }) => events)])!);
}

describe("a refund that failed at Stripe", () => {
  test("is read under its own id, with its payment and its reason", async () => {
    expect(await readByStripe(failed)).toMatchObject({
      order: INTENT,
      events: [{
        type: "payment.refund_failed",
        at: "2026-12-03T12:00:00.000Z",
        refund: { id: "re_3QKx8b2eZvKYlo2C1first00", amount_minor: 2_450, payment_id: INTENT },
        reason: "lost_or_stolen_card",
      }],
    });
  });

  test.each([["refund.failed", "failed"], ["refund.updated", "failed"], [
    "charge.refund.updated",
    "canceled",
  ]])(
    "is read from %s of a refund that is %s",
    async (type, status) => {
      const { events } = await readByStripe({ ...altered(failed, { status }), type });
      expect(events).toMatchObject([{ type: "payment.refund_failed" }]);
    },
  );

  test.each(["pending", "requires_action", "succeeded"])("is none while it is %s", async (status) => {
    expect(await readStripe({ ...altered(failed, { status }), type: "refund.updated" })).toEqual({
      ok: true,
      value: { type: "ignored", topic: "refund.updated (not failed)" },
    });
  });

  test.each([["the charge that lists its refunds", listed], [
    "the charge that knows their sum alone",
    refunded,
  ]])(
    "takes back what %s said, whichever arrives first",
    async (_which, charged) => {
      const after = await account(intent, charged, failed);
      const refund = after.refunds.find(({ amount_minor }) => amount_minor === 2_450)!;
      expect(refund).toMatchObject({ state: "failed", failure: { by: "provider" } });
      expect(after.refunded_minor).toBe(charged === listed ? 10_440 : 0);
      expect(await account(failed, charged, intent)).toEqual(after);
    },
  );

  test("names its payment by the charge where the charge has no intent", async () => {
    const event = altered(failed, { payment_intent: null });
    expect(await readByStripe(event)).toMatchObject({
      order: "ch_3QKx8b2eZvKYlo2C1kq0Zr4T",
      events: [{ refund: { payment_id: "ch_3QKx8b2eZvKYlo2C1kq0Zr4T" } }],
    });
  });

  test("with a wrong amount is refused with the name of the field", async () => {
    expect(await readStripe(altered(failed, { amount: "24.50" }))).toMatchObject({
      ok: false,
      message: "data.object.amount must be a number: got text of 5 characters",
    });
  });
});

test("a refund that Stripe has not sent yet is pending", async () => {
  const [latest, oldest] = listed.data.object.refunds.data;
  const event = altered(listed, { refunds: { data: [{ ...latest, status: "pending" }, oldest] } });
  const { refunds, refunded_minor } = await account(intent, event);
  expect(refunds.map(({ state }) => state)).toEqual(["succeeded", "pending"]);
  expect(refunded_minor).toBe(12_890);
});

describe("a dispute at Stripe", () => {
  const closed = (status: string) => ({ ...altered(dispute, { status }), type: "charge.dispute.closed" });

  test.each([
    ["won", "won", 0],
    ["warning_closed", "won", 0],
    ["lost", "lost", 12_890],
  ])("that is closed as %s is %s", async (status, outcome, refunded_minor) => {
    const made = await account(intent, dispute, closed(status));
    expect(made.disputes).toMatchObject([{ outcome, amount_minor: 12_890, payment_id: INTENT }]);
    expect(made).toMatchObject({ refunded_minor, open_minor: 0 });
  });

  test("is open until it is closed", async () => {
    expect((await account(intent, dispute)).disputes).toMatchObject([{
      outcome: "opened",
      answer_by: new Date(1_796_904_000_000).toISOString(),
    }]);
  });

  test("that is closed without a decision is ignored", async () => {
    expect(await readStripe(closed("under_review"))).toEqual({
      ok: true,
      value: { type: "ignored", topic: "charge.dispute.closed (not decided)" },
    });
  });
});

test("the amount of a payment that Stripe is processing is not asked for once more", async () => {
  const processing = { ...altered(intent, { status: "processing" }), type: "payment_intent.processing" };
  expect(await account(processing)).toMatchObject({
    status: "pending",
    pending_minor: 12_890,
    asked_minor: 0,
  });
});

describe("a checkout at Stripe that is completed and not paid", () => {
  const completed = (payment_method_types: readonly string[]) =>
    altered(session, { payment_status: "unpaid", payment_method_types });

  test.each([[["customer_balance"]], [["boleto"]], [["konbini", "multibanco"]]])(
    "by %s waits for money that the customer has yet to send, and asks for it",
    async (types) => {
      const made = await account(completed(types));
      expect(made.attempts).toMatchObject([{ status: "pending", class: "transfer" }]);
      expect(made).toMatchObject({ pending_minor: 0, asked_minor: made.total_minor });
    },
  );

  test.each([[["sepa_debit"]], [["card", "customer_balance"]], [[]]])(
    "by %s waits for a bank, and asks for nothing",
    async (types) => {
      const made = await account(completed(types));
      expect(made.attempts).toMatchObject([{ status: "pending" }]);
      expect(made.attempts[0]).not.toHaveProperty("class");
      expect(made.asked_minor).toBe(0);
    },
  );
});

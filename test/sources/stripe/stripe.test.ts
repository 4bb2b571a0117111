import Stripe from "stripe";
import { describe, expect, test } from "vitest";
import { accountOf } from "../../../src/orders/account/account.ts";
import { fold } from "../../../src/orders/fold/fold.ts";
import type { Webhook } from "../../../src/sources/source.ts";
import { stripe } from "../../../src/sources/stripe/stripe.ts";
import dispute from "../../fixtures/stripe/charge_dispute_created.json";
import charge from "../../fixtures/stripe/charge_succeeded.json";
import session from "../../fixtures/stripe/checkout_session_completed.json";
import failed from "../../fixtures/stripe/payment_intent_payment_failed.json";
import intent from "../../fixtures/stripe/payment_intent_succeeded.json";
import thin from "../../fixtures/stripe/thin_event.json";
import { ADAS_ORDER, NOW_MS, placed } from "../../support/cast.ts";
import { altered, readByStripe, readStripe, stripeWebhook } from "../../support/stripe.ts";

const SECRET = "whsec_VbWaQ3dV0cZm1T7kq9YxN4sLh2RjE8uP";
const OTHERS_SECRET = "whsec_d2F5YmlsbC1vdGhlci1zZWNyZXQ=";
const NOW_S = NOW_MS / 1_000;
const INTENT = "pi_3QKx8b2eZvKYlo2C1a7d9fQm";
const CHARGE = "ch_3QKx8b2eZvKYlo2C1kq0Zr4T";
const SESSION = "cs_live_a1Yh7QKx8b2eZvKYlo2C0mN5tRsUvWxYz";

/** Signed by Stripe's own library. */
async function signed(secret = SECRET, timestamp = NOW_S): Promise<Webhook> {
  const payload = JSON.stringify(intent);
  return stripeWebhook(
    intent,
    await Stripe.webhooks.generateTestHeaderStringAsync({
      payload,
      secret,
      timestamp,
      scheme: "v1",
      signature: undefined as never,
      cryptoProvider: Stripe.createSubtleCryptoProvider(),
    }),
  );
}

describe("a Stripe signature", () => {
  test("made by Stripe's own library is verified, and that library accepts the same header", async () => {
    const webhook = await signed();
    expect(await stripe.verify(webhook, [SECRET])).toEqual({ ok: true, value: null });
    const event = await Stripe.webhooks.constructEventAsync(
      new TextDecoder().decode(webhook.body),
      webhook.headers.get("stripe-signature")!,
      SECRET,
      300,
      Stripe.createSubtleCryptoProvider(),
      NOW_MS,
    );
    expect(event.id).toBe(intent.id);
  });

  test("is accepted from either of two live secrets, and found among several", async () => {
    expect((await stripe.verify(await signed(), [OTHERS_SECRET, SECRET])).ok).toBe(true);
    const webhook = await signed();
    const mine = webhook.headers.get("stripe-signature")!;
    webhook.headers.set(
      "stripe-signature",
      mine.replace(",v1=", `,v0=${"0".repeat(64)},v1=zz,v1=${"a".repeat(64)},v1=`),
    );
    expect((await stripe.verify(webhook, [SECRET])).ok).toBe(true);
  });

  test("for a body that differs in one byte is refused", async () => {
    const webhook = await signed();
    const body = webhook.body.slice();
    body[100]! ^= 1;
    expect(await stripe.verify({ ...webhook, body }, [SECRET])).toMatchObject({
      ok: false,
      reason: "signature",
    });
  });

  test.each([[301, "<= 300 s: current age is 301 s"], [-301, ">= -300 s: current age is -301 s"]])(
    "made %i s ago is refused with rule and age",
    async (age_s, rule) => {
      expect(await stripe.verify(await signed(SECRET, NOW_S - age_s), [SECRET])).toEqual({
        ok: false,
        reason: "signature",
        message: `Cannot verify webhook as its age must be ${rule}`,
      });
    },
  );

  test.each([[[]], [[""]], [[OTHERS_SECRET]], [[SECRET.slice("whsec_".length)]]])(
    "is not verified with %j",
    async (secrets) => {
      expect(await stripe.verify(await signed(), secrets)).toMatchObject({ ok: false, reason: "signature" });
    },
  );

  test.each(["", "t=,v1=", `t=${NOW_S}`, `v1=${"a".repeat(64)}`, `t=now,v1=${"a".repeat(64)}`])(
    "that reads %j is refused",
    async (header) => {
      expect((await stripe.verify(stripeWebhook(intent, header), [SECRET])).ok).toBe(false);
    },
  );

  test("with two timestamps is refused, because only one of them was signed", async () => {
    const webhook = await signed(SECRET, NOW_S - 900);
    webhook.headers.set("stripe-signature", `t=${NOW_S},${webhook.headers.get("stripe-signature")}`);
    expect((await stripe.verify(webhook, [SECRET])).ok).toBe(false);
  });
});

describe("a Stripe event", () => {
  test("of a paid intent brings the payment, and the name that the shop uses for its order", async () => {
    expect(await readStripe(intent)).toEqual({
      ok: true,
      value: {
        type: "events",
        id: "evt_3QKx8b2eZvKYlo2C1tUvWxYz",
        orders: [{
          order: INTENT,
          also: [
            { by: "order_id", value: "1001" },
            { by: "number", value: "1001" },
            { by: "number", value: "#1001" },
            { by: "payment", value: INTENT },
            { by: "payment", value: CHARGE },
          ],
          events: [{
            type: "payment.succeeded",
            at: "2026-11-22T12:00:01.000Z",
            payment: { id: INTENT, amount_minor: 12_890, transaction_id: INTENT, known_as: [CHARGE] },
          }],
        }],
      },
    });
  });

  test("of a charge brings the card, the wallet and the name on the bank statement", async () => {
    const { order, events: [order_event] } = await readByStripe(charge);
    expect(order).toBe(INTENT);
    expect(order_event).toMatchObject({
      type: "payment.succeeded",
      payment: {
        id: INTENT,
        amount_minor: 12_890,
        method: { brand: "Visa", last4: "4242", wallet: "Apple Pay" },
        statement_name: "KONTOR SOEHNE",
      },
    });
  });

  test("of an intent that contains its whole charge brings the card too", async () => {
    const whole = altered(intent, { latest_charge: charge.data.object });
    const older = altered(intent, { charges: { object: "list", data: [charge.data.object] } });
    for (const event of [whole, older]) {
      expect((await readByStripe(event)).events[0]).toMatchObject({
        payment: {
          method: { brand: "Visa", last4: "4242", wallet: "Apple Pay" },
          statement_name: "KONTOR SOEHNE",
        },
      });
    }
  });

  test("of a session, one of its intent and one of its charge make one payment, in any order of arrival", async () => {
    const told = (await Promise.all([charge, intent, session].map(readByStripe))).flatMap(({ events }) =>
      events
    );
    const [a, b, c] = told as [typeof told[0], typeof told[0], typeof told[0]];
    for (const events of [[a, b, c], [a, c, b], [b, a, c], [b, c, a], [c, a, b], [c, b, a]]) {
      const order = fold([...events, placed(ADAS_ORDER)])!;
      expect(order.payments).toEqual([{
        id: INTENT,
        status: "succeeded",
        // When it first came.
        at: "2026-11-22T12:00:00.000Z",
        amount_minor: 12_890,
        method: { brand: "Visa", last4: "4242", wallet: "Apple Pay" },
        transaction_id: INTENT,
        known_as: [CHARGE, SESSION],
        statement_name: "KONTOR SOEHNE",
        reason: undefined,
      }]);
      expect(accountOf(order).status).toBe("paid");
    }
  });

  test("of a session names the order by client_reference_id, metadata, intent and session", async () => {
    expect((await readByStripe(session)).also).toEqual(expect.arrayContaining([
      { by: "order_id", value: "1001" },
      { by: "payment", value: INTENT },
      { by: "payment", value: SESSION },
    ]));
    const bare = altered(session, { metadata: {}, client_reference_id: "cart_77" });
    expect((await readByStripe(bare)).also?.[0]).toEqual({ by: "order_id", value: "cart_77" });
  });

  test.each([
    ["checkout.session.completed", "paid", "payment.succeeded"],
    ["checkout.session.completed", "unpaid", "payment.pending"],
    ["checkout.session.async_payment_succeeded", "paid", "payment.succeeded"],
    ["checkout.session.async_payment_failed", "unpaid", "payment.failed"],
  ])("%s that is %s is %s", async (type, payment_status, happened) => {
    const { events } = await readByStripe({ ...altered(session, { payment_status }), type });
    expect(events).toMatchObject([{ type: happened, payment: { id: INTENT } }]);
  });

  test("a bank debit is pending when the checkout is completed, and paid days later", async () => {
    const completed = altered(session, { payment_status: "unpaid" });
    const arrived = {
      ...session,
      type: "checkout.session.async_payment_succeeded",
      created: session.created + 345_600,
    };
    const events = (await Promise.all([arrived, completed].map(readByStripe))).flatMap((t) => t.events);
    const unpaid = { ...ADAS_ORDER, payment: { status: "pending" as const } };
    expect(accountOf(fold([placed(unpaid), events[1]!])!).status).toBe("pending");
    expect(accountOf(fold([placed(unpaid), ...events])!).status).toBe("paid");
  });

  test("of a declined card shows the text that Stripe wrote for the customer", async () => {
    expect((await readByStripe(failed)).events).toEqual([{
      type: "payment.failed",
      at: "2026-11-22T11:59:50.000Z",
      reason: "Your card has insufficient funds.",
      payment: {
        id: INTENT,
        amount_minor: 12_890,
        method: { brand: "Mastercard", last4: "9995" },
        transaction_id: INTENT,
        known_as: ["ch_3QKx8b2eZvKYlo2C1pppDecl"],
      },
    }]);
  });

  test("of another failure does not show the text that Stripe wrote for the shop", async () => {
    const { last_payment_error } = failed.data.object;
    const event = altered(failed, { last_payment_error: { ...last_payment_error, type: "api_error" } });
    expect((await readByStripe(event)).events[0]).not.toHaveProperty("reason");
  });

  test("of a dispute does not change the payment itself", async () => {
    const { order, events } = await readByStripe(altered(dispute, { amount: 2_450 }));
    expect(order).toBe(INTENT);
    const paid = (await readByStripe(intent)).events;
    const state = fold([placed(ADAS_ORDER), ...paid, ...events])!;
    expect(state.payments).toMatchObject([
      { id: INTENT, status: "succeeded", amount_minor: 12_890 },
      {
        id: "dp_1QMDp02eZvKYlo2CQwErTyUi",
        status: "disputed",
        amount_minor: 2_450,
        transaction_id: INTENT,
        reason: "product_not_received",
      },
    ]);
    expect(accountOf(state).status).toBe("paid");
  });

  test("of a charge without an intent is read under the charge's own id", async () => {
    expect(await readByStripe(altered(charge, { payment_intent: null }))).toMatchObject({
      order: CHARGE,
      events: [{ payment: { id: CHARGE, transaction_id: CHARGE } }],
    });
  });

  test.each<[string, unknown, string]>([
    ["a thin event", thin, "v1.billing.meter.error_report_triggered (thin event)"],
    [
      "a thin event of a known type",
      { ...thin, type: "payment_intent.succeeded" },
      "payment_intent.succeeded (thin event)",
    ],
    ["an unknown type", { ...intent, type: "invoice.paid", data: null }, "invoice.paid"],
    ["an authorised charge", altered(charge, { captured: false }), "charge.succeeded (not captured)"],
    [
      "a session that cost nothing",
      altered(session, { payment_status: "no_payment_required" }),
      "checkout.session.completed (no_payment_required)",
    ],
    [
      "a session that only keeps a card",
      altered(session, { mode: "setup", payment_intent: null, amount_total: null, currency: null }),
      "checkout.session.completed (no payment)",
    ],
  ])("%s is ignored by name", async (_what, event, topic) => {
    expect(await readStripe(event)).toEqual({ ok: true, value: { type: "ignored", topic } });
  });

  test.each<[unknown, string]>([
    [{ ...intent, id: 7 }, "id must be text: got a whole number"],
    [{ ...intent, id: "evt_\ud800" }, "id must hold no space and no slash: got text of 5 characters"],
    [{ ...intent, created: "2026-11-22" }, "created must be a number: got text of 10 characters"],
    [{ ...intent, data: {} }, "data.object must be given: got nothing"],
    [
      altered(intent, { currency: "euro" }),
      "data.object.currency must be an ISO 4217 code: got text of 4 characters",
    ],
    [
      altered(intent, { amount: 128.9 }),
      "data.object.amount must be a whole number within 2^53: got a number with a fraction",
    ],
    [altered(session, { payment_intent: 7 }), "data.object.payment_intent must be an id: got a whole number"],
    [
      altered(dispute, { id: "dp 1" }),
      "data.object.id must hold no space and no slash: got text of 4 characters",
    ],
  ])("%# is refused by field, rule and shape", async (event, message) => {
    expect(await readStripe(event)).toEqual({ ok: false, reason: "invalid", message });
  });
});

describe("how a customer paid", () => {
  test.each<[unknown, unknown]>([
    [{ type: "card", card: { brand: "amex", last4: "0005", wallet: { type: "google_pay" } } }, {
      brand: "American Express",
      last4: "0005",
      wallet: "Google Pay",
    }],
    [{ type: "card", card: { brand: "cartes_bancaires", last4: "1001", wallet: null } }, {
      brand: "Cartes Bancaires",
      last4: "1001",
    }],
    [{ type: "sepa_debit", sepa_debit: { last4: "3000", country: "DE" } }, {
      brand: "SEPA Direct Debit",
      last4: "3000",
    }],
    [{ type: "klarna", klarna: { payment_method_category: "pay_later" } }, { brand: "Klarna" }],
    [{ type: "ideal", ideal: { bank: "ing" } }, { brand: "iDEAL" }],
    [{ type: "card", card: { brand: "unknown", last4: "42424242" } }, undefined],
    [{ type: "Ada <b>", card: null }, undefined],
    ["visa", undefined],
  ])("%# is told as it is known", async (payment_method_details, method) => {
    const { events: [order_event] } = await readByStripe(altered(charge, { payment_method_details }));
    expect((order_event as { payment: { method?: unknown } }).payment.method).toEqual(method);
  });
});

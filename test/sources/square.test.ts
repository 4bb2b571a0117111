import { describe, expect, test } from "vitest";
import { square } from "../../src/sources/square.ts";
import type { OrderEvents, Webhook } from "../../src/sources/source.ts";
import dispute from "../fixtures/square/dispute_created.json";
import paid from "../fixtures/square/payment_updated.json";
import refunded from "../fixtures/square/refund_created.json";
import { NOW_MS } from "../support/cast.ts";
import { NO_PORTS } from "../support/source_ports.ts";

const PAYMENT = "KkAkhdMsgzn59SM8A89WgKwekxLZY";

/** Square's own vector, from the tests of its client libraries. */
const VECTOR = {
  url: "https://webhook.site/679a4f3a-dcfa-49ee-bac5-9d0edad886b9",
  key: "Ibxx_5AKakO-3qeNVR61Dw",
  signature: "GF4YkrJgGBDZ9NIYbNXBnMzqb2HoL4RW/S6vkZ9/2N4=",
  body:
    '{"merchant_id":"MLEFBHHSJGVHD","type":"webhooks.test_notification","event_id":"ac3ac95b-f97d-458c-a6e6-18981597e05f","created_at":"2022-07-13T20:30:59.037339943Z","data":{"type":"webhooks","id":"bc368e64-01aa-407e-b46e-3231809b1129"}}',
};
const PORTS = { ...NO_PORTS, registered_url: VECTOR.url };

function webhook(body: string, signature = ""): Webhook {
  return {
    headers: new Headers({ "x-square-hmacsha256-signature": signature }),
    body: new TextEncoder().encode(body),
    received_at_ms: NOW_MS,
  };
}

const read = async (event: unknown) => await square.read(webhook(JSON.stringify(event)));

async function told(event: unknown): Promise<OrderEvents> {
  const reading = await read(event);
  if (!reading.ok) throw new Error(reading.message);
  if (reading.value.type !== "events") throw new Error(`not told: ${JSON.stringify(reading.value)}`);
  return reading.value.orders[0]!;
}

function payment(changes: Readonly<Record<string, unknown>>, type = "payment.updated") {
  const { object } = paid.data;
  return { ...paid, type, data: { ...paid.data, object: { payment: { ...object.payment, ...changes } } } };
}

describe("a Square signature", () => {
  const given = () => webhook(VECTOR.body, VECTOR.signature);

  test("matches the published example", async () => {
    expect(await square.verify(given(), [VECTOR.key], PORTS)).toEqual({ ok: true, value: null });
    expect((await square.verify(given(), ["last year's", VECTOR.key], PORTS)).ok).toBe(true);
  });

  test.each<[string, Webhook, readonly string[], string]>([
    ["a body that differs in one byte", webhook(VECTOR.body.replace("ac3a", "ac3b"), VECTOR.signature), [
      VECTOR.key,
    ], VECTOR.url],
    ["an address that differs in one letter", given(), [VECTOR.key], `${VECTOR.url}/`],
    ["another shop's secret", given(), ["another"], VECTOR.url],
    ["no secret", given(), [], VECTOR.url],
    ["an empty secret", given(), [""], VECTOR.url],
    ["no signature", webhook(VECTOR.body), [VECTOR.key], VECTOR.url],
  ])("with %s is refused", async (_what, delivered, secrets, registered_url) => {
    expect(await square.verify(delivered, secrets, { ...NO_PORTS, registered_url })).toMatchObject({
      ok: false,
      reason: "signature",
    });
  });
});

describe("a Square event", () => {
  test("of a completed payment brings it with the card and the name on the statement, at the time of its capture", async () => {
    expect(await read(paid)).toEqual({
      ok: true,
      value: {
        type: "events",
        id: "6a8f5f28-54a1-4eb0-a98a-3111513fd4fc",
        orders: [{
          order: PAYMENT,
          also: [
            { by: "order_id", value: "1001" },
            { by: "number", value: "1001" },
            { by: "order_id", value: "CAISENgvlJ6jLWAzERDzjyHVybY" },
            { by: "number", value: "CAISENgvlJ6jLWAzERDzjyHVybY" },
            { by: "payment", value: PAYMENT },
          ],
          events: [{
            type: "payment.succeeded",
            at: "2026-11-22T12:00:00.000Z",
            payment: {
              id: PAYMENT,
              amount_minor: 12_890,
              method: { brand: "American Express", last4: "6550" },
              transaction_id: PAYMENT,
              statement_name: "SQ *KONTOR SOEHNE",
            },
          }],
        }],
      },
    });
  });

  test("that updates a completed payment once more brings the same payment", async () => {
    const later = payment({ updated_at: "2026-11-22T12:07:00.000Z", version: 9 });
    expect((await told(later)).events).toEqual((await told(paid)).events);
  });

  test.each([["APPROVED", "payment.pending"], ["PENDING", "payment.pending"], ["FAILED", "payment.failed"]])(
    "of a payment that is %s is %s",
    async (status, type) => {
      expect((await told(payment({ status }, "payment.created"))).events).toMatchObject([{ type }]);
    },
  );

  test("brings a yen amount unchanged, and a tip with its payment", async () => {
    const yen = { amount: 500, currency: "JPY" };
    const event = payment({ amount_money: yen, total_money: { ...yen, amount: 550 } });
    expect((await told(event)).events).toMatchObject([{ payment: { amount_minor: 550 } }]);
  });

  test("of a refund is counted once, whether it is pending or has arrived", async () => {
    const { object } = refunded.data;
    const arrived = {
      ...refunded,
      type: "refund.updated",
      data: {
        object: { refund: { ...object.refund, status: "COMPLETED", updated_at: "2026-11-26T08:00:00Z" } },
      },
    };
    expect(await told(refunded)).toMatchObject({
      order: PAYMENT,
      events: [{
        type: "payment.refunded",
        at: "2026-11-23T12:00:00.000Z",
        refund: { id: `${PAYMENT}_xSJ5LvWCE0iGtJS`, amount_minor: 2_450, reason: "One bag was torn" },
      }],
    });
    expect((await told(arrived)).events).toEqual((await told(refunded)).events);
  });

  test.each(["FAILED", "REJECTED"])("of a refund that is %s by now is told, as of then", async (status) => {
    const { refund } = refunded.data.object;
    const updated_at = "2026-11-26T08:00:00Z";
    const failed = {
      ...refunded,
      type: "refund.updated",
      data: { object: { refund: { ...refund, status, updated_at } } },
    };
    expect(await told(failed)).toMatchObject({
      order: PAYMENT,
      events: [{
        type: "payment.refund_failed",
        at: "2026-11-26T08:00:00.000Z",
        refund: { id: `${PAYMENT}_xSJ5LvWCE0iGtJS`, amount_minor: 2_450, payment_id: PAYMENT },
      }],
    });
  });

  test.each([["WON", "won"], ["INQUIRY_CLOSED", "won"], ["LOST", "lost"], ["ACCEPTED", "lost"]])(
    "of a dispute that is %s is %s",
    async (state, outcome) => {
      const object = { dispute: { ...dispute.data.object.dispute, state } };
      const closed = { ...dispute, type: "dispute.state.updated", data: { object } };
      expect((await told(closed)).events).toMatchObject([{ type: "payment.dispute_closed", outcome }]);
    },
  );

  test("of an undecided dispute is ignored, and its topic is named", async () => {
    expect(await read({ ...dispute, type: "dispute.state.updated" })).toEqual({
      ok: true,
      value: { type: "ignored", topic: "dispute.state.updated (not decided)" },
    });
  });

  test("of a dispute names the payment that it is about", async () => {
    expect(await told(dispute)).toMatchObject({
      order: PAYMENT,
      events: [{
        type: "payment.disputed",
        payment: { id: "dts_yE3Uer0bwwaAyBvGYDNpw", transaction_id: PAYMENT },
      }],
    });
  });

  test.each<[unknown, string]>([
    [{ type: "order.updated", data: { object: { order_updated: { order_id: "1" } } } }, "order.updated"],
    [payment({ status: "ON_HOLD" }), "payment.updated (not paid)"],
    [
      { ...refunded, data: { object: { refund: { ...refunded.data.object.refund, status: "REJECTED" } } } },
      "refund.created (no money moved)",
    ],
  ])("%# is ignored by name", async (event, topic) => {
    expect(await read(event)).toEqual({ ok: true, value: { type: "ignored", topic } });
  });

  test.each<[unknown, string]>([
    [
      payment({ amount_money: { amount: 128.9, currency: "EUR" } }),
      "data.object.payment.amount_money.amount must be a whole number within 2^53: got a number with a fraction",
    ],
    [{ ...paid, event_id: undefined }, "event_id must be given: got nothing"],
    [{ ...paid, data: {} }, "data.object must be given: got nothing"],
  ])("%# is refused by field, rule and shape", async (event, message) => {
    expect(await read(event)).toEqual({ ok: false, reason: "invalid", message });
  });
});

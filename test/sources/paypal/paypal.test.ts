import { describe, expect, test } from "vitest";
import { accountOf } from "../../../src/orders/account/account.ts";
import { fold } from "../../../src/orders/fold/fold.ts";
import captured from "../../fixtures/paypal/capture_completed.json";
import denied from "../../fixtures/paypal/capture_denied.json";
import pending from "../../fixtures/paypal/capture_pending.json";
import refunded from "../../fixtures/paypal/capture_refunded.json";
import reversed from "../../fixtures/paypal/capture_reversed.json";
import dispute from "../../fixtures/paypal/dispute_created.json";
import approved from "../../fixtures/paypal/order_approved.json";
import { ADAS_ORDER, placed } from "../../support/cast.ts";
import { readByPaypal, readPaypal } from "../../support/paypal.ts";

const CAPTURE = "2GG279541U471931P";
const UNPAID = { ...ADAS_ORDER, payment: { status: "pending" as const } };

interface Fixture {
  readonly resource: object;
}

function altered<E extends Fixture>(event: E, resource: Readonly<Record<string, unknown>>): E {
  return { ...event, resource: { ...event.resource, ...resource } };
}

async function folded(...events: unknown[]) {
  const told = await Promise.all(events.map(readByPaypal));
  return fold([placed(UNPAID), ...told.flatMap(({ events }) => events)])!;
}

describe("a PayPal event", () => {
  test("of a completed capture brings the payment, and the name that the shop uses for its order", async () => {
    expect(await readPaypal(captured)).toEqual({
      ok: true,
      value: {
        type: "events",
        id: "WH-58D329510W468432D-8HN650336L201105X",
        orders: [{
          order: CAPTURE,
          also: [
            { by: "order_id", value: "1001" },
            { by: "number", value: "1001" },
            { by: "order_id", value: "KONTOR-1001" },
            { by: "number", value: "KONTOR-1001" },
            { by: "payment", value: CAPTURE },
            { by: "payment", value: "5O190127TN364715T" },
          ],
          events: [{
            type: "payment.succeeded",
            at: "2026-11-22T12:00:03.940Z",
            payment: {
              id: CAPTURE,
              amount_minor: 12_890,
              method: { brand: "PayPal" },
              transaction_id: CAPTURE,
            },
          }],
        }],
      },
    });
  });

  test("pending and completed are one payment", async () => {
    expect(accountOf(await folded(pending)).status).toBe("pending");
    const order = await folded(captured, pending);
    expect(order.payments).toMatchObject([{ id: CAPTURE, status: "succeeded" }]);
    expect(accountOf(order).status).toBe("paid");
  });

  test.each(["PAYMENT.CAPTURE.DENIED", "PAYMENT.CAPTURE.DECLINED"])(
    "%s is a failed payment",
    async (event_type) => {
      expect(accountOf(await folded({ ...denied, event_type })).status).toBe("failed");
    },
  );

  test("of a refund names the capture by its link and has its own amount", async () => {
    expect(await readByPaypal(refunded)).toMatchObject({
      order: CAPTURE,
      events: [{
        type: "payment.refunded",
        at: "2026-11-23T12:00:05.304Z",
        refund: { id: "1JU08902781691411", amount_minor: 2_450, reason: "One bag was torn" },
      }],
    });
    expect(accountOf(await folded(captured, refunded)).status).toBe("partially_refunded");
  });

  test("of a reversal is a refund, whichever of the two resources PayPal sends", async () => {
    expect(accountOf(await folded(captured, reversed)).status).toBe("refunded");
    const whole = { ...reversed, resource_type: "capture", resource: captured.resource };
    expect(await readByPaypal(whole)).toMatchObject({
      order: CAPTURE,
      events: [{ type: "payment.refunded", refund: { amount_minor: 12_890 } }],
    });
  });

  test("of a dispute does not change the payment itself", async () => {
    expect(await readByPaypal(dispute)).toMatchObject({ order: CAPTURE });
    const order = await folded(captured, dispute);
    expect(order.payments).toMatchObject([
      { id: CAPTURE, status: "succeeded" },
      { id: "PP-000-042-663-135", status: "disputed", amount_minor: 12_890, transaction_id: CAPTURE },
    ]);
    expect(accountOf(order).status).toBe("paid");
  });

  test("of a dispute about two transactions brings both, each with its own amount", async () => {
    const [first] = dispute.resource.disputed_transactions;
    const second = {
      ...first,
      seller_transaction_id: "3AB",
      gross_amount: { currency_code: "EUR", value: "10.00" },
    };
    const event = altered(dispute, { disputed_transactions: [first, second] });
    expect(await readPaypal(event)).toMatchObject({
      value: {
        orders: [
          { order: CAPTURE, events: [{ payment: { amount_minor: 12_890 } }] },
          { order: "3AB", events: [{ payment: { amount_minor: 1_000 } }] },
        ],
      },
    });
  });

  test.each<[string, unknown, string]>([
    ["an approved order", approved, "CHECKOUT.ORDER.APPROVED (not paid)"],
    ["an unknown type", { event_type: "BILLING.PLAN.CREATED" }, "BILLING.PLAN.CREATED"],
    ["a failed refund", altered(refunded, { status: "FAILED" }), "PAYMENT.CAPTURE.REFUNDED (no money moved)"],
  ])("%s is ignored by name", async (_what, event, topic) => {
    expect(await readPaypal(event)).toEqual({ ok: true, value: { type: "ignored", topic } });
  });

  test.each([
    ["JPY", "500", 500],
    ["JPY", "500.00", 500],
    ["HUF", "4500", 450_000],
    ["TWD", "800", 80_000],
    ["COP", "45000.00", 4_500_000],
    ["KWD", "5.120", 5_120],
    ["IQD", "12500.250", 12_500_250],
    ["USD", "0.10", 10],
  ])("%s %s is %i in the minor unit", async (currency_code, value, amount_minor) => {
    const { events } = await readByPaypal(altered(captured, { amount: { currency_code, value } }));
    expect(events).toMatchObject([{ payment: { amount_minor } }]);
  });

  test.each<[unknown, string]>([
    [{ ...captured, id: "" }, "id must have >= 1 character: got text of 0 characters"],
    [
      { ...captured, create_time: "2026-11-22" },
      "create_time must be an RFC 3339 time with a zone: got text of 10 characters",
    ],
    [{ ...captured, resource: null }, "resource must be an object: got null"],
    [
      altered(captured, { amount: { currency_code: "JPY", value: "500.50" } }),
      "resource.amount must have <= 0 digits after the point, as JPY has: got an object of 2 fields",
    ],
    [
      altered(captured, { amount: { currency_code: "EUR" } }),
      "resource.amount.value must be given: got nothing",
    ],
    [
      altered(dispute, { disputed_transactions: [{}] }),
      "resource.disputed_transactions.0.seller_transaction_id must be given: got nothing",
    ],
  ])("%# is refused by field, rule and shape", async (event, message) => {
    expect(await readPaypal(event)).toEqual({ ok: false, reason: "invalid", message });
  });
});

import { describe, expect, test } from "vitest";
import { readDispute } from "../../../src/sources/shopify/dispute.ts";
import { accountOf } from "../../../src/orders/account/account.ts";
import type { OrderEvent } from "../../../src/orders/event.ts";
import { fold } from "../../../src/orders/fold/fold.ts";
import { ADAS_ORDER, NOW, NOW_MS } from "../../support/cast.ts";

/** As Shopify's reference shows it. */
const DISPUTE = {
  id: 285_332,
  order_id: 4_711,
  type: "chargeback",
  amount: "11.50",
  currency: "EUR",
  reason: "fraudulent",
  network_reason_code: "4837",
  status: "needs_response",
  evidence_due_by: "2026-12-03T19:00:00-05:00",
  evidence_sent_on: null,
  finalized_on: null,
  initiated_at: "2026-11-23T20:00:00-04:00",
};
const read = (changes: object = {}) => readDispute({ ...DISPUTE, ...changes }, NOW_MS);
const eventOf = (changes: object = {}): OrderEvent => {
  const found = read(changes);
  if (!found.ok || found.value === null) throw new Error("not read");
  return found.value.order_event;
};

describe("a dispute of Shopify", () => {
  test("is opened with its sum, its reason and the day for the evidence", () => {
    expect(read()).toEqual({
      ok: true,
      value: {
        order: "4711",
        order_event: {
          type: "payment.disputed",
          at: "2026-11-24T00:00:00.000Z",
          payment: { id: "285332", amount_minor: 1_150, answer_by: "2026-12-04T00:00:00.000Z" },
          reason: "fraudulent, 4837",
        },
      },
    });
  });

  test("waits until the end of a day alone", () => {
    expect(eventOf({ evidence_due_by: "2026-12-03" })).toMatchObject({
      payment: { answer_by: "2026-12-03T23:59:59Z" },
    });
  });

  test.each([
    ["won", "won"],
    ["charge_refunded", "won"],
    ["lost", "lost"],
    ["accepted", "lost"],
  ])("that is %s is closed as %s", (status, outcome) => {
    const finalized_on = "2026-12-20T10:00:00Z";
    expect(eventOf({ status, finalized_on })).toMatchObject({
      type: "payment.dispute_closed",
      at: "2026-12-20T10:00:00.000Z",
      outcome,
    });
    expect(eventOf({ status })).toMatchObject({ at: new Date(NOW_MS).toISOString() });
  });

  test("under review is still open in the account, and ended by its outcome", () => {
    const placed = { type: "order.placed", at: NOW, order: { ...ADAS_ORDER, id: "4711", number: "#1" } };
    const outcomes = (...events: readonly OrderEvent[]) =>
      accountOf(fold([placed as unknown as OrderEvent, ...events])!).disputes.map(({ outcome }) => outcome);
    const review = eventOf({ status: "under_review" });
    expect(outcomes(eventOf(), review)).toEqual(["opened"]);
    const lost = eventOf({ status: "lost", finalized_on: "2026-12-20T10:00:00Z" });
    expect(outcomes(eventOf(), review, lost)).toEqual(["lost"]);
  });

  test("of no order is left alone", () => {
    expect(read({ order_id: null })).toEqual({ ok: true, value: null });
  });

  test.each([
    [{ currency: undefined }, "currency"],
    [{ amount: "many" }, "amount"],
    [{ initiated_at: "soon" }, "initiated_at"],
  ])("with %o is refused, with the field's name", (changes, field) => {
    expect(read(changes)).toMatchObject({ ok: false, message: expect.stringContaining(field) });
  });
});

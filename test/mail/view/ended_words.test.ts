import { describe, expect, test } from "vitest";
import type { OrderEvent } from "../../../src/orders/event.ts";
import { ADAS_ORDER, hours } from "../../support/cast.ts";
import { orderOf, scanned, viewOf } from "../views.ts";

const ORDER = { ...ADAS_ORDER, locale: "en" };
const paid: OrderEvent = {
  type: "payment.succeeded",
  at: hours(1),
  payment: { id: "p", amount_minor: 12_890 },
};
const cancelled: OrderEvent = { type: "order.cancelled", at: hours(60) };
const refunded: OrderEvent = {
  type: "payment.refunded",
  at: hours(61),
  refund: { id: "r", amount_minor: 12_890, lines: [] },
};

describe("what the customer of a delivered and then cancelled order reads of the money", () => {
  const next = (
    status: "paid" | "pending",
    way: "prepaid" | "on_delivery",
    ...events: readonly OrderEvent[]
  ) => viewOf(orderOf({ ...ORDER, payment: { status, class: way } }, ...events)).situation.next;

  test("hangs on the goods where it was paid, to the shop or to the carrier", () => {
    const asked =
      "Write to us about what we’ve already sent. We’ll tell you whether it should come back, and what happens to your money.";
    expect(next("paid", "prepaid", paid, scanned("delivered", 24), cancelled)).toBe(asked);
    expect(next("pending", "on_delivery", scanned("delivered", 24), cancelled)).toBe(asked);
  });

  test("is no question where it has gone back", () => {
    expect(next("paid", "prepaid", paid, scanned("delivered", 24), cancelled, refunded)).toBe(
      "Write to us about what we’ve already sent. We’ll tell you whether it should come back. We’ve refunded what you paid. It can take a few days to show in your account.",
    );
  });

  test("is nothing where nothing was paid: they keep the goods", () => {
    expect(next("pending", "prepaid", scanned("delivered", 24), cancelled)).toBe(
      "Write to us about what we’ve already sent. We’ll tell you whether it should come back.",
    );
  });
});

test("the day of a refund is that of money that went back, not of an attempt that failed", () => {
  const lines = ORDER.lines.map(({ id, quantity }) => ({
    line_id: id,
    quantity,
    amount_minor: 100,
    restock: "cancelled" as const,
  }));
  const refund = (id: string, at: number, amount_minor: number): OrderEvent => ({
    type: "payment.refunded",
    at: hours(at),
    refund: { id, amount_minor, lines: id === "r1" ? lines : [] },
  });
  const failed: OrderEvent = { type: "payment.refund_failed", at: hours(73), refund: { id: "r2" } };
  const { situation } = viewOf(orderOf(ORDER, paid, refund("r1", 24, 1_000), refund("r2", 72, 500), failed));
  expect(situation.headline).toBe("Refunded");
  expect(situation.fact).toMatch(/^We refunded €10\.00 on Monday, November 23\./);
});

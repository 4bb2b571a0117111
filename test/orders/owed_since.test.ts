import { describe, expect, test } from "vitest";
import type { OrderDetails, OrderEvent } from "../../src/orders/event.ts";
import { fold } from "../../src/orders/fold/fold.ts";
import { owedSince } from "../../src/orders/owed_since.ts";
import { hours, NOW, placed } from "../support/cast.ts";
import { DAY, paid, scan, UNPAID } from "../support/plan_input.ts";

const since = (events: readonly OrderEvent[], changes: Partial<OrderDetails> = {}) =>
  owedSince(fold([placed({ ...UNPAID, ...changes }), ...events])!);
const withdrawnShipment = (at: number): OrderEvent => ({
  type: "shipment.withdrawn",
  at: hours(at),
  shipment: { id: "p1", lines: [], tracking: [] },
});

describe("the shop owes an order", () => {
  test.each<readonly [string, readonly OrderEvent[], string]>([
    ["from its placing while nobody paid", [], NOW],
    ["from its payment", [paid("pay_1", 5)], hours(5)],
    ["from the first of its payments", [
      paid("pay_2", 9, { amount_minor: 5 }),
      paid("pay_1", 5, { amount_minor: 7 }),
    ], hours(5)],
    ["from the payment that made it whole", [
      paid("pay_1", 5, { amount_minor: 7 }),
      paid("pay_2", 50, { amount_minor: 12_883 }),
    ], hours(50)],
    ["from its placing where the storefront called it paid, it grew later, and only that was reported", [
      {
        type: "order.changed",
        at: hours(20),
        order: {
          ...UNPAID,
          total_minor: 13_090,
          payment: { status: "partially_paid", open_minor: 200 },
        },
      },
      {
        type: "order.changed",
        at: hours(50),
        order: { ...UNPAID, total_minor: 13_090, payment: { status: "paid", open_minor: 0 } },
      },
      paid("pay_2", 50, { amount_minor: 200 }),
    ], NOW],
    ["from its payment where it grew later, and was paid again", [
      paid("pay_1", 5),
      { type: "order.changed", at: hours(20), order: { ...UNPAID, total_minor: 13_090 } },
      paid("pay_2", 50, { amount_minor: 200 }),
    ], hours(5)],
    ["from its placing where it was paid before", [paid("pay_1", -5)], NOW],
    ["from a payment after thirty days", [paid("pay_1", 30 * DAY)], hours(30 * DAY)],
    ["from its placing where the payment came later still", [paid("pay_1", 30 * DAY + 1)], NOW],
    ["from its placing where goods had left before the payment", [
      scan("shipment.shipped", 4),
      paid("pay_1", 5),
    ], NOW],
    [
      "from its payment where goods left in the same moment",
      [scan("shipment.shipped", 5), paid("pay_1", 5)],
      hours(5),
    ],
    [
      "from its placing where a shipment had left that was withdrawn since",
      [scan("shipment.shipped", 4), withdrawnShipment(6), paid("pay_1", 5)],
      NOW,
    ],
    ["from its placing where the payment failed", [
      { ...paid("pay_1", 5), type: "payment.failed" } as OrderEvent,
    ], NOW],
  ])("%s", (_, events, expected) => {
    expect(since(events)).toBe(expected);
  });

  test.each(["on_terms", "on_delivery"] as const)(
    "from its placing where it is paid later as agreed: %s",
    (of) => {
      expect(since([paid("pay_1", 5)], { payment: { status: "pending", class: of } })).toBe(NOW);
    },
  );

  test.each(["prepaid", "transfer"] as const)("from its payment where the shop waits for it: %s", (of) => {
    expect(since([paid("pay_1", 5)], { payment: { status: "pending", class: of } })).toBe(hours(5));
  });

  test("from the hour in which its money was reserved, not from its capture", () => {
    const stated = (at: number, status: "pending" | "authorized" | "paid"): OrderEvent => ({
      type: "order.changed",
      at: hours(at),
      order: { ...UNPAID, payment: { status } },
    });
    const reserved = [stated(120, "authorized"), paid("pay_1", 150), stated(150, "paid")];
    expect(since(reserved)).toBe(hours(120));
    expect(since([stated(2, "pending"), ...reserved])).toBe(hours(120));
    expect(since(reserved, { payment: { status: "authorized" } })).toBe(NOW);
    expect(since([paid("pay_1", 5), stated(120, "authorized")])).toBe(hours(5));
  });

  test("from the day on which a draft became an order", () => {
    expect(since([], { ordered_at: hours(48) })).toBe(hours(48));
    expect(since([paid("pay_1", 24)], { ordered_at: hours(48) })).toBe(hours(48));
  });
});

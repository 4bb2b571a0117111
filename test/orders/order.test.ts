import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { Happening } from "../../src/orders/event.ts";
import { fold, paymentStatus } from "../../src/orders/order.ts";
import { planMessages } from "../../src/orders/plan.ts";
import { ADAS_ORDER, hours, NOW_MS, placed, SHOP } from "../support/cast.ts";
import { A_LIFE, parcel, payment } from "../support/life.ts";

function events(...happenings: readonly Happening[]): readonly Happening[] {
  return happenings;
}

describe("fold", () => {
  test("any permutation and any duplication of deliveries makes the same order and owes the same mails", () => {
    const life = events(...A_LIFE);
    const order = fold(life);
    const planned = planMessages({ order: order!, shop: SHOP, ledger: [], now_ms: NOW_MS });
    const arrivals = fc.shuffledSubarray([...life], { minLength: life.length })
      .chain((all) =>
        fc.array(fc.constantFrom(...all), { maxLength: 20 }).map((again) => [...all, ...again])
      );
    fc.assert(
      fc.property(arrivals, (arrived) => {
        expect(fold(arrived)).toEqual(order);
        expect(planMessages({ order: fold(arrived)!, shop: SHOP, ledger: [], now_ms: NOW_MS })).toEqual(
          planned,
        );
      }),
      { numRuns: 500 },
    );
  });

  test("events without the order itself make no order", () => {
    expect(fold(events(A_LIFE[0]!, A_LIFE[5]!))).toBeNull();
  });

  test("the newest snapshot by its own time wins, not the last to arrive", () => {
    const newer: Happening = {
      type: "order.changed",
      at: hours(2),
      order: { ...ADAS_ORDER, total_minor: 1 },
    };
    expect(fold(events(newer, placed(ADAS_ORDER)))?.details.total_minor).toBe(1);
  });

  test("a change that arrives without its placing is the order", () => {
    const changed: Happening = { type: "order.changed", at: hours(2), order: ADAS_ORDER };
    expect(fold(events(changed))?.details).toEqual(ADAS_ORDER);
  });

  test("a tracking number that is added later does not take the parcel back", () => {
    const order = fold(events(
      placed(ADAS_ORDER),
      { type: "shipment.shipped", at: hours(1), shipment: { id: "p1", lines: [], tracking: [] } },
      { type: "shipment.in_transit", at: hours(2), shipment: { id: "p1", lines: [], tracking: [] } },
      { type: "shipment.shipped", at: hours(3), shipment: parcel },
    ));
    expect(order?.shipments).toMatchObject([{ status: "in_transit", tracking: parcel.tracking }]);
    expect(order?.shipments[0]?.scans).toHaveLength(2);
  });

  test("an order that arrives cancelled is cancelled", () => {
    const order = fold(events(placed({ ...ADAS_ORDER, cancelled_at: hours(-1) })));
    expect(order?.cancelled?.at).toBe(hours(-1));
  });
});

describe("paymentStatus", () => {
  const cases: readonly (readonly [string, readonly Happening[], string])[] = [
    ["the storefront's word where no payment event has come", [], "paid"],
    [
      "paid when the payments cover the total",
      [{ type: "payment.succeeded", at: hours(0), payment }],
      "paid",
    ],
    ["partially paid below it", [
      { type: "payment.succeeded", at: hours(0), payment: { ...payment, amount_minor: 100 } },
    ], "partially_paid"],
    ["partially refunded after a part went back", [
      { type: "payment.succeeded", at: hours(0), payment },
      { type: "payment.refunded", at: hours(1), refund: { id: "r1", amount_minor: 100, lines: [] } },
    ], "partially_refunded"],
    ["refunded when all went back", [
      { type: "payment.refunded", at: hours(1), refund: { id: "r1", amount_minor: 12_890, lines: [] } },
    ], "refunded"],
  ];
  for (const [name, happenings, status] of cases) {
    test(name, () => expect(paymentStatus(fold(events(placed(ADAS_ORDER), ...happenings))!)).toBe(status));
  }

  test("failed when the last attempt failed and the storefront says pending", () => {
    const pending = { ...ADAS_ORDER, payment: { status: "pending" as const } };
    const order = fold(events(placed(pending), { type: "payment.failed", at: hours(1), payment }));
    expect(paymentStatus(order!)).toBe("failed");
  });
});

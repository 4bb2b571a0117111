import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { OrderEvent } from "../../../src/orders/event.ts";
import { accountOf } from "../../../src/orders/account/account.ts";
import { fold, inOrder } from "../../../src/orders/fold/fold.ts";
import { planMessages } from "../../../src/orders/plan/plan.ts";
import { ADAS_ORDER, hours, NOW_MS, placed, SHOP } from "../../support/cast.ts";
import { A_LIFE, parcel, payment } from "../../support/life.ts";
import { runs } from "../../support/runs.ts";

function events(...more: readonly OrderEvent[]): readonly OrderEvent[] {
  return more;
}

describe("fold", () => {
  test("webhooks in any order, and any of them twice, make the same order and owe the same mails", () => {
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
      { numRuns: runs({ commit: 500, full: 500 }) },
    );
  });

  test("events without the order itself make no order", () => {
    expect(fold(A_LIFE.filter(({ type }) => !type.startsWith("order.")))).toBeNull();
  });

  test("the newest snapshot by its own time wins, not the last to arrive", () => {
    const newer: OrderEvent = {
      type: "order.changed",
      at: hours(2),
      order: { ...ADAS_ORDER, total_minor: 1 },
    };
    expect(fold(events(newer, placed(ADAS_ORDER)))?.details.total_minor).toBe(1);
  });

  test("a change that arrives without the placed order makes the order", () => {
    const changed: OrderEvent = { type: "order.changed", at: hours(2), order: ADAS_ORDER };
    expect(fold(events(changed))?.details).toEqual(ADAS_ORDER);
  });

  test("a tracking number that is added later does not set the shipment back to an earlier status", () => {
    const order = fold(events(
      placed(ADAS_ORDER),
      { type: "shipment.shipped", at: hours(1), shipment: { id: "p1", lines: [], tracking: [] } },
      { type: "shipment.in_transit", at: hours(2), shipment: { id: "p1", lines: [], tracking: [] } },
      { type: "shipment.shipped", at: hours(3), shipment: parcel },
    ));
    expect(order?.shipments).toMatchObject([{ status: "in_transit", tracking: parcel.tracking }]);
    expect(order?.shipments[0]?.scans).toHaveLength(2);
  });

  describe("an address that was corrected", () => {
    const corrected = (at: number, from: string, email: string): OrderEvent => ({
      type: "customer.address_corrected",
      at: hours(at),
      from,
      email,
    });
    const snapshot = (at: number): OrderEvent => ({
      type: "order.changed",
      at: hours(at),
      order: ADAS_ORDER,
    });
    const emailAfter = (...known: readonly OrderEvent[]) =>
      fold([placed(ADAS_ORDER), ...known])!.details.customer.email;

    test("stays corrected whatever a later snapshot says, until it is corrected again or put back", () => {
      const slip = "ADA@lovelace.example";
      const once = corrected(1, slip, "ada@b.example");
      expect(emailAfter(once, snapshot(2))).toBe("ada@b.example");
      const twice = corrected(3, "ada@b.example", "ada@c.example");
      expect(emailAfter(once, snapshot(2), twice, snapshot(4))).toBe("ada@c.example");
      const back = corrected(5, "ada@c.example", "ada@lovelace.example");
      expect(emailAfter(once, twice, snapshot(4), back, snapshot(6))).toBe("ada@lovelace.example");
    });

    test("is corrected for the recipient where it was the recipient's, and the buyer's address stays", () => {
      const gift = { recipient: { email: "Grace@hopper.example" } };
      const known = [placed({ ...ADAS_ORDER, gift }), corrected(1, "grace@hopper.example", "g@b.example")];
      const { details, corrections } = fold(known)!;
      expect(details.gift!.recipient.email).toBe("g@b.example");
      expect(details.customer.email).toBe("ada@lovelace.example");
      expect(corrections[0]!.of).toEqual(["recipient"]);
    });
  });

  describe("the stock that Waybill found for an order", () => {
    const missing: OrderEvent = {
      type: "stock.allocated",
      at: hours(1),
      lines: [{ line_id: "1", available: false, expected_on: "2026-12-01" }],
    };
    const stocks = (...more: readonly OrderEvent[]) =>
      fold(events(placed(ADAS_ORDER), ...more))!.details.lines.map(({ stock }) => stock);

    test("is noted on its own line and on no other", () => {
      expect(stocks(missing)).toEqual([{ available: false, expected_on: "2026-12-01" }, undefined]);
    });
    test("stays when a later snapshot says nothing about stock, or something different", () => {
      const snapshot = (lines = ADAS_ORDER.lines): OrderEvent => ({
        type: "order.changed",
        at: hours(2),
        order: { ...ADAS_ORDER, lines },
      });
      expect(stocks(missing, snapshot())[0]).toEqual({ available: false, expected_on: "2026-12-01" });
      const denied = ADAS_ORDER.lines.map((line) => ({ ...line, stock: { available: true } }));
      expect(stocks(missing, snapshot(denied))).toEqual([
        { available: false, expected_on: "2026-12-01" },
        { available: true },
      ]);
    });
    test("stays when an earlier change of the order arrives later", () => {
      const order = { ...ADAS_ORDER, total_minor: 1 };
      expect(stocks(missing, { type: "order.changed", at: hours(0.5), order })[0]?.available).toBe(false);
    });
    test("is replaced by what is found later, and the time of that is when the goods changed", () => {
      const back: OrderEvent = {
        type: "stock.allocated",
        at: hours(3),
        lines: [{ line_id: "1", available: true }],
      };
      expect(stocks(missing, back)[0]).toEqual({ available: true });
      expect(fold(events(placed(ADAS_ORDER), missing, back))!.stock_changed_at).toBe(hours(3));
    });
    test("is sorted after the snapshot and the payment of the same instant", () => {
      const paid: OrderEvent = { type: "payment.succeeded", at: hours(1), payment };
      const snapshot: OrderEvent = { type: "order.changed", at: hours(1), order: ADAS_ORDER };
      expect(inOrder([missing, paid, snapshot])).toEqual([snapshot, paid, missing]);
    });
  });

  test("an order that arrives cancelled is cancelled", () => {
    const order = fold(events(placed({ ...ADAS_ORDER, cancelled_at: hours(-1) })));
    expect(order?.cancelled?.at).toBe(hours(-1));
  });
});

describe("a cancelled order", () => {
  const cancelled: OrderEvent = { type: "order.cancelled", at: hours(1) };
  const changed = (cancelled_at: string | null | undefined): OrderEvent => ({
    type: "order.changed",
    at: hours(2),
    order: { ...ADAS_ORDER, ...(cancelled_at === undefined ? {} : { cancelled_at }) },
  });

  test("stays cancelled when a snapshot does not mention the cancellation", () => {
    expect(fold(events(placed(ADAS_ORDER), cancelled, changed(undefined)))?.cancelled?.at).toBe(hours(1));
  });

  test("is reopened by an event, or by a later snapshot that says so", () => {
    const restored: OrderEvent = { type: "order.restored", at: hours(2) };
    expect(fold(events(placed(ADAS_ORDER), cancelled, restored))?.cancelled).toBeUndefined();
    expect(fold(events(placed(ADAS_ORDER), cancelled, changed(null)))?.cancelled).toBeUndefined();
  });

  test("is not reopened by an older event or snapshot", () => {
    const late: OrderEvent = { type: "order.cancelled", at: hours(3) };
    expect(fold(events(placed(ADAS_ORDER), late, changed(null)))?.cancelled?.at).toBe(hours(3));
  });

  test("owes its mails again when it is reopened", () => {
    const order = fold(events(placed(ADAS_ORDER), cancelled, changed(null)))!;
    expect(planMessages({ order, shop: SHOP, ledger: [], now_ms: NOW_MS })).toMatchObject([
      { kind: "order_confirmation", against: null },
    ]);
  });
});

describe("paymentStatus", () => {
  const cases: readonly (readonly [string, readonly OrderEvent[], string])[] = [
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
  for (const [name, more, status] of cases) {
    test(name, () => expect(accountOf(fold(events(placed(ADAS_ORDER), ...more))!).status).toBe(status));
  }

  test("is failed when the last payment attempt failed and the storefront says pending", () => {
    const pending = { ...ADAS_ORDER, payment: { status: "pending" as const } };
    const order = fold(events(placed(pending), { type: "payment.failed", at: hours(1), payment }));
    expect(accountOf(order!).status).toBe("failed");
  });

  test.each(["voided", "pending"] as const)("%s where a refund comes without a payment", (status) => {
    const refund = { id: "re_1", amount_minor: 350, lines: [] };
    const order = { ...ADAS_ORDER, payment: { status } };
    const events_of = events(placed(order), { type: "payment.refunded", at: hours(1), refund });
    expect(accountOf(fold(events_of)!).status).toBe(status);
  });
});

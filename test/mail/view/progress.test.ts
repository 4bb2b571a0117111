import { describe, expect, test } from "vitest";
import { ADAS_ORDER, hours, line } from "../../support/cast.ts";
import { progressState } from "../../../src/mail/view/progress.ts";
import { orderOf, scanned, viewOf } from "../views.ts";
import type { Order } from "../../../src/orders/state.ts";

const ORDER = { ...ADAS_ORDER, locale: "en" };
const UNPAID = { ...ORDER, payment: { status: "pending" as const } };
const PAID = { type: "payment.succeeded", at: hours(1), payment: { id: "p", amount_minor: 12_890 } } as const;

function steps(order: Order): readonly string[] {
  return viewOf(order).timeline.map(({ label, state }) => `${label}: ${state}`);
}

describe("the steps of an order", () => {
  test("a paid order waits to be shipped", () => {
    expect(steps(orderOf(ORDER))).toEqual([
      "Ordered: done",
      "Paid: current",
      "Shipped: upcoming",
      "Out for delivery: upcoming",
      "Delivered: upcoming",
    ]);
  });

  test("every step that was reached has its date", () => {
    const order = orderOf(
      UNPAID,
      PAID,
      scanned("shipped", 24),
      scanned("out_for_delivery", 44),
      scanned("delivered", 48),
    );
    expect(viewOf(order).timeline.map(({ state, on }) => [state, on])).toEqual([
      ["done", "Nov 22"],
      ["done", "Nov 22"],
      ["done", "Nov 23"],
      ["done", "Nov 24"],
      ["done", "Nov 24"],
    ]);
  });

  test("an invoice that is paid after the shipment leaves no gap in the row of steps", () => {
    expect(steps(orderOf(UNPAID, scanned("shipped", 24)))).toEqual([
      "Ordered: done",
      "Shipped: current",
      "Out for delivery: upcoming",
      "Delivered: upcoming",
    ]);
  });

  test("a part that has arrived brings no courier for the rest, which is still at the shop", () => {
    const part = { id: "p1", lines: [{ line_id: "1", quantity: 1 }], tracking: [] };
    const of = (
      ...types: readonly ("shipment.shipped" | "shipment.out_for_delivery" | "shipment.delivered")[]
    ) => orderOf(ORDER, ...types.map((type, index) => ({ type, at: hours(24 + index), shipment: part })));
    const expected = ["Shipped: current", "Out for delivery: upcoming", "Delivered: upcoming"];
    expect(steps(of("shipment.shipped", "shipment.delivered")).slice(-3)).toEqual(expected);
    expect(steps(of("shipment.shipped", "shipment.out_for_delivery", "shipment.delivered")).slice(-3))
      .toEqual(expected);
  });

  test("a shipment that is collected has a counter instead of a courier", () => {
    expect(steps(orderOf(ORDER, scanned("shipped", 24), scanned("ready_for_pickup", 40))).slice(-2)).toEqual([
      "Ready to collect: current",
      "Collected: upcoming",
    ]);
  });

  test("a cancelled order announces nothing that will not happen", () => {
    const order = orderOf(UNPAID, { type: "order.cancelled", at: hours(2) });
    expect(steps(order)).toEqual(["Ordered: done", "Cancelled: done"]);
    expect(viewOf(order)).toMatchObject({
      expected: null,
      returns: null,
      payment: { sentence: "Nothing to pay" },
    });
  });

  test("a refund is the last step, in part or in full", () => {
    const refunded = (amount_minor: number) =>
      steps(orderOf(UNPAID, PAID, scanned("delivered", 48), {
        type: "payment.refunded",
        at: hours(90),
        refund: { id: "r", amount_minor, lines: [] },
      })).at(-1);
    expect(refunded(2_000)).toBe("Partly refunded: done");
    expect(refunded(12_890)).toBe("Refunded: done");
  });

  test("an order that does not travel has no way to show", () => {
    const lines = ORDER.lines.map((line) => ({ ...line, requires_shipping: false }));
    const view = viewOf(orderOf({ ...ORDER, lines }));
    expect(view.timeline.map(({ label }) => label)).toEqual(["Ordered", "Paid"]);
    expect(view).toMatchObject({ ships: false, delivery_address: null, returns: null });
  });
});

describe("the headline of an order", () => {
  const first = { id: "p1", lines: [{ line_id: "1", quantity: 1 }] };
  const second = { id: "p2", lines: [{ line_id: "2", quantity: 2 }] };

  test("one of two shipments is a part", () => {
    expect(viewOf(orderOf(ORDER, scanned("shipped", 5, first))).situation.fact).toBe(
      "Part of your order is on its way",
    );
    expect(viewOf(orderOf(ORDER, scanned("delivered", 5, first))).situation.fact).toBe(
      "Part of your order has arrived",
    );
  });

  test("both shipments delivered count as delivered, one does not", () => {
    const half = [scanned("delivered", 30, first), scanned("shipped", 5, second)];
    expect(viewOf(orderOf(ORDER, ...half)).situation.fact).toBe("On its way to you");
    expect(viewOf(orderOf(ORDER, ...half, scanned("delivered", 50, second))).situation).toMatchObject({
      headline: "Delivered Tuesday, November 24",
      fact: "We hope you enjoy it.",
      mood: "good",
    });
  });

  test("a shipment in trouble is shown before one that is near, and as one of several", () => {
    const order = orderOf(ORDER, scanned("out_for_delivery", 20, first), scanned("exception", 10, second));
    expect(viewOf(order).situation).toMatchObject({
      headline: "Your parcel is delayed",
      fact: "This is about one of your 2 parcels.",
      mood: "sorry",
    });
    expect(steps(order)).toContain("Out for delivery: upcoming");
  });

  test("a payment that is missing or failed is what the customer reads", () => {
    expect(viewOf(orderOf(UNPAID)).situation.headline).toBe("Waiting for your payment");
    const failed = { ...PAID, type: "payment.failed" } as const;
    expect(viewOf(orderOf(UNPAID, failed)).situation.headline).toBe("Your payment didn’t go through");
  });

  test("a shipment shows what it holds, and each line where its pieces are", () => {
    const view = viewOf(orderOf(ORDER, scanned("shipped", 5, second)));
    expect(view.shipments[0]!.items).toMatchObject([{
      title: "Espressobohnen, 1 kg",
      quantity: "Quantity: 2",
    }]);
    expect(view.lines.flatMap(({ where }) => where.map(({ text }) => text))).toEqual([
      "Still to come",
      "On its way",
    ]);
    expect(viewOf(orderOf(ORDER)).lines.map(({ where }) => where)).toEqual([[], []]);
  });

  test("a bundle of which a part has arrived and another is to come is not on its way", () => {
    const set = {
      ...ORDER,
      lines: [
        line("set", "Tea set", 1, 5_000),
        { ...line("pot", "Pot", 1, 0), included_in: "set" },
        { ...line("cup", "Cup", 3, 0), included_in: "set" },
      ],
    };
    const cups = { id: "p1", lines: [{ line_id: "cup", quantity: 3 }], tracking: [] };
    const pot = { id: "p2", lines: [{ line_id: "pot", quantity: 1 }], tracking: [] };
    const arrived = { type: "shipment.delivered", at: hours(9), shipment: cups } as const;
    const sent = { type: "shipment.shipped", at: hours(10), shipment: pot } as const;
    const pot_too = { type: "shipment.delivered", at: hours(20), shipment: pot } as const;
    expect(progressState(orderOf(set, arrived))).toBe("partly_delivered");
    expect(progressState(orderOf(set, arrived, sent))).toBe("shipped");
    expect(progressState(orderOf(set, arrived, sent, pot_too))).toBe("delivered");
  });
});

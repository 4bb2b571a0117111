import { describe, expect, test } from "vitest";
import { orderCounts } from "../../src/figures/order_counts.ts";
import type { OrderEvent } from "../../src/orders/event.ts";
import { fold } from "../../src/orders/fold/fold.ts";
import { ADAS_ORDER, hours, placed, SHOP } from "../support/cast.ts";

const LINES = ADAS_ORDER.lines.map(({ id, quantity }) => ({ line_id: id, quantity }));
const shipment = {
  id: "s1",
  lines: LINES,
  tracking: [{ carrier: "DHL", number: "00340434161094" }],
};
const shipped: OrderEvent = { type: "shipment.shipped", at: hours(20), shipment };
const delivered = (at: number): OrderEvent => ({ type: "shipment.delivered", at: hours(at), shipment });

/** What the last of the events adds. */
function countsOfLast(...events: readonly OrderEvent[]) {
  const before = events.length === 0 ? null : fold([placed(ADAS_ORDER), ...events.slice(0, -1)]);
  return orderCounts(before, fold([placed(ADAS_ORDER), ...events])!, SHOP)
    .map(({ what, key, count }) => `${what} ${key} ${count}`);
}

describe("what an order adds to its shop's counts", () => {
  test("is its country, its language, how it is paid and its pieces, when it comes", () => {
    expect(countsOfLast()[0]).toBe("ordered de|de|visa 1");
    expect(countsOfLast().slice(1).every((one) => one.startsWith("sold "))).toBe(true);
  });

  test("is a parcel that leaves, by its carrier and whether it can be followed", () => {
    expect(countsOfLast(shipped)).toEqual(["shipped dhl|tracked 1"]);
    const bare = { ...shipment, tracking: [{ carrier: "DHL" }] };
    expect(countsOfLast({ ...shipped, shipment: bare })).toEqual(["shipped dhl|untracked 1"]);
    expect(countsOfLast({ ...shipped, shipment: bare }, { ...shipped, at: hours(22) })).toEqual([]);
  });

  test("is the promise, kept or not, once the goods are there", () => {
    expect(countsOfLast(shipped, delivered(72))).toEqual([
      "promise dhl|de|stated|kept|7 1",
      expect.stringMatching(/^lead dhl\|[^|]*\|de\|\d 1$/),
    ]);
    expect(countsOfLast(shipped, delivered(24 * 9))[0]).toBe("promise dhl|de|stated|late|7 1");
  });

  test("is said once: another scan of the same parcel adds nothing", () => {
    const again: OrderEvent = { type: "shipment.delivered", at: hours(80), shipment: { ...shipment } };
    expect(countsOfLast(shipped, delivered(72), again)).toEqual([]);
  });

  test("is a payment that failed, once, by the order's own way of paying", () => {
    const failed: OrderEvent = {
      type: "payment.failed",
      at: hours(1),
      payment: { id: "p9", amount_minor: 100, method: { brand: "Stripe card" } },
    };
    expect(countsOfLast(failed)).toEqual(["unpaid visa|de 1"]);
    expect(countsOfLast(failed, { ...failed, at: hours(2) })).toEqual([]);
  });

  test("is each piece that comes back, by its reason", () => {
    const { id, sku } = ADAS_ORDER.lines[0]!;
    const back: OrderEvent = {
      type: "return.requested",
      at: hours(100),
      return: { id: "r1", lines: [{ line_id: id, quantity: 1, reason: "Too small" }], steps: [] },
    };
    expect(countsOfLast(shipped, delivered(72), back)).toEqual(
      sku === undefined ? [] : [`returned ${sku.toLowerCase()}|too small|de 1`],
    );
    expect(countsOfLast(shipped, delivered(72), back, { ...back, type: "return.approved", at: hours(101) }))
      .toEqual([]);
  });

  test("is nothing of an order whose customer was erased", () => {
    const order = { ...fold([placed(ADAS_ORDER)])!, erased_at: hours(1) };
    expect(orderCounts(null, order, SHOP)).toEqual([]);
  });
});

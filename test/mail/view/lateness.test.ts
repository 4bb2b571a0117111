/** What comes later than was said is said first, on the page and in each message: a later day, and goods that are missing. */
import { describe, expect, test } from "vitest";
import { glance } from "../../../src/mail/view/history_view.ts";
import type { OrderEvent } from "../../../src/orders/event.ts";
import { ADAS_ORDER, hours, NOW_MS, SHOP } from "../../support/cast.ts";
import { orderOf, pageOf, scanned, viewOf } from "../views.ts";

const ORDER = { ...ADAS_ORDER, locale: "en", promised: { until: "2026-11-25" } };
const later: OrderEvent = {
  type: "shipment.promise_changed",
  at: hours(1),
  promised: { until: "2026-11-30" },
};

describe("an order that comes later than was first said", () => {
  test("says the new day, an apology with the first one, and how far it is", () => {
    const order = orderOf(ORDER, later);
    expect(viewOf(order).situation).toMatchObject({
      mood: "sorry",
      is_late: true,
      headline: "Now expected Monday, November 30",
      fact:
        "We’re sorry, this is later than we first told you (Wednesday, November 25). We’re getting your order ready.",
    });
    const { status, mood } = glance(order, SHOP, "en", "/o/token", NOW_MS);
    expect([status, mood]).toEqual(["Now expected Monday, November 30", "sorry"]);
  });

  test("is no apology where the day holds or is earlier, nor once it has arrived", () => {
    const sooner: OrderEvent = { ...later, promised: { until: "2026-11-24" } };
    expect(viewOf(orderOf(ORDER)).situation.is_late).toBe(false);
    expect(viewOf(orderOf(ORDER, sooner)).situation.is_late).toBe(false);
    expect(viewOf(orderOf(ORDER, later, scanned("delivered", 2))).situation).toMatchObject({
      mood: "good",
      is_late: false,
    });
  });
});

test("a line whose parcel waits to be collected says so", () => {
  const where = (...events: readonly OrderEvent[]) =>
    viewOf(orderOf({ ...ADAS_ORDER, locale: "en" }, ...events)).lines.flatMap((line) => line.where);
  const moving = { text: "On its way", sign: "moving" };
  const waiting = { text: "Ready to collect", sign: "waiting" };
  expect(where(scanned("shipped", 1))).toEqual([moving, moving]);
  expect(where(scanned("shipped", 1), scanned("ready_for_pickup", 2))).toEqual([
    waiting,
    waiting,
  ]);
});

describe("an order of which goods are missing", () => {
  const missing = (expected_on?: string) => {
    const stock = { available: false, ...(expected_on === undefined ? {} : { expected_on }) };
    const lines = ADAS_ORDER.lines.map((line, index) => index === 0 ? { ...line, stock } : line);
    return pageOf(orderOf({ ...ORDER, promised: undefined, lines }));
  };

  test("says that, and when they are back, in the place of what happens next", () => {
    expect(missing("2026-12-10").situation).toMatchObject({
      mood: "sorry",
      headline: "One item is out of stock",
      fact: "Expected back in stock: Thursday, December 10",
      next: null,
    });
    expect(missing().situation.fact).toMatch(/^We’re sorry\. .*everything else in it is in stock\.$/);
  });

  test("is expected as before where they are back in time", () => {
    expect(missing("2026-11-23").situation).toMatchObject({ mood: "good" });
    expect(missing("2026-11-23").situation.headline).toMatch(/^Expected /);
  });
});

/** What comes later than was said is said first, on the page and in each message: a later day, and goods that are missing. */
import { describe, expect, test } from "vitest";
import { glance } from "../../../src/mail/view/history_view.ts";
import { orderView } from "../../../src/mail/view/order_view.ts";
import { DAY_MS } from "../../../src/orders/days.ts";
import type { OrderEvent } from "../../../src/orders/event.ts";
import { ADAS_ORDER, hours, NOW_MS, SHOP } from "../../support/cast.ts";
import { orderOf, PAGE_URL, pageOf, scanned, viewOf } from "../views.ts";

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

describe("goods that nobody reports, once their day is over", () => {
  const seen = (left: number, days: number, gift = false) => {
    const details = gift ? { ...ORDER, gift: { recipient: { name: "Ben Okada" } } } : ORDER;
    const order = orderOf(details, {
      type: "shipment.shipped",
      at: hours(left),
      shipment: { id: "p1", lines: [], tracking: [] },
    });
    const links = { page_url: PAGE_URL };
    const { headline, fact } =
      orderView(order, SHOP, links, NOW_MS + days * DAY_MS, gift ? "recipient" : "customer").situation;
    return `${headline} | ${fact}`;
  };

  test("are late where they left after it, and are asked about a week later", () => {
    expect(seen(24, 4)).toBe("Everything has been sent | Hasn’t it reached you? Please write to us.");
    expect(seen(24 * 5, 5)).toMatch(
      /^Your order is late \| We’re sorry\. It should have arrived by .* On its way to you\.$/,
    );
    expect(seen(24 * 5, 11)).toMatch(/^Your order is late/);
    expect(seen(24 * 5, 13)).toMatch(/^Everything has been sent/);
  });

  test("are not prepared any more for the recipient of a present", () => {
    expect(seen(24, 4, true)).toBe("Something is coming for you | It’s on its way to you.");
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

test("a bundle and its parts wait together, whichever of them their parcel names", () => {
  const [set, part] = ADAS_ORDER.lines;
  const lines = [set!, { ...part!, included_in: set!.id }];
  const where = (line_id: string, quantity: number) =>
    viewOf(orderOf({ ...ADAS_ORDER, locale: "en", lines }, {
      type: "shipment.ready_for_pickup",
      at: hours(1),
      shipment: { id: "p1", lines: [{ line_id, quantity }], tracking: [] },
    })).lines.flatMap((line) => line.where.map(({ text }) => text));
  expect(where(set!.id, set!.quantity)).toEqual(["Ready to collect", "Ready to collect"]);
  expect(where(part!.id, part!.quantity)).toEqual(["Ready to collect", "Ready to collect"]);
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

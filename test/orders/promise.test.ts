import public_holidays from "../../src/orders/public_holidays.json" with { type: "json" };
import { describe, expect, test } from "vitest";
import type { OrderDetails, OrderEvent, Shipment } from "../../src/orders/event.ts";
import { evolve } from "../../src/orders/fold/evolve.ts";
import { fold } from "../../src/orders/fold/fold.ts";
import { currentWindow, expectedWindow, missedAt, windowToShow } from "../../src/orders/promise.ts";
import { ADAS_ORDER, hours, NOW, placed, SHOP } from "../support/cast.ts";
import type { Order } from "../../src/orders/state.ts";
import {
  allocated,
  cancelled,
  CONFIRMED,
  DAY,
  find,
  owed,
  paid,
  promisedFor,
  scan,
  UNPAID,
} from "../support/plan_input.ts";

const { promised: _, ...UNPROMISED } = ADAS_ORDER;

function ordered(details: OrderDetails): Order {
  return fold([placed(details)])!;
}

describe("when an order is expected", () => {
  test("the window that the storefront promised is shown as it is", () => {
    expect(expectedWindow(ordered(ADAS_ORDER), SHOP)).toEqual({ from: "2026-11-25", until: "2026-11-27" });
  });

  test("a changed promise replaces the first one", () => {
    const order = evolve(ordered(ADAS_ORDER), {
      type: "shipment.promise_changed",
      at: NOW,
      promised: { until: "2026-12-01" },
    });
    expect(expectedWindow(order, SHOP)).toEqual({ until: "2026-12-01" });
  });

  test("without a promise the shop's working days are counted, and a Sunday counts as the Friday before", () => {
    expect(expectedWindow(ordered(UNPROMISED), SHOP)).toEqual({ from: "2026-11-24", until: "2026-11-26" });
  });

  test("the weekend in between does not count as working days", () => {
    const friday = { ...UNPROMISED, placed_at: "2026-11-20T09:00:00.000Z" };
    expect(expectedWindow(ordered(friday), SHOP)).toEqual({ from: "2026-11-24", until: "2026-11-26" });
  });

  test("the day of the order is the day in the shop's time zone, not in UTC", () => {
    const late = { ...UNPROMISED, placed_at: "2026-11-23T23:30:00.000Z" };
    const shop = { ...SHOP, delivery: { days_min: 1, days_max: 1 } };
    expect(expectedWindow(ordered(late), { ...shop, time_zone: "Europe/Berlin" })).toEqual({
      until: "2026-11-25",
    });
    expect(expectedWindow(ordered(late), { ...shop, time_zone: "America/New_York" })).toEqual({
      until: "2026-11-24",
    });
  });

  test("same-day delivery of a Saturday's order is expected on Monday", () => {
    const saturday = { ...UNPROMISED, placed_at: "2026-11-21T09:00:00.000Z" };
    expect(expectedWindow(ordered(saturday), { ...SHOP, delivery: { days_min: 0, days_max: 0 } })).toEqual({
      until: "2026-11-23",
    });
  });

  test("a range that a shop wrote with both ends exchanged is one day", () => {
    expect(expectedWindow(ordered(UNPROMISED), { ...SHOP, delivery: { days_min: 4, days_max: 2 } })).toEqual({
      until: "2026-11-26",
    });
  });

  describe("when an order whose goods are missing is expected", () => {
    const missing = (expected_on?: string) =>
      evolve(ordered(ADAS_ORDER), {
        type: "stock.allocated",
        at: NOW,
        lines: [{ line_id: "1", available: false, expected_on }],
      });
    const back = (at: string) =>
      evolve(missing(), { type: "stock.allocated", at, lines: [{ line_id: "1", available: true }] });

    test("nothing is expected while nobody knows when the goods come, or they come later than was promised", () => {
      expect(expectedWindow(missing(), SHOP)).toBeNull();
      expect(expectedWindow(missing("2026-12-01"), SHOP)).toBeNull();
    });
    test("the promise stays valid where the goods come in time for it", () => {
      expect(expectedWindow(missing("2026-11-26"), SHOP)).toEqual({
        from: "2026-11-25",
        until: "2026-11-27",
      });
    });
    test("the promise stays valid for the shipments once a part of the order has left", () => {
      const order = evolve(missing(), {
        type: "shipment.shipped",
        at: NOW,
        shipment: { id: "p1", lines: [{ line_id: "2", quantity: 2 }], tracking: [] },
      });
      expect(expectedWindow(order, SHOP)).toEqual({ from: "2026-11-25", until: "2026-11-27" });
    });
    test("the promise stays valid when the goods come back before it is over", () => {
      expect(expectedWindow(back("2026-11-26T12:00:00.000Z"), SHOP)).toEqual({
        from: "2026-11-25",
        until: "2026-11-27",
      });
    });
    test("the promise stays valid when the goods come back on its last day", () => {
      expect(expectedWindow(back("2026-11-27T12:00:00.000Z"), SHOP)).toEqual({
        from: "2026-11-25",
        until: "2026-11-27",
      });
    });
    test("the working days are counted from the return of some, whatever was found of others since", () => {
      const order = evolve(back("2026-12-01T12:00:00.000Z"), {
        type: "stock.allocated",
        at: "2026-12-05T12:00:00.000Z",
        lines: [{ line_id: "2", available: false, expected_on: "2026-12-06" }],
      });
      expect(expectedWindow(order, SHOP)).toEqual({ from: "2026-12-03", until: "2026-12-07" });
    });
    test("the shop's working days are counted anew when the goods come back after the promise is over", () => {
      expect(expectedWindow(back("2026-12-01T12:00:00.000Z"), SHOP)).toEqual({
        from: "2026-12-03",
        until: "2026-12-07",
      });
      const { delivery: _, ...silent } = SHOP;
      expect(expectedWindow(back("2026-12-01T12:00:00.000Z"), silent)).toBeNull();
    });
  });

  test("nothing is expected where there is no promise, nothing is shipped, or the order is cancelled", () => {
    const { delivery: _, ...silent } = SHOP;
    expect(expectedWindow(ordered(UNPROMISED), silent)).toBeNull();
    const gift_card = { ...ADAS_ORDER, lines: [{ ...ADAS_ORDER.lines[0]!, requires_shipping: false }] };
    expect(expectedWindow(ordered(gift_card), SHOP)).toBeNull();
    const cancelled = evolve(ordered(ADAS_ORDER), { type: "order.cancelled", at: NOW });
    expect(expectedWindow(cancelled, SHOP)).toBeNull();
  });
});

describe("an order of which everything is on its way", () => {
  const on_its_way = [scan("shipment.shipped", 1), scan("shipment.in_transit", 2)];
  const is_missed = 5 * DAY + 23;

  test("is not delivered: nobody is asked yet whether all is well", () => {
    expect(find({ events: on_its_way, at: 3 * DAY + 3 }, "follow_up")).toBeUndefined();
  });

  test("is late once the promised day has passed", () => {
    expect(owed({ events: on_its_way, sent: CONFIRMED, at: is_missed })).toContain("delay_notice");
  });

  test("is not late where its shipment goes back", () => {
    const events = [scan("shipment.shipped", 1), scan("shipment.returned_to_sender", 48)];
    expect(owed({ events, sent: CONFIRMED, at: is_missed })).not.toContain("delay_notice");
  });

  test("is delivered once its shipment was picked up", () => {
    const waits = scan("shipment.ready_for_pickup", 2);
    const events = [scan("shipment.shipped", 1), waits, scan("shipment.picked_up", 2.5)];
    expect(owed({ events, told: true, at: 3 * DAY + 4 })).toContain("follow_up");
  });

  test("is expected and late though one of its lines is not shipped at all", () => {
    const [mill, course] = ADAS_ORDER.lines;
    const order = { ...ADAS_ORDER, lines: [mill!, { ...course!, requires_shipping: false }] };
    expect(expectedWindow(ordered(order), SHOP)).not.toBeNull();
    expect(owed({ order, sent: CONFIRMED, at: is_missed })).toContain("delay_notice");
  });
});

test("goods that come on the last promised day come in time", () => {
  const lines = ADAS_ORDER.lines.map((line) => ({
    ...line,
    stock: { available: false, expected_on: "2026-11-27" },
  }));
  expect(expectedWindow(ordered({ ...ADAS_ORDER, lines }), SHOP)).not.toBeNull();
});

const state = (details: OrderDetails, ...events: readonly OrderEvent[]) =>
  fold([placed(details), ...events])!;
const PROMISED = { from: "2026-11-25", until: "2026-11-27" };
const MILL = [{ line_id: "1", quantity: 1 }];
const left = (at: number, id: string, until?: string, changes: Partial<Shipment> = {}) =>
  scan("shipment.shipped", at, {
    id,
    tracking: [{ number: `N${id}` }],
    ...(until === undefined ? {} : { expected: { until } }),
    ...changes,
  });

describe("the shop's own rule", () => {
  const byRule = (
    changes: Partial<OrderDetails>,
    delivery: { days_min: number; days_max: number },
    shop: object = {},
  ) => expectedWindow(ordered({ ...UNPROMISED, ...changes }), { ...SHOP, delivery, ...shop });
  const on = (placed_at: string) => ({ placed_at: `${placed_at}T09:00:00.000Z` });

  test.each([
    // A Monday, a Thursday, a Saturday.
    ["2026-11-23", 0, 0, { until: "2026-11-23" }],
    ["2026-11-23", 1, 4, { from: "2026-11-24", until: "2026-11-27" }],
    ["2026-11-23", 5, 6, { from: "2026-11-30", until: "2026-12-01" }],
    ["2026-11-26", 2, 2, { until: "2026-11-30" }],
    ["2026-11-28", 1, 1, { until: "2026-11-30" }],
    ["2026-11-28", 0, 1, { until: "2026-11-30" }],
    ["2026-12-31", 1, 1, { until: "2027-01-01" }],
  ])("of an order of %s after %i to %i working days is %j", (day, days_min, days_max, window) => {
    expect(byRule(on(day), { days_min, days_max })).toEqual(window);
  });

  test("passes over the holidays of the shop's country alone", () => {
    const rest_days = {
      weekends: false,
      public_holidays: false,
      closed: [],
      holidays: { DE: ["2026-11-24", "2026-11-25"], FR: ["2026-11-26"] },
    };
    const one = { days_min: 1, days_max: 1 };
    expect(byRule(on("2026-11-23"), one, { country: "DE", rest_days })).toEqual({ until: "2026-11-26" });
    expect(byRule(on("2026-11-23"), one, { rest_days })).toEqual({ until: "2026-11-24" });
  });

  test("passes over public holidays and the days on which the shop is closed", () => {
    const one = { days_min: 1, days_max: 2 };
    const rest_days = { ...SHOP.rest_days, closed: [{ from: "2026-12-28", until: "2026-12-30" }] };
    // The Friday is Christmas Day, the next Friday New Year's Day.
    const shop = { country: "DE", rest_days, public_holidays };
    expect(byRule(on("2026-12-24"), one, shop)).toEqual({ from: "2026-12-31", until: "2027-01-04" });
    expect(byRule(on("2026-12-24"), one, { country: "DE" })).toEqual({
      from: "2026-12-25",
      until: "2026-12-28",
    });
  });

  test("counts from the payment on which the shop waited", () => {
    const { promised: _, ...unpaid } = UNPAID;
    const order = state({ ...unpaid, placed_at: "2026-11-16T09:00:00.000Z" }, paid("p", 24));
    expect(expectedWindow(order, SHOP)).toEqual({ from: "2026-11-25", until: "2026-11-27" });
  });

  test("takes the place of a stated day that had passed before the payment", () => {
    const order = state({ ...UNPAID, promised: { until: "2026-11-23" } }, paid("p", 48));
    expect(expectedWindow(order, SHOP)).toEqual({ from: "2026-11-26", until: "2026-11-30" });
    expect(expectedWindow(state({ ...UNPAID, promised: { until: "2026-11-24" } }, paid("p", 48)), SHOP))
      .toEqual({ until: "2026-11-24" });
  });

  test("ends its search where no day is a working day", () => {
    const days = (year: number) =>
      Array.from({ length: 366 }, (_, at) => new Date(Date.UTC(year, 0, 1 + at)).toISOString().slice(0, 10));
    const holidays = { DE: Array.from({ length: 20 }, (_, at) => days(2026 + at)).flat() };
    const shop = { country: "DE", rest_days: { weekends: false, holidays } };
    // Six thousand days after the order.
    expect(byRule(on("2026-11-23"), { days_min: 1, days_max: 1 }, shop)).toEqual({ until: "2043-04-28" });
  });
});

describe("goods that can leave on a day of their own", () => {
  const available = (...days: readonly (string | undefined)[]): Partial<OrderDetails> => ({
    lines: ADAS_ORDER.lines.map((line, at) => ({ ...line, available_on: days[at] })),
  });

  test.each<readonly [string, OrderDetails, object | null]>([
    ["leave the promise as it is until its end", { ...ADAS_ORDER, ...available("2026-11-27") }, PROMISED],
    ["count by the shop's rule from that day where the promise ends before", {
      ...ADAS_ORDER,
      ...available("2026-12-01"),
    }, { from: "2026-12-03", until: "2026-12-07" }],
    ["count by the rule from the last of such days", {
      ...UNPROMISED,
      ...available("2026-12-01", "2026-12-02"),
    }, { from: "2026-12-04", until: "2026-12-08" }],
    ["count from the order where the day has passed", { ...UNPROMISED, ...available("2026-11-01") }, {
      from: "2026-11-24",
      until: "2026-11-26",
    }],
  ])("%s", (_, details, window) => expect(expectedWindow(ordered(details), SHOP)).toEqual(window));

  test("do not count where they are not brought, or were taken back", () => {
    const digital = { ...ADAS_ORDER, ...available("2026-12-24") };
    const lines = digital.lines.map((line, at) => at === 0 ? { ...line, requires_shipping: false } : line);
    expect(expectedWindow(ordered({ ...digital, lines }), SHOP)).toEqual(PROMISED);
    const removed = {
      type: "order.changed",
      at: hours(1),
      order: { ...ADAS_ORDER, lines: ADAS_ORDER.lines.slice(1) },
    } as const;
    expect(expectedWindow(state({ ...ADAS_ORDER, ...available("2026-12-24") }, removed), SHOP)).toEqual(
      PROMISED,
    );
  });
});

describe("what is still to come is expected", () => {
  test.each<readonly [string, readonly OrderEvent[], object | null]>([
    ["as promised while nothing has left", [], PROMISED],
    ["as promised where the shipment has no date", [left(1, "a")], PROMISED],
    ["by the carrier's date where all has left", [left(1, "a", "2026-11-24")], { until: "2026-11-24" }],
    ["by the carrier's date though it is later", [left(1, "a", "2026-12-24")], { until: "2026-12-24" }],
    [
      "by the later of promise and date while more is due",
      [left(1, "a", "2026-11-24", { lines: MILL })],
      PROMISED,
    ],
    ["by the date where that is later than the promise of the rest", [
      left(1, "a", "2026-12-24", { lines: MILL }),
    ], { until: "2026-12-24" }],
    ["by the last of several dates", [
      left(1, "a", "2026-12-01", { lines: MILL }),
      left(1, "b", "2026-12-04", { lines: [{ line_id: "2", quantity: 2 }] }),
    ], { until: "2026-12-04" }],
    ["by the date of what is still under way", [
      left(1, "a", "2026-12-09", { lines: MILL }),
      left(1, "b", "2026-12-04", { lines: [{ line_id: "2", quantity: 2 }] }),
      scan("shipment.delivered", 2, { id: "a", tracking: [] }),
    ], { until: "2026-12-04" }],
    ["never once it was cancelled", [cancelled(1)], null],
    [
      "as promised for what is collected: never",
      [left(1, "a", "2026-12-24", { way: "pickup", lines: MILL })],
      PROMISED,
    ],
  ])("%s", (_, events, window) => expect(currentWindow(state(ADAS_ORDER, ...events), SHOP)).toEqual(window));

  test("at no date where the promise of the rest is not known", () => {
    const { delivery: _, ...silent } = SHOP;
    expect(currentWindow(state(UNPROMISED, left(1, "a", "2026-11-24", { lines: MILL })), silent)).toBeNull();
    expect(currentWindow(state(UNPROMISED, left(1, "a", "2026-11-24")), silent)).toEqual({
      until: "2026-11-24",
    });
  });

  test("by the window that begins later where two end on one day", () => {
    const windows = (from_a: string | undefined, from_b: string | undefined) => {
      const at = (from: string | undefined) => ({
        expected: from === undefined ? { until: "2026-12-04" } : { from, until: "2026-12-04" },
      });
      return currentWindow(
        state(
          ADAS_ORDER,
          left(1, "a", undefined, { lines: MILL, ...at(from_a) }),
          left(1, "b", undefined, { lines: [{ line_id: "2", quantity: 2 }], ...at(from_b) }),
        ),
        SHOP,
      )!.from;
    };
    expect(windows("2026-12-01", "2026-12-02")).toBe("2026-12-02");
    expect(windows("2026-12-02", "2026-12-01")).toBe("2026-12-02");
    expect(windows(undefined, "2026-12-01")).toBe("2026-12-01");
    expect(windows("2026-12-01", undefined)).toBe("2026-12-01");
  });
});

describe("the window that may be shown", () => {
  const { promised: _, ...undated } = UNPAID;
  test.each<readonly [string, OrderDetails, readonly OrderEvent[], object | null]>([
    ["is none by the shop's rule while the payment is awaited", undated, [], null],
    ["is the promise while the payment is awaited", UNPAID, [], PROMISED],
    ["is the promise that was changed since", UNPAID, [promisedFor(1, "2026-12-04")], {
      until: "2026-12-04",
    }],
    ["is that of the rule once it is paid", undated, [paid("p", 0)], {
      from: "2026-11-24",
      until: "2026-11-26",
    }],
    ["is that of the rule once goods have left", undated, [left(1, "a", undefined, { lines: MILL })], {
      from: "2026-11-24",
      until: "2026-11-26",
    }],
    [
      "is that of the rule where it is paid on delivery",
      { ...undated, payment: { status: "pending", class: "on_delivery" } },
      [],
      { from: "2026-11-24", until: "2026-11-26" },
    ],
    ["is none once it was cancelled", UNPAID, [cancelled(1)], null],
    [
      "is none while goods are missing, though the payment is awaited",
      UNPAID,
      [allocated(1, false, "1")],
      null,
    ],
  ])("%s", (_, details, events, window) => {
    expect(windowToShow(state(details, ...events), SHOP)).toEqual(window);
  });
});

describe("a promised day is missed", () => {
  const missed = (...events: readonly OrderEvent[]) =>
    new Date(missedAt({ until: "2026-11-27" }, state(ADAS_ORDER, ...events), SHOP)).toISOString();
  const out = (at: number) => scan("shipment.out_for_delivery", at);

  test("at ten in the morning after it, where the shop is", () => {
    expect(missed()).toBe("2026-11-28T09:00:00.000Z");
    expect(missed(out(1))).toBe("2026-11-28T09:00:00.000Z");
  });
  test("on the morning after it was out for delivery, where that is later", () => {
    expect(missed(out(6 * DAY))).toBe("2026-11-29T09:00:00.000Z");
    expect(missed(out(6 * DAY), scan("shipment.in_transit", 6 * DAY + 1))).toBe("2026-11-28T09:00:00.000Z");
  });
});

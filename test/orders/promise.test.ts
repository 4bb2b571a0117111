import { describe, expect, test } from "vitest";
import type { OrderDetails } from "../../src/orders/event.ts";
import { evolve } from "../../src/orders/fold/evolve.ts";
import { fold } from "../../src/orders/fold/fold.ts";
import { expectedWindow } from "../../src/orders/promise.ts";
import { ADAS_ORDER, NOW, placed, SHOP } from "../support/cast.ts";
import type { Order } from "../../src/orders/state.ts";
import { CONFIRMED, DAY, find, owed, scan } from "../support/plan_input.ts";

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

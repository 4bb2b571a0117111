import { describe, expect, test } from "vitest";
import { ORDER_KINDS, type OrderKind } from "../../../src/messages/message.ts";
import { isExpired, TRUE_UNTIL } from "../../../src/orders/plan/true_until.ts";
import { ADAS_ORDER, hours, NOW, NOW_MS } from "../../support/cast.ts";
import { DAY, inputOf, scan } from "../../support/plan_input.ts";

const events = [scan("shipment.shipped", 1), scan("shipment.delivered", 30)];
const until = (
  kind: OrderKind,
  about: string,
  fact_at = NOW,
  given: Parameters<typeof inputOf>[0] = { events },
) => {
  const at_ms = TRUE_UNTIL[kind].at(inputOf(given), about, fact_at);
  return at_ms === null ? null : new Date(at_ms).toISOString();
};

/** The end of the 27th in Berlin. */
const END = "2026-11-27T23:00:00.000Z";

describe("a mail is valid", () => {
  test("as long as its state stands, for most kinds", () => {
    const input = inputOf({ events });
    const ends = ORDER_KINDS.filter((kind) => TRUE_UNTIL[kind].at(input, "2026-11-27", NOW) !== null);
    expect(ends.toSorted()).toEqual([
      "back_on_track",
      "delay_notice",
      "order_link",
      "return_window_closing",
      "shipment_attempted",
      "shipment_out_for_delivery",
      "shipment_updated",
    ]);
    for (const kind of ORDER_KINDS) {
      expect(TRUE_UNTIL[kind].doc === "its state has passed", kind).toBe(!ends.includes(kind));
    }
  });

  test.each(["back_on_track", "delay_notice", "shipment_updated"] as const)(
    "until the day that it names is over: %s",
    (kind) => {
      expect(until(kind, "2026-11-27")).toBe(END);
      expect(until(kind, "2026-11-27:2")).toBe(END);
      expect(until(kind, "2026-11-27:12")).toBe(END);
      expect(until(kind, "p1:2026-11-27")).toBe(END);
      expect(until(kind, "sooner:2026-11-27:3")).toBe(END);
      expect(until(kind, "missed:2026-11-27")).toBeNull();
      expect(until(kind, "p1:JD0146")).toBeNull();
      expect(until(kind, hours(3))).toBeNull();
      expect(until(kind, "p12026-11-27")).toBeNull();
    },
  );

  test("until the end of that day where the customer lives", () => {
    const order = { ...ADAS_ORDER, shipping_address: { lines: [], country: "JP" } };
    expect(until("delay_notice", "2026-11-27", NOW, { order })).toBe("2026-11-27T15:00:00.000Z");
  });

  test("until the day of its scan is over, for a shipment that is out for delivery", () => {
    expect(until("shipment_out_for_delivery", "p1", "2026-11-27T07:00:00.000Z")).toBe(END);
    const there = [
      { ...scan("shipment.out_for_delivery", 2), place: "Osaka, JP" } as (typeof events)[number],
    ];
    expect(until("shipment_out_for_delivery", "p1:2", "2026-11-27T07:00:00.000Z", { events: there })).toBe(
      "2026-11-27T15:00:00.000Z",
    );
    expect(until("shipment_out_for_delivery", "p12", "2026-11-27T07:00:00.000Z", { events: there })).toBe(
      END,
    );
  });

  test("for three days after an attempt, and for a day after the hour of a requested link", () => {
    expect(until("shipment_attempted", "p1:1", hours(5))).toBe(hours(5 + 3 * DAY));
    expect(until("order_link", "2026-11-22T10")).toBe("2026-11-23T10:59:59.000Z");
  });

  test("until the time for returns ends", () => {
    expect(until("return_window_closing", "")).toBe(hours(30 + 30 * DAY));
    expect(until("return_window_closing", "", NOW, {})).toBeNull();
  });
});

test("a mail has expired at the end of its validity, and never without one", () => {
  const expired = (kind: OrderKind, about: string, at_ms: number) =>
    isExpired({ ...inputOf({ events }), now_ms: at_ms }, kind, about, NOW);
  expect(expired("delay_notice", "2026-11-27", Date.parse(END) - 1)).toBe(false);
  expect(expired("delay_notice", "2026-11-27", Date.parse(END))).toBe(true);
  expect(expired("order_confirmation", "", NOW_MS * 2)).toBe(false);
});

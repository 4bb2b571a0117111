import { describe, expect, test } from "vitest";
import { fold } from "../../src/orders/fold/fold.ts";
import { afterQuietHours, atDecentHour, localTime } from "../../src/orders/quiet_hours.ts";
import type { ShopSettings } from "../../src/orders/shop.ts";
import { ADAS_ORDER, placed, SHOP } from "../support/cast.ts";

const inBerlin = (shop: Partial<ShopSettings>, at: string) =>
  new Date(afterQuietHours({ ...SHOP, ...shop }, "Europe/Berlin", "DE", Date.parse(at))).toISOString();
const quiet = (from_hour: number, until_hour: number) => ({ quiet_hours: { from_hour, until_hour } });

describe("quiet hours", () => {
  test.each([
    // Within one day: from one to three in Berlin.
    [13, 15, "2026-11-24T11:59:59.000Z", "2026-11-24T11:59:59.000Z"],
    [13, 15, "2026-11-24T12:00:00.000Z", "2026-11-24T14:00:00.000Z"],
    [13, 15, "2026-11-24T13:59:59.000Z", "2026-11-24T14:00:00.000Z"],
    [13, 15, "2026-11-24T14:00:00.000Z", "2026-11-24T14:00:00.000Z"],
    // Over midnight: from nine in the evening to eight in the morning.
    [21, 8, "2026-11-23T19:59:59.000Z", "2026-11-23T19:59:59.000Z"],
    [21, 8, "2026-11-23T20:00:00.000Z", "2026-11-24T07:00:00.000Z"],
    [21, 8, "2026-11-24T06:59:00.000Z", "2026-11-24T07:00:00.000Z"],
    [21, 8, "2026-11-24T07:00:00.000Z", "2026-11-24T07:00:00.000Z"],
    // Equal hours are none.
    [8, 8, "2026-11-24T07:30:00.000Z", "2026-11-24T07:30:00.000Z"],
    [0, 0, "2026-11-24T23:30:00.000Z", "2026-11-24T23:30:00.000Z"],
  ])("from %i to %i: %s waits until %s", (from_hour, until_hour, at, until) => {
    expect(inBerlin(quiet(from_hour, until_hour), at)).toBe(until);
  });

  test("end on a day of work", () => {
    const rest_days = {
      weekends: true,
      public_holidays: false,
      closed: [],
      holidays: { DE: ["2026-11-23"], FR: ["2026-11-24"] },
    };
    // A Friday evening, and the Monday after it is a holiday.
    expect(inBerlin({ rest_days }, "2026-11-20T20:00:00.000Z")).toBe("2026-11-24T07:00:00.000Z");
    expect(
      inBerlin(
        { rest_days: { weekends: false, public_holidays: false, closed: [], holidays: {} } },
        "2026-11-20T20:00:00.000Z",
      ),
    ).toBe(
      "2026-11-21T07:00:00.000Z",
    );
  });

  test("that never end within two weeks hold nothing back", () => {
    const days = Array.from({ length: 20 }, (_, at) => `2026-12-${String(at + 1).padStart(2, "0")}`);
    const shut = (count: number) => ({
      rest_days: {
        weekends: false,
        public_holidays: false,
        closed: [],
        holidays: { DE: days.slice(0, count) },
      },
    });
    expect(inBerlin(shut(20), "2026-12-01T10:30:00.000Z")).toBe("2026-12-01T10:30:00.000Z");
    expect(inBerlin(shut(13), "2026-12-01T10:30:00.000Z")).toBe("2026-12-14T07:00:00.000Z");
    // The last hour that is tried is fourteen days after the hour of the mail.
    expect(inBerlin(shut(14), "2026-12-01T07:30:00.000Z")).toBe("2026-12-15T07:00:00.000Z");
    expect(inBerlin(shut(14), "2026-12-01T06:30:00.000Z")).toBe("2026-12-01T06:30:00.000Z");
  });
});

describe("a decent hour", () => {
  const at = (changes: Partial<typeof ADAS_ORDER>, ms: string) => {
    const order = fold([placed({ ...ADAS_ORDER, ...changes })])!;
    const shop = {
      ...SHOP,
      rest_days: { weekends: false, public_holidays: false, closed: [], holidays: { JP: ["2026-11-24"] } },
    };
    return new Date(atDecentHour({ order, shop }, Date.parse(ms))).toISOString();
  };
  const JAPAN = { lines: [], country: "JP" };

  test("is one where the customer lives, by delivery or billing address, and not on their holidays", () => {
    // Eight in the morning of the 25th in Osaka: the 24th is a holiday.
    const morning = "2026-11-24T23:00:00.000Z";
    expect(at({ shipping_address: JAPAN }, "2026-11-23T16:00:00.000Z")).toBe(morning);
    expect(at({ shipping_address: undefined, billing_address: JAPAN }, "2026-11-23T16:00:00.000Z")).toBe(
      morning,
    );
    expect(at({}, "2026-11-23T16:00:00.000Z")).toBe("2026-11-23T16:00:00.000Z");
    // Without an address it is the shop's zone, and no country's holidays.
    const nowhere = { shipping_address: undefined, billing_address: undefined };
    expect(at(nowhere, "2026-11-23T22:00:00.000Z")).toBe("2026-11-24T07:00:00.000Z");
  });
});

test.each([
  ["Europe/Berlin", "2026-11-24T23:30:00.000Z", "2026-11-25", 0],
  ["America/New_York", "2026-11-24T04:30:00.000Z", "2026-11-23", 23],
  ["Asia/Kathmandu", "2026-11-24T00:10:00.000Z", "2026-11-24", 5],
  ["UTC", "2026-01-02T12:00:00.000Z", "2026-01-02", 12],
])("in %s, %s is the day %s and the hour %i", (zone, at, day, hour) => {
  expect(localTime(zone, Date.parse(at))).toEqual({ day, hour });
});

/** The clocks of a case stand still while nobody is there: at night, on days without hours, on holidays and closed days. */
import { describe, expect, test } from "vitest";
import {
  afterWorkingHours,
  closesAt,
  isOpenAt,
  opensAt,
  workingHoursBetween,
} from "../../src/cases/clocks.ts";
import public_holidays from "../../src/orders/public_holidays.json" with { type: "json" };
import type { ShopSettings } from "../../src/orders/shop.ts";
import { SHOP } from "../support/cast.ts";

const OPEN = { days: [1, 2, 3, 4, 5], from_hour: 9, until_hour: 17 };
/** In Berlin, from nine to five, Monday to Friday. */
const shop = (rest: Partial<ShopSettings["rest_days"]> = {}, hours = OPEN): ShopSettings => ({
  ...SHOP,
  country: "DE",
  time_zone: "Europe/Berlin",
  support: { ...SHOP.support, hours },
  rest_days: { ...SHOP.rest_days, ...rest },
  ...(rest.public_holidays === true ? { public_holidays } : {}),
});
const at = (local: string) => Date.parse(`${local}:00+01:00`);
const due = (settings: ShopSettings, from: string, hours: number) =>
  new Date(afterWorkingHours(settings, at(from), hours) + 3_600_000).toISOString().slice(0, 16);

describe("eight working hours", () => {
  test.each([
    ["2026-12-21T10:00", "2026-12-22T10:00"],
    ["2026-12-21T03:00", "2026-12-21T17:00"],
    // Thursday at four: one hour today, the rest after the weekend where Friday is a holiday.
    ["2026-12-24T16:00", "2026-12-25T16:00"],
    ["2026-12-26T12:00", "2026-12-28T17:00"],
  ])("after %s are over at %s", (from, until) => {
    expect(due(shop(), from, 8)).toBe(until);
  });

  test("leave out public holidays and the shop's own closed days", () => {
    expect(due(shop({ public_holidays: true }), "2026-12-24T16:00", 8)).toBe("2026-12-28T16:00");
    const closed = [{ from: "2026-12-28", until: "2026-12-30" }];
    expect(due(shop({ public_holidays: true, closed }), "2026-12-24T16:00", 8)).toBe("2026-12-31T16:00");
  });
});

describe("a closed day", () => {
  const closed = shop({ closed: [{ from: "2026-12-28" }] });

  test("has no hour of work, and the next one opens at nine", () => {
    expect(isOpenAt(closed, at("2026-12-28T10:00"))).toBe(false);
    expect(opensAt(closed, at("2026-12-28T10:00"))).toBe(at("2026-12-29T09:00"));
    expect(closesAt(closed, at("2026-12-28T10:00"))).toBeNull();
    expect(closesAt(closed, at("2026-12-29T10:00"))).toBe(at("2026-12-29T17:00"));
  });

  test("adds nothing to the hours between two moments", () => {
    expect(workingHoursBetween(shop(), at("2026-12-28T08:00"), at("2026-12-29T18:00"))).toBe(16);
    expect(workingHoursBetween(closed, at("2026-12-28T08:00"), at("2026-12-29T18:00"))).toBe(8);
  });
});

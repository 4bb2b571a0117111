import { describe, expect, test } from "vitest";
import public_holidays from "../../src/orders/public_holidays.json" with { type: "json" };
import { publicHolidaysOf } from "../../src/orders/public_holidays.ts";
import { isHoliday, isRestDay, isShopClosed, isWeekend } from "../../src/orders/rest_days.ts";
import { SHOP } from "../support/cast.ts";

const shop = (weekends: boolean) => ({
  ...SHOP,
  rest_days: {
    weekends,
    public_holidays: false,
    closed: [],
    holidays: { DE: ["2026-12-25", "2026-12-26"], FR: ["2026-07-14"] },
  },
});

describe("a day of rest", () => {
  test.each([
    ["2026-11-20", false],
    ["2026-11-21", true],
    ["2026-11-22", true],
    ["2026-11-23", false],
  ])("by the week: %s is one: %s", (day, rests) => {
    expect(isWeekend(day)).toBe(rests);
    expect(isRestDay(shop(true), "DE", day)).toBe(rests);
    expect(isRestDay(shop(false), "DE", day)).toBe(false);
  });

  test.each([
    ["DE", "2026-12-25", true],
    ["DE", "2026-12-24", false],
    ["DE", "2026-07-14", false],
    ["FR", "2026-07-14", true],
    ["FR", "2026-12-25", false],
    ["JP", "2026-12-25", false],
    [undefined, "2026-12-25", false],
  ])("by the holidays of %s: %s is one: %s", (country, day, rests) => {
    expect(isHoliday(shop(false), country, day)).toBe(rests);
    expect(isRestDay(shop(false), country, day)).toBe(rests);
  });
});

describe("public holidays", () => {
  test.each([
    ["DE", "2026-12-25", true],
    ["DE", "2026-12-24", false],
    ["DE", "2027-03-29", true], // Easter Monday.
    ["FR", "2029-07-14", true],
    ["JP", "2030-11-03", true],
    ["US", "2028-11-23", true], // Thanksgiving.
    ["US", "2028-11-24", false],
    ["QQ", "2026-12-25", false],
    ["DE", "2050-12-25", false],
    [undefined, "2026-12-25", false],
  ])("of %s: %s is one: %s", (country, day, rests) => {
    expect(isHoliday({ ...shop(false), public_holidays }, country, day)).toBe(rests);
    expect(isHoliday(shop(false), country, day) && !day.startsWith("2026-12")).toBe(false);
  });

  test("stand in order, each year of its own, for ten years of every country", () => {
    for (const [country, years] of Object.entries(public_holidays.days)) {
      expect(years.split("|"), country).toHaveLength(10);
      const days = [2026, 2035].flatMap((year) => publicHolidaysOf(public_holidays, country, year));
      expect(days, country).toEqual([...new Set(days)].sort());
      for (const day of days) expect(new Date(`${day}T00:00:00Z`).toISOString().slice(0, 10)).toBe(day);
    }
  });
});

describe("a shop's own closed day", () => {
  const closed = [{ from: "2026-08-03", until: "2026-08-14", name: "Summer" }, { from: "2026-12-31" }];
  const own = { ...shop(false), country: "DE", rest_days: { ...shop(false).rest_days, closed } };

  test.each([
    ["2026-08-02", false],
    ["2026-08-03", true],
    ["2026-08-14", true],
    ["2026-08-15", false],
    ["2026-12-31", true],
    ["2027-01-01", false],
    ["2026-12-25", true],
  ])("is no day of work: %s is one: %s", (day, is_closed) => {
    expect(isShopClosed(own, day)).toBe(is_closed);
  });

  test("keeps no customer from a mail: they are at home elsewhere", () => {
    expect(isRestDay(own, "DE", "2026-08-05")).toBe(false);
  });
});

import { describe, expect, test } from "vitest";
import { isHoliday, isRestDay, isWeekend } from "../../src/orders/rest_days.ts";
import { SHOP } from "../support/cast.ts";

const shop = (weekends: boolean) => ({
  ...SHOP,
  rest_days: { weekends, holidays: { DE: ["2026-12-25", "2026-12-26"], FR: ["2026-07-14"] } },
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

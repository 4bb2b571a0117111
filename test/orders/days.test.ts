import { describe, expect, test } from "vitest";
import { dayIn, endOfDay } from "../../src/orders/days.ts";

describe("a calendar day", () => {
  test.each([
    ["UTC", "2026-11-24", "2026-11-25T00:00:00.000Z"],
    ["Europe/Berlin", "2026-11-24", "2026-11-24T23:00:00.000Z"],
    ["Europe/Berlin", "2026-07-24", "2026-07-24T22:00:00.000Z"],
    // The clocks go back in the night before: the day ends by the new offset.
    ["Europe/Berlin", "2026-10-24", "2026-10-24T22:00:00.000Z"],
    ["Europe/Berlin", "2026-10-25", "2026-10-25T23:00:00.000Z"],
    ["America/Los_Angeles", "2026-11-24", "2026-11-25T08:00:00.000Z"],
    ["America/St_Johns", "2026-11-24", "2026-11-25T03:30:00.000Z"],
    ["Asia/Kathmandu", "2026-11-24", "2026-11-24T18:15:00.000Z"],
    ["-05:00", "2026-12-31", "2027-01-01T05:00:00.000Z"],
    ["+05:30", "2026-11-24", "2026-11-24T18:30:00.000Z"],
  ])("in %s ends: %s at %s", (zone, day, end) => {
    expect(new Date(endOfDay(zone, day)).toISOString()).toBe(end);
    // The last millisecond belongs to it, and the next day begins at its end.
    expect(dayIn(zone, endOfDay(zone, day) - 1)).toBe(day);
    expect(dayIn(zone, endOfDay(zone, day)) > day).toBe(true);
  });

  test.each([
    ["Europe/Berlin", "2026-11-23T22:59:59.999Z", "2026-11-23"],
    ["Europe/Berlin", "2026-11-23T23:00:00.000Z", "2026-11-24"],
    ["America/New_York", "2026-01-01T04:59:00.000Z", "2025-12-31"],
    ["Asia/Tokyo", "2026-03-08T15:00:00.000Z", "2026-03-09"],
    ["-05:00", "2026-03-09T04:59:00.000Z", "2026-03-08"],
    ["UTC", "0999-05-01T12:00:00.000Z", "0999-05-01"],
  ])("in %s holds a moment: %s is %s", (zone, at, day) => {
    expect(dayIn(zone, Date.parse(at))).toBe(day);
  });
});

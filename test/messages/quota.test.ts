import { describe, expect, test } from "vitest";
import { roomFor, warmUpLimit } from "../../src/messages/quota.ts";

const DAY_MS = 86_400_000;
const MIDNIGHT_MS = Date.UTC(2026, 10, 22);
const NOON_MS = Date.UTC(2026, 10, 22, 12);
const TOMORROW_MS = MIDNIGHT_MS + DAY_MS;

describe("a daily quota", () => {
  test.each(
    [
      ["urgent", 0, NOON_MS],
      ["urgent", 99, NOON_MS],
      ["urgent", 100, TOMORROW_MS],
      // Bulk mails have 70 of the hundred, evenly over the day: the 36th has its turn at a moment after noon.
      ["bulk", 0, NOON_MS],
      ["bulk", 35, NOON_MS],
      ["bulk", 36, MIDNIGHT_MS + Math.floor(DAY_MS * 36 / 70)],
      ["bulk", 69, MIDNIGHT_MS + Math.floor(DAY_MS * 69 / 70)],
      ["bulk", 70, TOMORROW_MS],
      ["bulk", 100, TOMORROW_MS],
    ] as const,
  )("has room for one more %s mail after %i of 100 at the right time", (lane, sent, at_ms) => {
    expect(roomFor({ per_day: 100, sent }, lane, NOON_MS)).toBe(at_ms);
  });

  test("starts anew at midnight in UTC", () => {
    expect(roomFor({ per_day: 2, sent: 2 }, "urgent", MIDNIGHT_MS)).toBe(TOMORROW_MS);
    expect(roomFor({ per_day: 2, sent: 2 }, "urgent", MIDNIGHT_MS - 1)).toBe(MIDNIGHT_MS);
  });

  test("of a single mail is kept for an urgent one", () => {
    expect(roomFor({ per_day: 1, sent: 0 }, "bulk", NOON_MS)).toBe(TOMORROW_MS);
    expect(roomFor({ per_day: 1, sent: 0 }, "urgent", NOON_MS)).toBe(NOON_MS);
  });
});

describe("the warm-up of a new domain", () => {
  const limits = (...days: readonly number[]) =>
    days.map((day) => warmUpLimit("2026-11-22", NOON_MS + day * DAY_MS));

  test("doubles the limit each day, and ends", () => {
    expect(limits(0, 1, 2, 3, 4, 5)).toEqual([50, 100, 200, 400, 800, 1_600]);
    expect(limits(11, 12, 400)).toEqual([102_400, null, null]);
  });

  test("changes at midnight, and stands at its first day before it has begun", () => {
    expect(warmUpLimit("2026-11-22", TOMORROW_MS - 1)).toBe(50);
    expect(warmUpLimit("2026-11-22", TOMORROW_MS)).toBe(100);
    expect(limits(-1, -30)).toEqual([50, 50]);
  });
});

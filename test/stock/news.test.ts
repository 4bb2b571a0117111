import { describe, expect, test } from "vitest";
import type { Allocation } from "../../src/stock/allocation.ts";
import { type JudgedLine, newsOf, WORD_STANDS_MS } from "../../src/stock/news.ts";
import { lookAt } from "../../src/stock/settling.ts";
import { hours, NOW, NOW_MS } from "../support/cast.ts";

function verdict(
  available: boolean,
  told: Pick<JudgedLine, "available"> & Partial<JudgedLine>,
  expected_on: string | null = null,
): Allocation<JudgedLine> {
  const line: JudgedLine = {
    order_id: "demo/standard/1",
    line_id: "1",
    placed_at: NOW,
    quantity: 1,
    sent: 0,
    sent_at: null,
    expected_on: null,
    allocated_at: null,
    ...told,
  };
  return { line, available, expected_on };
}

const isNews = (...verdicts: Allocation<JudgedLine>[]) => newsOf(verdicts, NOW_MS).by_order.size > 0;

describe("for an order it is news", () => {
  test("that a line is missing, unless that was reported before", () => {
    expect(isNews(verdict(false, { available: null }))).toBe(true);
    expect(isNews(verdict(false, { available: true }))).toBe(true);
    expect(isNews(verdict(false, { available: false }))).toBe(false);
  });
  test("that a line is available, only if the opposite was reported before", () => {
    expect(isNews(verdict(true, { available: false }))).toBe(true);
    expect(isNews(verdict(true, { available: null }))).toBe(false);
    expect(isNews(verdict(true, { available: true }))).toBe(false);
  });
  test("that the goods come on another day", () => {
    const told = { available: false, expected_on: "2026-12-01" };
    expect(isNews(verdict(false, told, "2026-12-01"))).toBe(false);
    expect(isNews(verdict(false, told, "2026-12-04"))).toBe(true);
  });
  test("but not within an hour after the last report, and then the result says until when it waits", () => {
    const news = newsOf([verdict(true, { available: false, allocated_at: hours(-0.5) })], NOW_MS);
    expect(news.by_order.size).toBe(0);
    expect(news.held_until_ms).toBe(NOW_MS + WORD_STANDS_MS / 2);
    expect(isNews(verdict(true, { available: false, allocated_at: hours(-1) }))).toBe(true);
  });
});

test("the next check is when the first report that is still younger than an hour becomes an hour old", () => {
  const word = (age_h: number, order_id: string) =>
    verdict(false, { available: false, allocated_at: hours(-age_h), order_id }, "2026-12-05");
  const news = newsOf([word(2, "demo/standard/1"), word(0.25, "demo/standard/2")], NOW_MS);
  expect(news.held_until_ms).toBe(NOW_MS + WORD_STANDS_MS * 3 / 4);
});

describe("of several orders", () => {
  const word = (age_h: number | null, order_id: string, line_id = "1") =>
    verdict(false, {
      available: true,
      allocated_at: age_h === null ? null : hours(-age_h),
      order_id,
      line_id,
    });

  test("the news is grouped by order, and what waits is left out until the first of it may leave", () => {
    const all = [word(null, "a"), word(2, "b"), word(0.5, "c"), word(1, "a", "2"), word(0.75, "d")];
    const { by_order, held_until_ms } = newsOf(all, NOW_MS);
    const lines = [...by_order].map(([id, news]) => [id, news.map(({ line }) => line.line_id)]);
    expect(lines).toEqual([["a", ["1", "2"]], ["b", ["1"]]]);
    expect(held_until_ms).toBe(NOW_MS + WORD_STANDS_MS / 4);
  });

  test("nothing waits whose last report is an hour old to the moment", () => {
    expect(newsOf([word(1, "a")], NOW_MS).held_until_ms).toBeNull();
    expect(newsOf([], NOW_MS)).toEqual({ by_order: new Map(), held_until_ms: null });
  });
});

describe("a SKU whose stock changed", () => {
  test("is checked after more than half of its settle time and before the end of it", () => {
    for (const settle_s of [2, 60, 300, 86_400]) {
      for (const now_ms of [NOW_MS, NOW_MS + 1, NOW_MS + 149_999, NOW_MS + 150_000]) {
        const wait_ms = lookAt(now_ms, settle_s) - now_ms;
        expect(wait_ms).toBeGreaterThan(settle_s * 500);
        expect(wait_ms).toBeLessThanOrEqual(settle_s * 1_000);
      }
    }
  });
  test("is checked once when it changed twice in a moment", () => {
    expect(lookAt(NOW_MS + 1, 300)).toBe(lookAt(NOW_MS + 60_000, 300));
  });
});

import { describe, expect, test } from "vitest";
import {
  addHistograms,
  bucketOf,
  countOf,
  type LatencyHistogram,
  percentile,
} from "../../src/messages/latency_histogram.ts";

function counted(...took_ms: readonly number[]): LatencyHistogram {
  return took_ms.map((ms): LatencyHistogram => ({ [bucketOf(ms)]: 1 })).reduce(addHistograms, {});
}

describe("seconds", () => {
  test("give a percentile that is at most a fifth too high, and never too low", () => {
    for (const ms of [126, 700, 1_000, 59_999, 600_000, 86_400_000]) {
      const facts_shown = percentile(counted(ms), 0.95)!;
      expect(facts_shown).toBeGreaterThanOrEqual(Number((ms / 1_000).toPrecision(3)));
      expect(facts_shown).toBeLessThan(ms / 1_000 * 1.2);
    }
  });

  test("sort the buckets by number, so that the slowest of many is not the median", () => {
    const histogram = counted(...Array<number>(95).fill(200), ...Array<number>(5).fill(60_000));
    expect(countOf(histogram)).toBe(100);
    expect(percentile(histogram, 0.5)).toBeLessThan(0.25);
    expect(percentile(histogram, 0.95)).toBeLessThan(0.25);
    expect(percentile(histogram, 0.96)).toBeGreaterThanOrEqual(60);
  });

  test("are null without any measurement; a negative duration counts as zero", () => {
    expect(percentile({}, 0.95)).toBeNull();
    expect(bucketOf(-5)).toBe(0);
    expect(bucketOf(1e15)).toBe(100);
  });
});

describe("a bucket", () => {
  test("ends at a quarter of an octave above an eighth of a second; the last holds all that took longer", () => {
    expect([0, 125, 126, 148, 149, 250, 251, 500].map(bucketOf)).toEqual([0, 0, 1, 1, 2, 4, 5, 8]);
    expect([125 * 2 ** 24.75, 125 * 2 ** 25, 125 * 2 ** 26].map(bucketOf)).toEqual([99, 100, 100]);
  });

  test("is told as seconds of its end, with three figures", () => {
    const end = (bucket: number) => percentile({ [bucket]: 1 }, 1);
    expect([0, 1, 4, 8, 30].map(end)).toEqual([0.125, 0.149, 0.25, 0.5, 22.6]);
  });
});

test("histograms are added bucket by bucket", () => {
  expect(addHistograms({ 0: 1, 4: 2 }, { 4: 3, 10: 5 })).toEqual({ 0: 1, 4: 5, 10: 5 });
  expect(countOf({ 0: 1, 4: 5, 10: 5 })).toBe(11);
  expect(countOf({})).toBe(0);
});

test.each([
  [0.5, 0.125],
  [0.51, 0.25],
  [1, 0.5],
])("the share %d of two quick and two slow mails left within %d s", (share, seconds) => {
  expect(percentile({ 8: 1, 0: 2, 4: 1 }, share)).toBe(seconds);
});

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

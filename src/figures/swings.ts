/** Says by how much rates swing from week to week, and which chance is small enough among many comparisons. Pure. */
import { type Parts, sum, type Sums } from "./series.ts";

/** Days of the comparison. */
export const WINDOWS = [7, 14] as const;
/** A rate swings by a tenth from week to week, even where all weeks were calmer. */
export const SWING_MIN = 0.01;
/** A shop of few weeks is taken to swing by 15 %, which counts as much as four weeks of its own. */
const SWING_FIRST = 0.0225;
const SWING_FIRST_WEEKS = 4;
interface Swinging {
  readonly parts: Parts;
  readonly days: number;
  readonly sums: Sums;
}

/**
 * Returns by how much a rate swings from week to week beyond chance, as the square of its share of the rate: what is left of
 * the weeks' squared differences once chance has its part, for all candidates of the same shape together. Large counts swing
 * by more cases than small ones, as bad weather does.
 */
export function swingsOf(compared: readonly Swinging[]): ReadonlyMap<string, number> {
  const sums = new Map<string, { beyond: number; square: number; weeks: number }>();
  for (const { parts, days, sums: { bad, all } } of compared) {
    const into = sums.get(shapeOf(parts)) ?? { beyond: 0, square: 0, weeks: 0 };
    sums.set(shapeOf(parts), into);
    if (days !== WINDOWS[0]) continue;
    const weeks: { bad: number; all: number }[] = [];
    for (let end = bad.length - WINDOWS[1]; end >= 7; end -= 7) {
      weeks.push({ bad: sum(bad.slice(end - 7, end)), all: sum(all.slice(end - 7, end)) });
    }
    const full = weeks.filter(({ all: count }) => count > 0);
    const rate = sum(full.map(({ bad: count }) => count)) / sum(full.map(({ all: count }) => count));
    if (full.length < 3 || rate === 0) continue;
    into.weeks += full.length;
    for (const week of full) {
      const mean = week.all * rate;
      into.beyond += (week.bad - mean) ** 2 * full.length / (full.length - 1) - mean;
      into.square += mean ** 2;
    }
  }
  return new Map([...sums].map(([shape, { beyond, square, weeks }]) => {
    const own = square === 0 ? 0 : beyond / square;
    const swing = (SWING_FIRST_WEEKS * SWING_FIRST + weeks * own) / (SWING_FIRST_WEEKS + weeks);
    return [shape, Math.max(SWING_MIN, swing)];
  }));
}

/** Which parts are named, whatever their values. */
export function shapeOf(parts: Parts): string {
  return parts.map((part) => part === null ? "-" : "x").join("");
}

/** Returns the bound for each single comparison: those that can never come below it do not count. */
export function tarone(least: readonly number[], chance: number): number {
  const sorted = least.toSorted((a, b) => a - b);
  for (let count = 1; count <= sorted.length; count++) {
    const bound = chance / count;
    if (sorted.filter((one) => one <= bound).length <= count) return bound;
  }
  return chance / Math.max(1, sorted.length);
}

/** Sums counts by the parts of their keys, and says how far a share or a mean can be trusted. Pure. */
import { addHistograms, type LatencyHistogram } from "../messages/latency_histogram.ts";
import { type Interval, wilson, Z } from "./chance.ts";
import { type Counts, partsOf } from "./counts.ts";

/** A share with how far it can be trusted; null where there is none to speak of. */
export type Share = { readonly cases: number; readonly of: number; readonly value: number } & Interval;

/** A mean with half the width of its bounds of 95 %. */
export interface Rating {
  readonly count: number;
  readonly value: number;
  readonly margin: number;
}

const GROUPS_MAX = 12;
const FIRST_PART_MAX = 200;

export function shareOf(cases: number, of: number): Share | null {
  return of === 0 ? null : { cases, of, value: cases / of, ...wilson(cases, of) };
}

export function sumWhere(
  by_key: Readonly<Record<string, number>> | undefined,
  is_of: (parts: readonly string[]) => boolean,
): number {
  return Object.entries(by_key ?? {}).reduce(
    (sum, [key, count]) => is_of(partsOf(key)) ? sum + count : sum,
    0,
  );
}

/** The largest groups by one part of the key. */
export function groups(
  by_key: Readonly<Record<string, number>> | undefined,
  part: number,
): readonly { readonly name: string; readonly cases: number }[] {
  const sums = new Map<string, number>();
  for (const [key, count] of Object.entries(by_key ?? {})) {
    const name = partsOf(key)[part] ?? "";
    sums.set(name, (sums.get(name) ?? 0) + count);
  }
  return [...sums].map(([name, cases]) => ({ name, cases })).toSorted((a, b) => b.cases - a.cases)
    .slice(0, part === 0 ? FIRST_PART_MAX : GROUPS_MAX);
}
/** Returns the mean of all scores, for `nps` the share of promoters (9 and 10) less that of detractors (0 to 6), times 100. */
export function ratingOf({ rated }: Counts, about: string): Rating | null {
  const scores = Object.entries(rated ?? {}).map(([key, count]) => [partsOf(key), count] as const)
    .filter(([parts]) => parts[0] === about)
    .map(([parts, count]): readonly [number, number] => {
      const score = Number(parts[1]);
      return [about !== "nps" ? score : score >= 9 ? 100 : score <= 6 ? -100 : 0, count];
    });
  const count = scores.reduce((sum, [, one]) => sum + one, 0);
  if (count === 0) return null;
  const mean = scores.reduce((sum, [score, one]) => sum + score * one, 0) / count;
  const square = scores.reduce((sum, [score, one]) => sum + one * (score - mean) ** 2, 0);
  const margin = count < 2 ? Infinity : Z * Math.sqrt(square / (count - 1) / count);
  const widest = about === "nps" ? 200 : 4;
  return { count, value: Number(mean.toFixed(2)), margin: Number(Math.min(margin, widest).toFixed(2)) };
}

/** The counts of a histogram's buckets, whose number stands at `part` of the key. */
export function histogramOf(
  by_key: Readonly<Record<string, number>> | undefined,
  is_of: (parts: readonly string[]) => boolean,
  part: number,
): LatencyHistogram {
  return Object.entries(by_key ?? {}).map(([key, count]): LatencyHistogram => {
    const parts = partsOf(key);
    return is_of(parts) ? { [parts[part] ?? ""]: count } : {};
  }).reduce(addHistograms, {});
}

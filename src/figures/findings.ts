/** Says what stands out in a shop's last days: each finding with its counts, since when, and what it is made of. Pure. */
import { type Interval, wilson } from "./chance.ts";
import { worstOf } from "./compare.ts";
import { BASELINE_MIN_DAYS, type Judged } from "./judged.ts";
import { WINDOWS } from "./swings.ts";
import type { DayCounts } from "./counts.ts";
import { type Cell, UNKNOWN } from "./cells.ts";
import { FAMILY_TABLE } from "./families.ts";
import { leadDays, mainOf } from "./family.ts";
import {
  type About,
  isOf,
  type Parts,
  partsIn,
  type Series,
  seriesOf,
  sum,
  type Sums,
  sumsOf,
  type Trouble,
  without,
} from "./series.ts";

export interface Finding extends About {
  /** Days of the comparison, 7 or 14, up to the last day. */
  readonly days: number;
  readonly cases: number;
  readonly of: number;
  readonly rate: Interval & { readonly value: number };
  /** The usual rate, and of how many. */
  readonly usual: number;
  readonly usual_of: number;
  /** The day since when it is so, as far as the figures can say. */
  readonly since: string;
  /** Chance that nothing is the matter, before the correction. */
  readonly chance: number;
  /** The largest shares of the bad cases by the parts that are not named. */
  readonly evidence: readonly { readonly part: string; readonly value: string; readonly cases: number }[];
}

const BASELINE_DAYS = 84;
const FOUND_MAX = 8;
const EVIDENCE_MAX = 3;
const EVIDENCE_SHARE_MIN = 0.5;
const EVIDENCE_LIFT_MIN = 1.3;
const SINCE_DAYS = 21;

/**
 * Returns what stands out in the days that end with `last`, the surest first. `history` is in the order of its days;
 * `troubles` are what earlier digests named, with the days for which it lasted.
 */
export function findingsOf(
  history: readonly DayCounts[],
  last: string,
  troubles: readonly Trouble[],
): readonly Finding[] {
  const past = history.filter(({ day }) => day <= last);
  if (past.length < BASELINE_MIN_DAYS + WINDOWS[0]) return [];
  const found: Finding[] = [];
  for (const family of FAMILY_TABLE) {
    const days = past.slice(-(BASELINE_DAYS + WINDOWS[1] + leadDays(family)));
    let series = seriesOf(family, days, troubles, found);
    for (let at = 0; at < FOUND_MAX; at++) {
      const worst = worstOf(series);
      if (worst === null) break;
      found.push(findingFrom(series, worst));
      if (family.is_of_bars) break;
      series = without(series, worst.parts, () => true);
    }
  }
  return found.toSorted((a, b) => a.chance - b.chance);
}

/** Counts the bad cases, and of how many, of what is named, in the last `count` days up to `last`. */
export function rateOf(
  history: readonly DayCounts[],
  last: string,
  count: number,
  about: About,
): { readonly cases: number; readonly of: number } {
  const family = FAMILY_TABLE.find(({ name }) => name === about.family)!;
  const days = history.filter(({ day }) => day <= last).slice(-(count + leadDays(family)));
  const series = seriesOf(family, days, [], []);
  const from = series.days.length - Math.min(count, series.days.length);
  const sums = sumsOf(series, partsIn(family, about));
  return { cases: sum(sums.bad.slice(from)), of: Math.round(sum(sums.all.slice(from))) };
}

function findingFrom(
  series: Series,
  { parts, days, sums, cases, of, usual_cases, usual_of, chance }: Judged,
): Finding {
  const { family } = series;
  const usual = usual_cases / usual_of;
  return {
    family: family.name,
    parts: Object.fromEntries(
      family.dims.flatMap((dim, at) => parts[at] === null ? [] : [[dim, parts[at] as string]]),
    ),
    days,
    cases,
    of: Math.round(of),
    rate: { value: cases / of, ...wilson(cases, of) },
    usual,
    usual_of: Math.round(usual_of),
    since: sinceOf(series, sums, usual),
    chance,
    evidence: evidenceOf(series, parts, days),
  };
}

/**
 * Counts the bad cases by each part that is not named, and by the carrier and the tracking number behind them. From the third part
 * on a value is said where most cases are of it, and surely more than of all that was counted.
 */
function evidenceOf(series: Series, parts: Parts, days: number): Finding["evidence"] {
  const { family, bad } = series;
  // Those that still come say nothing of those that are missing.
  if (family.falls) return [];
  const cells = bad.slice(-days).flat().filter((cell) => isOf(cell.parts, parts));
  const by = (part: string, value: (cell: Cell) => string | null | undefined) =>
    [...Map.groupBy(cells, (cell) => value(cell) ?? "")]
      .map(([name, of]) => ({ part, value: name, cases: sum(of.map(({ count }) => count)) }))
      .filter(({ value: name }) => name !== UNKNOWN)
      .toSorted((a, b) => b.cases - a.cases).slice(0, EVIDENCE_MAX);
  const total = sum(cells.map(({ count }) => count));
  const of_all = (some: Parts) => sum(sumsOf(series, some).all.slice(-days));
  const stands_out =
    (at: number) => ({ value, cases }: { readonly value: string; readonly cases: number }) => {
      const share = of_all(parts.map((part, one) => one === at ? value : part)) / of_all(parts);
      return cases >= EVIDENCE_SHARE_MIN * total && cases >= EVIDENCE_LIFT_MIN * share * total;
    };
  return [
    ...family.dims.flatMap((part, at) => {
      if (parts[at] !== null) return [];
      const of = by(part, (cell) => cell.parts[at]);
      return at < mainOf(family) ? of : of.filter(stands_out(at));
    }),
    ...(family.dims.includes("carrier") ? [] : by("carrier", (cell) => cell.carrier).filter(isSaid)),
    ...by("tracking", (cell) => cell.tracking).filter(isSaid),
  ];
}

function isSaid({ value }: { readonly value: string }): boolean {
  return value !== "";
}

/** Returns the day from which the bad cases are best told from the usual: the largest likelihood of a change. */
function sinceOf({ days, family: { falls } }: Series, { bad, all }: Sums, usual: number): string {
  let best = { day: days.at(-1)!, gain: -Infinity };
  let [cases, of] = [0, 0];
  for (let at = days.length - 1; at >= Math.max(0, days.length - SINCE_DAYS); at--) {
    cases += bad[at]!;
    of += all[at]!;
    const expected = of * Math.max(usual, 1e-6);
    const is_worse = falls ? cases < expected : cases > expected;
    const gain = !is_worse || expected === 0
      ? -Infinity
      : (cases === 0 ? 0 : cases * Math.log(cases / expected)) - (cases - expected);
    if (gain > best.gain) best = { day: days[at]!, gain };
  }
  return best.day;
}

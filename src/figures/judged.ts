/**
 * Compares the last days of a family with the same shop's weeks before, for each part and pair of parts: how many bad cases of how many, how
 * many are usual, and how likely so many are by chance. Pure.
 *
 * - The chance that so large a share of all bad cases falls into the last days: a binomial test given the sum.
 * - What swings from week to week counts less: both sums are divided by how much more a week differs than chance alone
 *   would have it (a quasi-likelihood, with the variance of a negative binomial: it grows with the square of the count).
 * - After a sales peak its parcels, returns and questions still come while little is sold: where surely more was counted
 *   some days earlier, that is what the bad cases are held against.
 */
import { UNKNOWN } from "./cells.ts";
import { atLeast } from "./chance.ts";
import { kinOf } from "./kin.ts";
import { type Parts, type Series, sum, type Sums, sumsOf } from "./series.ts";
import { shapeOf, swingsOf, WINDOWS } from "./swings.ts";

export const BASELINE_MIN_DAYS = 28;
/** Least growth that is worth a word, and least number of cases beyond the usual. */
const GROWTH_MIN = 1.3;
const EXCESS_MIN = 7;
const NAMED_MAX = 2;
/** Standard deviations by which more was counted before than chance has it. */
const SURELY = 3;
/** Parts that are a day of the week. */
const WEEKDAYS: readonly string[] = ["weekday", "ordered_on"];

export interface Compared {
  readonly parts: Parts;
  readonly days: number;
  readonly sums: Sums;
  readonly cases: number;
  readonly of: number;
  /** What the cases are held against: `of`, or more, where more came just before or all others have more cases too. */
  readonly held: number;
  readonly usual_cases: number;
  readonly usual_of: number;
}

export type Judged = Compared & {
  /** Chance that nothing is the matter, before the correction. */
  readonly chance: number;
  /** The smallest chance that its number of cases could have at all. */
  readonly least: number;
};

/** Compares every part and pair of parts over each window; of a day of the week two weeks. */
export function judgeAll(series: Series): readonly Judged[] {
  const { falls } = series.family;
  const compared = candidatesOf(series).flatMap((parts) => {
    const sums = sumsOf(series, parts);
    return isOfWeekday(series, parts)
      ? compare(series, parts, WINDOWS[1], sums, 7)
      : WINDOWS.flatMap((days) => compare(series, parts, days, sums));
  });
  const swings = swingsOf(compared);
  const held_against = besideOthers(series, compared);
  const kin = kinOf(held_against);
  return held_against.map((one, at) => {
    const { cases, held, usual_cases, usual_of } = one;
    const spread = spreadOf(one, swings.get(shapeOf(one.parts))!);
    // What was never seen before may have been lucky: one more case counts as seen.
    const total = (cases + usual_cases + kin[at]!.cases + 1) / spread;
    const share = held / (held + usual_of + kin[at]!.of);
    return falls
      ? { ...one, least: (1 - share) ** total, chance: 1 - atLeast(cases / spread + 1, total, share) }
      : { ...one, least: share ** total, chance: atLeast(cases / spread, total, share) };
  });
}

/** By how much more a week differs than chance alone would have it; 1 at least. */
export function spreadOf({ days, held, usual_cases, usual_of }: Compared, swing: number): number {
  return 1 + swing * 7 / days * held * usual_cases / usual_of;
}

export function isOfWeekday({ family: { dims } }: Series, parts: Parts): boolean {
  return dims.some((dim, at) => WEEKDAYS.includes(dim) && parts[at] !== null);
}

/** One bad Friday is a bad day: a day of the week must be worse in both weeks. */
export function isWorseEachWeek({ sums: { bad, all }, usual_cases, usual_of }: Compared): boolean {
  return [[-14, -7], [-7, undefined]].every(([from, until]) => {
    const of = sum(all.slice(from, until));
    return of > 0 && sum(bad.slice(from, until)) / of >= GROWTH_MIN * usual_cases / usual_of;
  });
}

export function isWorthIt(
  { family: { falls } }: Series,
  { cases, held, usual_cases, usual_of }: Compared,
): boolean {
  const usual = held * usual_cases / usual_of;
  const [more, less] = falls ? [usual, cases] : [cases, usual];
  return more >= GROWTH_MIN * less && more - less >= EXCESS_MIN;
}

/** Every part by itself, every pair that occurs, and the whole. */
function candidatesOf({ family, bad, all }: Series): readonly Parts[] {
  const constant = constantIn(all);
  const masks = Array.from({ length: 2 ** family.dims.length }, (_, mask) => mask)
    .filter((mask) => mask.toString(2).replaceAll("0", "").length <= NAMED_MAX)
    .filter((mask) => !family.is_of_bars || (mask & 1) === 1)
    .filter((mask) => (mask & constant) === 0);
  const seen = new Map<string, Parts>();
  for (const { parts } of (family.falls ? all : bad).slice(-WINDOWS[1]).flat()) {
    for (const mask of masks) {
      const some = parts.map((part, at) => (mask & 1 << at) === 0 ? null : part);
      if (!some.includes(UNKNOWN)) seen.set(JSON.stringify(some), some);
    }
  }
  return [...seen.values()];
}

/** The parts that are the same in all that is counted, which tell nothing apart, as a mask. */
function constantIn(all: Series["all"]): number {
  const [first, ...others] = all.flat();
  return (first?.parts ?? []).reduce(
    (mask, part, at) =>
      part !== null && others.every(({ parts }) => parts[at] === part) ? mask | 1 << at : mask,
    0,
  );
}

function compare(
  { family: { trails_days = 0 } }: Series,
  parts: Parts,
  days: number,
  sums: Sums,
  every_days = 1,
): readonly Compared[] {
  const from = sums.bad.length - days;
  const [cases, of] = [sum(sums.bad.slice(from)), sum(sums.all.slice(from))];
  const [usual_cases, usual_of] = [sum(sums.bad.slice(0, from)), sum(sums.all.slice(0, from))];
  const known = sums.all.slice(0, from).filter((count) => count > 0).length;
  const is_known = known * every_days >= BASELINE_MIN_DAYS / 2;
  if (of === 0 || usual_of === 0 || !is_known || usual_of < of) return [];
  const held = Math.max(of, ...earlier(sums.all, days, trails_days));
  return [{ parts, days, sums, cases, of, held, usual_cases, usual_of }];
}

/** What was counted in as many days some days earlier, less what chance may have added. */
function earlier(all: readonly number[], days: number, trails_days: number): readonly number[] {
  return Array.from({ length: trails_days }, (_, at) => at + 1)
    .map((ago) => sum(all.slice(-days - ago, -ago)))
    .map((count) => count - SURELY * Math.sqrt(count));
}

/**
 * Where every value of the part has more cases, such as on holidays, one is worse only beyond what the others are; the whole is
 * named only where there is one value.
 */
function besideOthers({ family }: Series, compared: readonly Compared[]): readonly Compared[] {
  if (!family.is_beside_others) return compared;
  return [...Map.groupBy(compared, ({ days }) => days).values()].flatMap((alike) => {
    const whole = alike.find(({ parts }) => parts.every((part) => part === null));
    if (whole === undefined) return alike;
    return alike.filter((one) => one !== whole || alike.length <= 2).map((one) => {
      const usual = (whole.of - one.of) * (whole.usual_cases - one.usual_cases) /
        Math.max(1, whole.usual_of - one.usual_of);
      const growth = (whole.cases - one.cases + 1) / (usual + 1);
      return { ...one, held: one.held * Math.max(1, growth) };
    });
  });
}

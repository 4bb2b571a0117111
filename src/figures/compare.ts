/**
 * Compares the last days of a family with the same shop's weeks before, for each part and pair of parts, and says which of
 * them is surely worse and names the cause best. Pure.
 *
 * - The chance that so large a share of all bad cases falls into the last days: a binomial test given the sum.
 * - What swings from week to week counts less: both sums are divided by how much more a week differs than chance alone
 *   would have it (a quasi-likelihood, with the variance of a negative binomial: it grows with the square of the count).
 * - What could not be named whatever happened, since it has too few cases, takes no part in the correction for many
 *   comparisons (Tarone 1990); all others share the bound (Bonferroni), over the 52 weeks of a year.
 * - Once one of them is surely worse, that part is named which tells the counts of all days in the fewest words (minimum
 *   description length): the gain in likelihood, less what it costs to say which of its kind is meant.
 */
import { atLeast } from "./chance.ts";
import { FAMILY_TABLE } from "./families.ts";
import { isWithin, type Parts, type Series, sum, type Sums, sumsOf } from "./series.ts";

/** Days of the comparison. */
export const WINDOWS = [7, 14] as const;
export const BASELINE_DAYS = 84;
export const BASELINE_MIN_DAYS = 28;
/** Chance of a year in which anything at all is named wrongly. */
const YEAR_CHANCE = 0.02;
const WEEKS = 52;
/** A rate swings by a tenth from week to week, even where all weeks were calmer. */
const SWING_MIN = 0.01;
/** A shop of few weeks is taken to swing by 15 %, which counts as much as four weeks of its own. */
const SWING_FIRST = 0.0225;
const SWING_FIRST_WEEKS = 4;
/** Least growth that is worth a word, and least number of cases beyond the usual. */
const GROWTH_MIN = 1.3;
const EXCESS_MIN = 7;

export interface Compared {
  readonly parts: Parts;
  readonly days: number;
  readonly sums: Sums;
  readonly cases: number;
  readonly of: number;
  readonly usual_cases: number;
  readonly usual_of: number;
}

export type Judged = Compared & {
  /** Chance that nothing is the matter, before the correction. */
  readonly chance: number;
  /** The smallest chance that its number of cases could have at all. */
  readonly least: number;
};

/** Returns what is surely worse and names the cause best; null where nothing is. */
export function worstOf(series: Series): Judged | null {
  const judged = judgeAll(series);
  const bound = tarone(judged.map(({ least }) => least), YEAR_CHANCE / WEEKS / FAMILY_TABLE.length);
  const worse = judged.filter(isWorthIt);
  if (!worse.some(({ chance }) => chance <= bound)) return null;
  const alike = Map.groupBy(new Set(judged.map(({ parts }) => parts)), shapeOf);
  // Each gain is measured with the same swing, since wide and narrow parts are made of the same cases.
  // Which of its kind is meant, and for each part named half the logarithm of the cases (Schwarz 1978).
  const words = ({ parts, cases, usual_cases }: Judged) =>
    Math.log(alike.get(shapeOf(parts))!.length) +
    parts.filter((part) => part !== null).length * Math.log(cases + usual_cases) / 2;
  // Of two that mean the same bad cases, a narrower one says more only where fewer are counted for it.
  const isSaidBetter = (one: Judged) =>
    worse.some((other) =>
      other.parts !== one.parts && other.days === one.days &&
      other.cases === one.cases && other.usual_cases === one.usual_cases &&
      (isWithin(other.parts, one.parts)
        ? other.of < one.of
        : isWithin(one.parts, other.parts) && other.of === one.of)
    );
  return worse.filter((one) => !isSaidBetter(one)).map((one) => ({
    one,
    gain: gainOf(one.sums) / spreadOf(one, SWING_MIN) - words(one),
  }))
    .reduce((best, next) =>
      next.gain > best.gain || next.gain === best.gain && next.one.chance < best.one.chance ? next : best
    ).one;
}

/** By how much more a week differs than chance alone would have it; 1 at least. */
function spreadOf({ days, of, usual_cases, usual_of }: Compared, swing: number): number {
  return 1 + swing * 7 / days * of * usual_cases / usual_of;
}

/** Compares every part and pair of parts over each window. */
export function judgeAll(series: Series): readonly Judged[] {
  const compared = candidatesOf(series).flatMap((parts) => {
    const sums = sumsOf(series, parts);
    return WINDOWS.flatMap((days) => compare(parts, days, sums));
  });
  const swings = swingsOf(compared);
  return compared.map((one) => {
    const { cases, of, usual_cases, usual_of } = one;
    const spread = spreadOf(one, swings.get(shapeOf(one.parts))!);
    // What was never seen before may have been lucky: one more case counts as seen.
    const total = (cases + usual_cases + 1) / spread;
    const share = of / (of + usual_of);
    return { ...one, least: share ** total, chance: atLeast(cases / spread, total, share) };
  });
}

/**
 * By how much likelier the counts are if the rate grew on one of the last days and has stayed so: the logarithm of the
 * likelihoods' ratio, for the best such day.
 */
function gainOf({ bad, all }: Sums): number {
  const [total_bad, total_all] = [sum(bad), sum(all)];
  const part = (count: number, among: number) =>
    count === 0 ? 0 : count * Math.log(count / (among * total_bad / total_all));
  let best = 0;
  let [cases, of] = [0, 0];
  for (let ago = 1; ago <= WINDOWS[1]; ago++) {
    cases += bad.at(-ago) ?? 0;
    of += all.at(-ago) ?? 0;
    const has_grown = cases * total_all > total_bad * of;
    if (has_grown && of < total_all) {
      best = Math.max(best, part(cases, of) + part(total_bad - cases, total_all - of));
    }
  }
  return best;
}

/** Every part by itself, every pair that occurs, and the whole. */
function candidatesOf({ family, bad }: Series): readonly Parts[] {
  const seen = new Map<string, Parts>();
  for (const { parts } of bad.slice(-WINDOWS[1]).flat()) {
    for (let mask = 0; mask < 2 ** family.dims.length; mask++) {
      const some = parts.map((part, at) => (mask & 1 << at) === 0 ? null : part);
      seen.set(JSON.stringify(some), some);
    }
  }
  return [...seen.values()];
}

/** The bad cases beyond the usual. */
function excess(
  { cases, of, usual_cases, usual_of }: Pick<Compared, "cases" | "of" | "usual_cases" | "usual_of">,
): number {
  return cases - of * usual_cases / usual_of;
}

function compare(parts: Parts, days: number, sums: Sums): readonly Compared[] {
  const from = sums.bad.length - days;
  const [cases, of] = [sum(sums.bad.slice(from)), sum(sums.all.slice(from))];
  const [usual_cases, usual_of] = [sum(sums.bad.slice(0, from)), sum(sums.all.slice(0, from))];
  const known = sums.all.slice(0, from).filter((count) => count > 0).length;
  if (of === 0 || usual_of === 0 || known < BASELINE_MIN_DAYS / 2 || usual_of < of) return [];
  return [{ parts, days, sums, cases, of, usual_cases, usual_of }];
}

function isWorthIt({ cases, of, usual_cases, usual_of }: Compared): boolean {
  const usual = usual_cases / usual_of;
  return cases / of >= GROWTH_MIN * usual && excess({ cases, of, usual_cases, usual_of }) >= EXCESS_MIN;
}

/**
 * Returns by how much a rate swings from week to week beyond chance, as the square of its share of the rate: what is left of
 * the weeks' squared differences once chance has its part, for all candidates of the same shape together. Large counts swing
 * by more cases than small ones, as bad weather does.
 */
function swingsOf(compared: readonly Compared[]): ReadonlyMap<string, number> {
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

function shapeOf(parts: Parts): string {
  return parts.map((part) => part === null ? "-" : "x").join("");
}

/** Returns the bound for each single comparison: those that can never come below it do not count. */
function tarone(least: readonly number[], chance: number): number {
  const sorted = least.toSorted((a, b) => a - b);
  for (let count = 1; count <= sorted.length; count++) {
    const bound = chance / count;
    if (sorted.filter((one) => one <= bound).length <= count) return bound;
  }
  return chance / Math.max(1, sorted.length);
}

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
import { UNKNOWN } from "./cells.ts";
import { FAMILY_TABLE } from "./families.ts";
import { mainOf } from "./family.ts";
import { shapeOf, SWING_MIN, swingsOf, tarone, WINDOWS } from "./swings.ts";
import { isWithin, type Parts, type Series, sum, type Sums, sumsOf } from "./series.ts";

export const BASELINE_DAYS = 84;
export const BASELINE_MIN_DAYS = 28;
/** Chance of a year in which anything at all is named wrongly. */
const YEAR_CHANCE = 0.02;
const WEEKS = 52;
/** Least growth that is worth a word, and least number of cases beyond the usual. */
const GROWTH_MIN = 1.3;
const EXCESS_MIN = 7;
/** Two causes of which one is less than e² times as likely are not told apart. */
const DOUBT = 2;
/** How much less likely parts from the third on are the cause, as a logarithm: most customers have one language and country anyway. */
const RARE_CAUSE = 3;

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
  const worse = judged.filter(isWorthIt);
  const sure = sureOf(judged, series).filter(isWorthIt);
  if (sure.length === 0) return null;
  // What is late comes on other days than what is not: only whole weeks of a day of the week compare, each by itself.
  const isDay = ({ parts }: Compared) => isOfWeekday(series, parts);
  const alike = Map.groupBy(new Set(judged.map(({ parts }) => parts)), shapeOf);
  // Each gain is measured with the same swing, since wide and narrow parts are made of the same cases.
  // Which of its kind is meant, and for each part named half the logarithm of the cases (Schwarz 1978).
  const words = ({ parts, cases, usual_cases }: Judged) =>
    Math.log(alike.get(shapeOf(parts))!.length) +
    RARE_CAUSE * parts.slice(mainOf(series.family)).filter((part) => part !== null).length +
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
  const ranked = worse.filter((one) => !isSaidBetter(one) && (!isDay(one) || sure.includes(one))).map((
    one,
  ) => ({
    one,
    gain: gainOf(one.sums, isDay(one) ? 7 : 1) / spreadOf(one, SWING_MIN) - words(one),
  })).toSorted((a, b) => b.gain - a.gain || a.one.chance - b.one.chance);
  return sharedBy(ranked, mainOf(series.family));
}

/**
 * Returns the best; where another says nearly as much of other parts, such as a language beside its country, what both
 * have in common, and nothing where that is not worse itself: another week tells them apart.
 */
function sharedBy(
  ranked: readonly { readonly one: Judged; readonly gain: number }[],
  main: number,
): Judged | null {
  const [best, ...others] = ranked;
  const rival = others.find(({ one, gain }) =>
    best!.gain - gain < DOUBT && !isWithin(best!.one.parts, one.parts) &&
    !isWithin(one.parts, best!.one.parts) &&
    isMoreThanMain(best!.one, one, main)
  );
  if (rival === undefined) return best!.one;
  const common = best!.one.parts.map((part, at) => rival.one.parts[at] === part ? part : null);
  if (common.every((part) => part === null)) return null;
  return ranked.find(({ one }) => one.parts.every((part, at) => part === common[at]))?.one ?? null;
}

/** Whether two name other parts and other cases, by more than the first parts. */
function isMoreThanMain(best: Compared, other: Compared, main: number): boolean {
  const is_same = best.cases === other.cases && best.usual_cases === other.usual_cases;
  return !is_same && best.days === other.days && shapeOf(best.parts) !== shapeOf(other.parts) &&
    [best, other].some(({ parts }) => parts.slice(main).some((part) => part !== null));
}

/** Returns what is surely no chance. */
function sureOf(judged: readonly Judged[], { family }: Series): readonly Judged[] {
  const groups = [
    ...Map.groupBy(judged, ({ parts }) => parts.slice(mainOf(family)).some((part) => part !== null)),
  ];
  const chance = YEAR_CHANCE / WEEKS / FAMILY_TABLE.length / (family.dims.length > mainOf(family) ? 2 : 1);
  return groups.flatMap(([, of]) => {
    const bound = tarone(of.map(({ least }) => least), chance);
    return of.filter((one) => one.chance <= bound);
  });
}

/** By how much more a week differs than chance alone would have it; 1 at least. */
function spreadOf({ days, of, usual_cases, usual_of }: Compared, swing: number): number {
  return 1 + swing * 7 / days * of * usual_cases / usual_of;
}

/** Compares every part and pair of parts over each window. */
export function judgeAll(series: Series): readonly Judged[] {
  const compared = candidatesOf(series).flatMap((parts) => {
    const sums = sumsOf(series, parts);
    // One bad Friday is a bad day: of a day of the week two weeks are compared, and both must be worse.
    return isOfWeekday(series, parts)
      ? compare(parts, WINDOWS[1], sums, 7).filter(isWorseEachWeek)
      : WINDOWS.flatMap((days) => compare(parts, days, sums));
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
function gainOf({ bad, all }: Sums, every_days: number): number {
  const [total_bad, total_all] = [sum(bad), sum(all)];
  const part = (count: number, among: number) =>
    count === 0 ? 0 : count * Math.log(count / (among * total_bad / total_all));
  let best = 0;
  let [cases, of] = [0, 0];
  for (let ago = 1; ago <= WINDOWS[1]; ago++) {
    cases += bad.at(-ago) ?? 0;
    of += all.at(-ago) ?? 0;
    const has_grown = cases * total_all > total_bad * of;
    if (has_grown && of < total_all && ago % every_days === 0) {
      best = Math.max(best, part(cases, of) + part(total_bad - cases, total_all - of));
    }
  }
  return best;
}

const NAMED_MAX = 2;
/** Parts that are a day of the week. */
const WEEKDAYS: readonly string[] = ["weekday", "ordered_on"];

/** Every part by itself, every pair that occurs, and the whole. */
function candidatesOf({ family, bad }: Series): readonly Parts[] {
  const masks = Array.from({ length: 2 ** family.dims.length }, (_, mask) => mask)
    .filter((mask) => mask.toString(2).replaceAll("0", "").length <= NAMED_MAX)
    .filter((mask) => !family.is_of_bars || (mask & 1) === 1);
  const seen = new Map<string, Parts>();
  for (const { parts } of bad.slice(-WINDOWS[1]).flat()) {
    for (const mask of masks) {
      const some = parts.map((part, at) => (mask & 1 << at) === 0 ? null : part);
      if (!some.includes(UNKNOWN)) seen.set(JSON.stringify(some), some);
    }
  }
  return [...seen.values()];
}

function isOfWeekday({ family: { dims } }: Series, parts: Parts): boolean {
  return dims.some((dim, at) => WEEKDAYS.includes(dim) && parts[at] !== null);
}

/** The bad cases beyond the usual. */
function excess(
  { cases, of, usual_cases, usual_of }: Pick<Compared, "cases" | "of" | "usual_cases" | "usual_of">,
): number {
  return cases - of * usual_cases / usual_of;
}

function compare(parts: Parts, days: number, sums: Sums, every_days = 1): readonly Compared[] {
  const from = sums.bad.length - days;
  const [cases, of] = [sum(sums.bad.slice(from)), sum(sums.all.slice(from))];
  const [usual_cases, usual_of] = [sum(sums.bad.slice(0, from)), sum(sums.all.slice(0, from))];
  const known = sums.all.slice(0, from).filter((count) => count > 0).length;
  const is_known = known * every_days >= BASELINE_MIN_DAYS / 2;
  if (of === 0 || usual_of === 0 || !is_known || usual_of < of) return [];
  return [{ parts, days, sums, cases, of, usual_cases, usual_of }];
}

function isWorseEachWeek({ sums: { bad, all }, usual_cases, usual_of }: Compared): boolean {
  return [[-14, -7], [-7, undefined]].every(([from, until]) => {
    const of = sum(all.slice(from, until));
    return of > 0 && sum(bad.slice(from, until)) / of >= GROWTH_MIN * usual_cases / usual_of;
  });
}

function isWorthIt({ cases, of, usual_cases, usual_of }: Compared): boolean {
  const usual = usual_cases / usual_of;
  return cases / of >= GROWTH_MIN * usual && excess({ cases, of, usual_cases, usual_of }) >= EXCESS_MIN;
}

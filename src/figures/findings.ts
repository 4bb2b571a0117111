/**
 * Finds which rates of the last days are worse than this shop's own usual, and by which part. Of everything that is
 * compared in a year, all together name something by mere chance once in ten years. Pure.
 *
 * - A rate is compared with the same shop's weeks before, by the chance that so large a share of all bad cases falls into
 *   the last days (a binomial test given the sum).
 * - Cases that come in clusters count less: both sums are divided by how much more the weeks differ than chance alone
 *   would have them (a quasi-likelihood).
 * - What could not be named whatever happened, since it has too few cases, takes no part in the correction for many
 *   comparisons (Tarone 1990); all others share the bound (Bonferroni), over the 52 weeks of a year.
 * - The part that explains most is named; its cases are taken out, and the rest is asked again.
 */
import { atLeast, type Interval, wilson } from "./chance.ts";
import type { DayCounts } from "./counts.ts";
import { type Cell, type Family, FAMILY_TABLE, type FamilyName, FOLLOWS } from "./families.ts";

/** What is named: a family, and the parts by which it is told apart; none is the whole shop. */
export interface About {
  readonly family: FamilyName;
  readonly parts: Readonly<Record<string, string>>;
}

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

/** Something that was named, with the days that say nothing about what is usual. */
export interface Trouble extends About {
  readonly since: string;
  readonly until: string;
  /** False while it lasts. */
  readonly is_over: boolean;
}

const WINDOWS = [7, 14] as const;
const BASELINE_DAYS = 84;
const BASELINE_MIN_DAYS = 28;
/** Chance of a year in which anything at all is named wrongly. */
const YEAR_CHANCE = 0.1;
const WEEKS = 52;
/** Least growth that is worth a word, and least number of cases beyond the usual. */
const GROWTH_MIN = 1.3;
const EXCESS_MIN = 5;
const FOUND_MAX = 8;
const EVIDENCE_MAX = 3;
const SINCE_DAYS = 21;
/** Days after its end in which something still has consequences. */
const FOLLOWS_DAYS = 21;

/** One family's cells, day by day, without what is named already. */
interface Series {
  readonly family: Family;
  readonly days: readonly string[];
  readonly bad: readonly (readonly Cell[])[];
  readonly all: readonly (readonly Cell[])[];
}

type Parts = readonly (string | null)[];

/**
 * Returns what stands out in the days that end with `last`, the surest first. `history` is in the order of its days;
 * `troubles` are what earlier digests named, with the days for which it lasted.
 */
export function findingsOf(
  history: readonly DayCounts[],
  last: string,
  troubles: readonly Trouble[],
): readonly Finding[] {
  const days = history.filter(({ day }) => day <= last).slice(-(BASELINE_DAYS + WINDOWS[1]));
  if (days.length < BASELINE_MIN_DAYS + WINDOWS[0]) return [];
  const found: Finding[] = [];
  for (const family of FAMILY_TABLE) {
    let series = seriesOf(family, days, troubles, found);
    for (let at = 0; at < FOUND_MAX; at++) {
      const worst = worstOf(series);
      if (worst === null) break;
      found.push(worst);
      series = without(series, partsIn(family, worst), () => true);
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
  const days = history.filter(({ day }) => day <= last).slice(-(count + (family.lag_days ?? 0)));
  const series = seriesOf(family, days, [], []);
  const from = series.days.length - Math.min(count, series.days.length);
  const sums = sumsOf(series, partsIn(family, about));
  return { cases: sum(sums.bad.slice(from)), of: sum(sums.all.slice(from)) };
}

/** Takes out what earlier weeks named, on its days, and what follows from something that this week names. */
function seriesOf(
  family: Family,
  days: readonly DayCounts[],
  troubles: readonly Trouble[],
  found: readonly About[],
): Series {
  const lag = family.lag_days ?? 0;
  const all = days.map(({ counts }) => family.all(counts));
  const lagged: Series = {
    family,
    days: days.map(({ day }) => day),
    bad: days.map(({ counts }) => family.bad(counts)),
    all: lag === 0 ? all : all.map((_, at) => all[at - lag] ?? []),
  };
  const cut = lag === 0 ? lagged : {
    family,
    days: lagged.days.slice(lag),
    bad: lagged.bad.slice(lag),
    all: lagged.all.slice(lag),
  };
  const own = troubles.filter((one) => one.family === family.name);
  const clean = own.reduce((series, trouble) => withoutTrouble(series, trouble), cut);
  const last = clean.days.at(-1) ?? "";
  const follow = [
    ...found,
    ...troubles.filter(({ since, until }) => since <= last && last <= addDays(until, FOLLOWS_DAYS)),
  ].filter((about) => about.family !== family.name);
  return follow.reduce(withoutFollowing, clean);
}

/**
 * Leaves out what lasts, on all days, so that the rest stays comparable; of what is over, its own days alone, with all of
 * which it was counted.
 */
function withoutTrouble(series: Series, trouble: Trouble): Series {
  const parts = partsIn(series.family, trouble);
  if (!trouble.is_over) return without(series, parts, () => true);
  const told_apart = series.all.flat()[0]?.parts ?? [];
  const coarse = parts.map((part, at) => told_apart[at] === null ? null : part);
  return without(series, coarse, (day) => day >= trouble.since && day <= trouble.until);
}

/** Leaves out, on all days, the questions and ratings that a named carrier or item explains. */
function withoutFollowing(series: Series, about: About): Series {
  const carrier = about.family === "late" ? about.parts["carrier"] : undefined;
  const topics = FOLLOWS[about.family] ?? [];
  const follows = (cell: Cell) =>
    carrier !== undefined
      ? cell.carrier === carrier
      : topics.includes(cell.topic ?? "") || about.family === "late" && cell.parts[0] === "delivery";
  return { ...series, bad: series.bad.map((cells) => cells.filter((cell) => !follows(cell))) };
}

function without(series: Series, parts: Parts, isOn: (day: string) => boolean): Series {
  const kept = (cells: readonly Cell[], at: number) =>
    isOn(series.days[at]!) ? cells.filter((cell) => !isWithin(cell.parts, parts)) : cells;
  return { ...series, bad: series.bad.map(kept), all: series.all.map(kept) };
}

/** Returns whether a cell has all of the named parts. */
function isWithin(cell: Parts, parts: Parts): boolean {
  return parts.every((part, at) => part === null || cell[at] === part);
}

/** Returns whether a cell counts for the named parts: one that is not told apart by a part counts for each of its values. */
function isOf(cell: Parts, parts: Parts): boolean {
  return parts.every((part, at) => part === null || cell[at] === null || cell[at] === part);
}

function partsIn(family: Family, { parts }: About): Parts {
  return family.dims.map((dim) => parts[dim] ?? null);
}

interface Sums {
  readonly bad: readonly number[];
  readonly all: readonly number[];
}

function sumsOf({ bad, all }: Series, parts: Parts): Sums {
  const count = (cells: readonly Cell[]) =>
    cells.reduce((total, cell) => isOf(cell.parts, parts) ? total + cell.count : total, 0);
  return { bad: bad.map(count), all: all.map(count) };
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

interface Compared {
  readonly parts: Parts;
  readonly days: number;
  readonly sums: Sums;
  readonly cases: number;
  readonly of: number;
  readonly usual_cases: number;
  readonly usual_of: number;
}

/** Returns the surest finding of a family; null where nothing stands out. */
function worstOf(series: Series): Finding | null {
  const compared = candidatesOf(series).flatMap((parts) => {
    const sums = sumsOf(series, parts);
    return WINDOWS.flatMap((days) => compare(parts, days, sums));
  });
  const spreads = spreadsOf(compared);
  const judged = compared.map((one) => {
    const spread = spreads.get(shapeOf(one.parts))!;
    const total = Math.floor((one.cases + one.usual_cases) / spread);
    const share = one.of / (one.of + one.usual_of);
    return {
      ...one,
      least: total === 0 ? 1 : share ** total,
      chance: atLeast(Math.floor(one.cases / spread), total, share),
    };
  });
  const bound = tarone(judged.map(({ least }) => least), YEAR_CHANCE / WEEKS / FAMILY_TABLE.length);
  const sure = judged.filter((one) => one.chance <= bound && isWorthIt(one)).toSorted((a, b) =>
    a.chance - b.chance
  );
  const surest = sure[0];
  if (surest === undefined) return null;
  let named = surest;
  const wider = sure.filter((one) =>
    one.days === named.days && isWithin(named.parts, one.parts) && isWide(one, named)
  );
  named = wider[0] ?? named;
  const narrower = sure.filter((one) =>
    one.days === named.days && one.parts !== named.parts && isWithin(one.parts, named.parts) &&
    !isWide(named, one)
  );
  return findingFrom(series, narrower[0] ?? named);
}

/**
 * Whether what the wider cause has beside the narrower one grew with it, rather than stayed as usual: the likelier of the
 * two, by Poisson's distribution.
 */
function isWide(wide: Compared, narrow: Compared): boolean {
  const ratio = wide.of / wide.usual_of;
  const of = wide.of - narrow.of;
  const usual_of = wide.usual_of - narrow.usual_of;
  const cases = wide.cases - narrow.cases;
  // What is counted of both alike, such as pieces sold for each reason of a return, is told apart by its cases alone.
  const expected = (wide.usual_cases - narrow.usual_cases) * (usual_of > 0 ? of / usual_of : ratio);
  // The narrower one leaves nothing out.
  if (cases === 0 && expected === 0) return of === 0 && usual_of === 0;
  const growth = (narrow.cases + 0.5) / (narrow.usual_cases * narrow.of / narrow.usual_of + 0.5);
  return cases * Math.log(growth) - expected * (growth - 1) > 0;
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

/** By how much the weeks before differ more than by chance, for all candidates of the same shape together; 1 at least. */
function spreadsOf(compared: readonly Compared[]): ReadonlyMap<string, number> {
  const sums = new Map<string, { square: number; free: number }>();
  for (const { parts, days, sums: { bad, all } } of compared) {
    const into = sums.get(shapeOf(parts)) ?? { square: 0, free: 0 };
    sums.set(shapeOf(parts), into);
    if (days !== WINDOWS[0]) continue;
    const weeks: { bad: number; all: number }[] = [];
    for (let end = bad.length - WINDOWS[1]; end >= 7; end -= 7) {
      weeks.push({ bad: sum(bad.slice(end - 7, end)), all: sum(all.slice(end - 7, end)) });
    }
    const total = sum(weeks.map(({ all: count }) => count));
    const rate = total === 0 ? 0 : sum(weeks.map(({ bad: count }) => count)) / total;
    // Weeks in which less than one case is expected say little about spread.
    const full = weeks.filter(({ all: count }) => count * rate >= 1);
    if (full.length < 3) continue;
    into.square += sum(full.map(({ bad: b, all: n }) => (b - n * rate) ** 2 / (n * rate)));
    into.free += full.length - 1;
  }
  return new Map(
    [...sums].map(([shape, { square, free }]) => [shape, free === 0 ? 1 : Math.max(1, square / free)]),
  );
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

function findingFrom(
  series: Series,
  { parts, days, sums, cases, of, usual_cases, usual_of, chance }: Compared & { readonly chance: number },
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
    of,
    rate: { value: cases / of, ...wilson(cases, of) },
    usual,
    usual_of,
    since: sinceOf(series.days, sums, usual),
    chance,
    evidence: family.dims.flatMap((part, at) =>
      parts[at] !== null ? [] : [
        ...Map.groupBy(
          series.bad.slice(-days).flat().filter((cell) => isOf(cell.parts, parts)),
          (cell) => cell.parts[at] ?? "",
        ),
      ].map(([value, found]) => ({ part, value, cases: sum(found.map(({ count }) => count)) }))
        .toSorted((a, b) => b.cases - a.cases).slice(0, EVIDENCE_MAX)
    ),
  };
}

/** Returns the day from which the bad cases are best told from the usual: the largest likelihood of a change. */
function sinceOf(days: readonly string[], { bad, all }: Sums, usual: number): string {
  let best = { day: days.at(-1)!, gain: -Infinity };
  let [cases, of] = [0, 0];
  for (let at = days.length - 1; at >= Math.max(0, days.length - SINCE_DAYS); at--) {
    cases += bad[at]!;
    of += all[at]!;
    const expected = of * Math.max(usual, 1e-6);
    const gain = cases <= expected || expected === 0
      ? -Infinity
      : cases * Math.log(cases / expected) - (cases - expected);
    if (gain > best.gain) best = { day: days[at]!, gain };
  }
  return best.day;
}

function sum(all: readonly number[]): number {
  return all.reduce((total, one) => total + one, 0);
}

export function addDays(day: string, count: number): string {
  return new Date(Date.parse(`${day}T00:00:00Z`) + count * 86_400_000).toISOString().slice(0, day.length);
}

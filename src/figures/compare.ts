/**
 * Says which part of a family is surely worse than the same shop's weeks before and names the cause best. Pure.
 *
 * - Each kind of part (the whole, the carrier, carrier and country …) has the same share of the chance to name something
 *   wrongly, and shares it among its own values (a weighted Bonferroni bound over the 52 weeks of a year): the shop as a
 *   whole needs less evidence than one SKU of many.
 * - What could not be named whatever happened, since it has too few cases, takes no part in the bound (Tarone 1990).
 * - Once one of them is surely worse, that part is named which tells the counts of all days in the fewest words (minimum
 *   description length): the gain in likelihood, less what it costs to say which of its kind is meant.
 */
import { FAMILY_TABLE } from "./families.ts";
import { mainOf } from "./family.ts";
import {
  type Compared,
  isOfWeekday,
  isWorseEachWeek,
  isWorthIt,
  judgeAll,
  type Judged,
  spreadOf,
} from "./judged.ts";
import { isWithin, type Series, sum, type Sums } from "./series.ts";
import { shapeOf, SWING_MIN, tarone, WINDOWS } from "./swings.ts";

/** Chance of a year in which anything at all is named wrongly. */
const YEAR_CHANCE = 0.05;
const WEEKS = 52;
/** What is named for something sure must itself be less likely than this by chance. */
const ITSELF_CHANCE = 0.001;
/** Two causes of which one is less than e² times as likely are not told apart. */
const DOUBT = 2;
/** How much less likely parts from the third on are the cause, as a logarithm: most customers have one language and country anyway. */
const RARE_CAUSE = 3;

/** Returns what is surely worse and names the cause best; null where nothing is. */
export function worstOf(series: Series): Judged | null {
  const judged = judgeAll(series);
  const worse = judged.filter((one) => isWorthIt(series, one));
  const sure = sureOf(series, judged);
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
  const ranked = worse.filter((one) => one.chance <= ITSELF_CHANCE && !isSaidBetter(one)).map((one) => ({
    one,
    gain: gainOf(series, one.sums, isDay(one) ? 7 : 1) / spreadOf(one, SWING_MIN) - words(one),
  })).toSorted((a, b) => b.gain - a.gain || a.one.chance - b.one.chance);
  if (ranked.length === 0) return null;
  const named = sharedBy(ranked, mainOf(series.family));
  // Where a day of the week tells it best and was worse but once, the next week says whether it was that day.
  return named === null || isSeenTwice(series, named) ? named : null;
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

/** Returns what is surely no chance; parts from the third on have a half of the family's chance to themselves. */
function sureOf(series: Series, judged: readonly Judged[]): readonly Judged[] {
  const { dims } = series.family;
  const main = mainOf(series.family);
  const chance = YEAR_CHANCE / WEEKS / FAMILY_TABLE.length / (dims.length > main ? 2 : 1);
  const is_rare = (shape: string) => shape.slice(main).includes("x");
  const by_shape = [...Map.groupBy(judged, ({ parts }) => shapeOf(parts))];
  return by_shape.flatMap(([shape, of]) => {
    const alike = by_shape.filter(([other]) => is_rare(other) === is_rare(shape)).length;
    const bound = tarone(of.map(({ least }) => least), chance / alike);
    return of.filter((one) => one.chance <= bound && isWorthIt(series, one) && isSeenTwice(series, one));
  });
}

function isSeenTwice(series: Series, one: Judged): boolean {
  return !isOfWeekday(series, one.parts) || isWorseEachWeek(one);
}

/**
 * By how much likelier the counts are if the rate became worse on one of the last days and has stayed so: the logarithm of the
 * likelihoods' ratio, for the best such day.
 */
function gainOf({ family: { falls } }: Series, { bad, all }: Sums, every_days: number): number {
  const [total_bad, total_all] = [sum(bad), sum(all)];
  const part = (count: number, among: number) =>
    count === 0 ? 0 : count * Math.log(count / (among * total_bad / total_all));
  let best = 0;
  let [cases, of] = [0, 0];
  for (let ago = 1; ago <= WINDOWS[1]; ago++) {
    cases += bad.at(-ago) ?? 0;
    of += all.at(-ago) ?? 0;
    const [now, usual] = [cases * total_all, total_bad * of];
    const is_worse = falls ? now < usual : now > usual;
    if (is_worse && of > 0 && of < total_all && ago % every_days === 0) {
      best = Math.max(best, part(cases, of) + part(total_bad - cases, total_all - of));
    }
  }
  return best;
}

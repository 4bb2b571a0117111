/**
 * Compares what a changed text brought with what came before: questions and clicks for each mail of its kind. It may be read
 * on any day and as often as anybody likes without more wrong answers. Pure.
 *
 * Each direction is a sequential test of one bound: a mixture of likelihood ratios against the rate's bound from before (Wilson,
 * 99 %), which by Ville's inequality passes 1 / chance at any time at all with no more than that chance (Robbins 1970;
 * Johari, Koomen, Pekelis and Walsh 2022, "Always Valid Inference").
 */
import { addCounts, type Counts, type DayCounts } from "./counts.ts";
import { addDays } from "./series.ts";
import { type Share, shareOf, sumWhere } from "./sums.ts";
import { wilson } from "./chance.ts";

/** A text of one kind of mail that was made live. */
export interface TextChange {
  readonly kind: string;
  readonly locale: string;
  /** The day in the shop's zone; it counts for neither side. */
  readonly day: string;
  readonly person: string;
}

/** `unsure`: nothing can be said yet. */
export type Verdict = "better" | "worse" | "unsure";

export interface Measured {
  readonly before: Share | null;
  readonly after: Share | null;
  readonly verdict: Verdict;
  /** Mails until a rate half as high again, or half as low, would be seen; null where it never would be. */
  readonly needed: number | null;
}

export interface VersionReport extends TextChange {
  readonly questions: Measured;
  readonly clicks: Measured;
  /** Days from the change until so large a difference in questions would be seen, at the mails of now; null for never. */
  readonly days_needed: number | null;
}

const BEFORE_DAYS = 84;
/** Chance that a direction is ever said wrongly. */
const CHANCE = 0.02;
const BOUND_Z = 2.575829;
/** Growths that are looked for, each with the same weight. */
const GROWN = [1.1, 1.25, 1.5, 2, 3, 5] as const;
const SHRUNK = GROWN.map((growth) => 1 / growth);
const WORTH = 1.5;

/** `changes` are in the order of their days; each is compared up to the next of its kind. */
export function versionsOf(
  days: readonly DayCounts[],
  changes: readonly TextChange[],
): readonly VersionReport[] {
  return changes.map((change): VersionReport => {
    const { kind, day } = change;
    const own = changes.filter((one) => one.kind === kind && one.day !== day).map((one) => one.day);
    const from = [addDays(day, -BEFORE_DAYS), ...own.filter((one) => one < day)].toSorted().at(-1)!;
    const until = own.filter((one) => one > day).toSorted()[0] ?? "9999-12-31";
    const before = days.filter((one) => one.day > from && one.day < day);
    const after = days.filter((one) => one.day > day && one.day < until);
    const [was, is] = [before, after].map((of) => addCounts(of.map(({ counts }) => counts))) as [
      Counts,
      Counts,
    ];
    const questions = measured(askedOf(was, kind), askedOf(is, kind), "fewer");
    const a_day = sentOf(is, kind) / Math.max(1, after.length) ||
      sentOf(was, kind) / Math.max(1, before.length);
    return {
      ...change,
      questions,
      clicks: measured(clickedOf(was, kind), clickedOf(is, kind), "more"),
      days_needed: questions.needed === null || a_day === 0 ? null : Math.ceil(questions.needed / a_day),
    };
  });
}

/** Returns how many days a change of this kind's text would take to show, were it made after the last of `days`; null for never. */
export function daysNeeded(days: readonly DayCounts[], kind: string): number | null {
  const last = days.at(-1)?.day;
  if (last === undefined) return null;
  return versionsOf(days, [{ kind, locale: "", person: "", day: addDays(last, 1) }])[0]!.days_needed;
}

function sentOf({ mail }: Counts, kind: string): number {
  return mail?.[`${kind}|sent`] ?? 0;
}

function askedOf(counts: Counts, kind: string): Share | null {
  const asked = sumWhere(counts.asked, (parts) => parts[1] === kind);
  const sent = sentOf(counts, kind);
  return shareOf(Math.min(asked, sent), sent);
}

function clickedOf(counts: Counts, kind: string): Share | null {
  const sent = sentOf(counts, kind);
  const clicked = counts.mail?.[`${kind}|clicked`] ?? 0;
  return shareOf(Math.min(clicked, sent), sent);
}

function measured(before: Share | null, after: Share | null, good: "fewer" | "more"): Measured {
  if (before === null) return { before, after, verdict: "unsure", needed: null };
  const { from, to } = wilson(before.cases, before.of, BOUND_Z);
  const is_more = after !== null && evidence(after, to, GROWN) >= 1 / CHANCE;
  const is_fewer = after !== null && evidence(after, from, SHRUNK) >= 1 / CHANCE;
  const verdict = is_more === is_fewer
    ? "unsure"
    : (is_more ? "more" : "fewer") === good
    ? "better"
    : "worse";
  const worse = before.value * WORTH;
  const better = before.value / WORTH;
  const needed = worse > to && better < from && worse < 1
    ? Math.max(neededFor(worse, to), neededFor(better, from))
    : null;
  return { before, after, verdict, needed };
}

/** The mixture of likelihood ratios of `cases` in `of` against the bound: its mean is at most 1 while the rate keeps to it. */
export function evidence(
  { cases, of }: Pick<Share, "cases" | "of">,
  bound: number,
  growths: readonly number[],
): number {
  if (bound <= 0 || bound >= 1) return 0;
  const ratios = growths.map((growth) => {
    const rate = Math.min(bound * growth, (1 + bound) / 2);
    return Math.exp(cases * Math.log(rate / bound) + (of - cases) * Math.log((1 - rate) / (1 - bound)));
  });
  return ratios.reduce((sum, one) => sum + one, 0) / ratios.length;
}

/** Mails after which a true rate is expected to be told from the bound, which is another. */
function neededFor(rate: number, bound: number): number {
  const gain = rate * Math.log(rate / bound) + (1 - rate) * Math.log((1 - rate) / (1 - bound));
  return Math.ceil(Math.log(GROWN.length / CHANCE) / gain);
}

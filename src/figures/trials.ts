/**
 * Judges two versions of a mail that were sent side by side, on any day and as often as anybody likes. Pure.
 *
 * The first order of one version stands beside the first of the other, the second beside the second, and so on. A pair in
 * which both did the same says nothing. Each other pair is a coin: where the versions are equal, either side comes with the
 * chance of one half, whatever the season, the weekday or the shop. A mixture of likelihood ratios over coins that favour
 * one side then passes 1 / chance at any time at all with no more than that chance (Ville's inequality; Robbins 1970; Johari,
 * Koomen, Pekelis and Walsh 2022, "Always Valid Inference"). Pairs are those of McNemar's test (1947).
 */

/** What an order did within the time that counts; null where that is not known yet. */
export interface TrialOrder {
  readonly tried: boolean;
  readonly asked: boolean | null;
  readonly clicked: boolean | null;
  /** Mean of its ratings as stars from 1 to 5; null without a rating. */
  readonly stars: number | null;
}

export const MEASURES = ["questions", "clicks", "stars"] as const;
export type Measure = (typeof MEASURES)[number];

/** Chance that a version as good as the usual one is ever called worse by any of the measures, and so is stopped. */
export const FALSE_STOPS = 0.05;
const BOUND = MEASURES.length / FALSE_STOPS;
/** How much one side is favoured; each has the same weight. */
const ODDS = [1.1, 1.25, 1.5, 2, 3, 5] as const;

/** One version's side of a measure: `cases` of `of` orders, or of ratings their mean. */
export interface Side {
  readonly of: number;
  readonly value: number | null;
}

export interface Compared {
  readonly usual: Side;
  readonly tried: Side;
  /** Pairs in which the tried version did better, and in which it did worse. */
  readonly better: number;
  readonly worse: number;
  readonly verdict: "better" | "worse" | "unsure";
}

export type Judged = Readonly<Record<Measure, Compared>>;

/** `orders` in the order in which they were sent; `rated` in the order in which they were rated. */
export function judge(orders: readonly TrialOrder[], rated: readonly TrialOrder[] = orders): Judged {
  return {
    questions: compared(sides(orders, ({ asked }) => asked === null ? null : Number(asked)), "fewer"),
    clicks: compared(sides(orders, ({ clicked }) => clicked === null ? null : Number(clicked)), "more"),
    stars: compared(sides(rated, ({ stars }) => stars), "more"),
  };
}

/** Whether the guard stops it. */
export function isWorse(judged: Judged): boolean {
  return MEASURES.some((measure) => judged[measure].verdict === "worse");
}

type Values = readonly number[];

function sides(
  orders: readonly TrialOrder[],
  value: (order: TrialOrder) => number | null,
): { readonly usual: Values; readonly tried: Values } {
  const usual: number[] = [];
  const tried: number[] = [];
  for (const order of orders) {
    const one = value(order);
    if (one !== null) (order.tried ? tried : usual).push(one);
  }
  return { usual, tried };
}

function compared(
  { usual, tried }: { readonly usual: Values; readonly tried: Values },
  good: "more" | "fewer",
): Compared {
  let more = 0;
  let fewer = 0;
  for (let at = 0; at < Math.min(usual.length, tried.length); at++) {
    if (tried[at]! > usual[at]!) more++;
    if (tried[at]! < usual[at]!) fewer++;
  }
  const [better, worse] = good === "more" ? [more, fewer] : [fewer, more];
  const is_better = coinEvidence(better, better + worse) >= BOUND;
  const is_worse = coinEvidence(worse, better + worse) >= BOUND;
  return {
    usual: sideOf(usual),
    tried: sideOf(tried),
    better,
    worse,
    // Both only after a turn of fortune: then nothing is sure.
    verdict: is_worse === is_better ? "unsure" : is_worse ? "worse" : "better",
  };
}

function sideOf(values: Values): Side {
  const of = values.length;
  return { of, value: of === 0 ? null : values.reduce((sum, one) => sum + one, 0) / of };
}

/** The mixture of likelihood ratios of `heads` among `of` coins: its mean is at most 1 while heads are no likelier than tails. */
export function coinEvidence(heads: number, of: number): number {
  const ratios = ODDS.map((odds) =>
    Math.exp(heads * Math.log(2 * odds / (1 + odds)) + (of - heads) * Math.log(2 / (1 + odds)))
  );
  return ratios.reduce((sum, one) => sum + one, 0) / ratios.length;
}

/** How many times as many questions, or how many times fewer clicks, are to be seen. */
export const DIFFERENCES = [1.25, 1.5, 2, 3] as const;
export type Difference = (typeof DIFFERENCES)[number];
/** The chance of four in five that the difference is seen by then. */
const POWER_Z = 0.8416;

/**
 * Returns the orders, of both versions together, until a version that is worse by `difference` is called worse in four of
 * five trials; null where no rate of the usual version is known or the difference cannot be.
 */
export function ordersNeeded(
  rate: number,
  measure: "questions" | "clicks",
  difference: number,
): number | null {
  const worse = measure === "questions" ? rate * difference : rate / difference;
  if (rate <= 0 || rate >= 1 || worse >= 1) return null;
  const toward = measure === "questions" ? worse * (1 - rate) : rate * (1 - worse);
  const away = measure === "questions" ? rate * (1 - worse) : worse * (1 - rate);
  const heads = toward / (toward + away);
  const up = Math.log(2 * heads);
  const down = Math.log(2 * (1 - heads));
  const gain = heads * up + (1 - heads) * down;
  const swing = Math.sqrt(heads * (1 - heads)) * (up - down);
  const bound = Math.log(BOUND * ODDS.length);
  // n gains less the swing of n coins reach the bound.
  const root = (POWER_Z * swing + Math.sqrt((POWER_Z * swing) ** 2 + 4 * gain * bound)) / (2 * gain);
  return Math.ceil(2 * root ** 2 / (toward + away));
}

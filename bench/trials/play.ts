/**
 * Plays trials of two versions of a mail, order by order: half of them at random, questions, clicks and stars as rarely or often as
 * said, and a guard that looks each day as the clock does. The same seed gives the same trial.
 */
import { isWorse, judge, type Judged, type TrialOrder } from "../../src/figures/trials.ts";
import { seeded } from "../../test/support/seeded.ts";

/** How often customers ask, click and rate after a mail. */
export interface Rates {
  readonly asked: number;
  readonly clicked: number;
  readonly rated: number;
  /** The mean of the stars, 1 to 5. */
  readonly stars: number;
}

export const USUAL: Rates = { asked: 0.05, clicked: 0.4, rated: 0.1, stars: 4.4 };

export interface Played {
  /** Orders of both versions until the guard stopped it; null where it never did. */
  readonly stopped_after: number | null;
  readonly judged: Judged;
}

export function playTrial(
  seed: number,
  { usual, tried, orders, a_day }: {
    readonly usual: Rates;
    readonly tried: Rates;
    readonly orders: number;
    readonly a_day: number;
  },
): Played {
  const random = seeded(seed);
  const known: TrialOrder[] = [];
  let judged = judge(known);
  while (known.length < orders) {
    // Some days are bad for both: a carrier slips, a campaign runs.
    const mood = 0.6 + 0.8 * random();
    for (let at = 0; at < a_day && known.length < orders; at++) {
      const is_tried = random() < 0.5;
      const rates = is_tried ? tried : usual;
      const star = () => Math.min(5, Math.max(1, Math.round(rates.stars + 2.4 * (random() - 0.5))));
      known.push({
        tried: is_tried,
        asked: random() < Math.min(1, rates.asked * mood),
        clicked: random() < rates.clicked,
        stars: random() < rates.rated ? star() : null,
      });
    }
    judged = judge(known);
    if (isWorse(judged)) return { stopped_after: known.length, judged };
  }
  return { stopped_after: null, judged };
}

/** Orders by which so many of the trials were stopped; null where fewer were. */
export function stoppedBy(played: readonly Played[], share: number): number | null {
  const after = played.map(({ stopped_after }) => stopped_after ?? Infinity).toSorted((a, b) => a - b);
  const at = after[Math.ceil(share * after.length) - 1]!;
  return Number.isFinite(at) ? at : null;
}

/** Reads a shop's trials with what each has brought so far, and how long one would take. It changes nothing. */
import type { DayCounts } from "../../figures/counts.ts";
import { addDays } from "../../figures/series.ts";
import { addCounts } from "../../figures/counts.ts";
import { sumWhere } from "../../figures/sums.ts";
import { type Difference, judge, type Judged, ordersNeeded, type TrialOrder } from "../../figures/trials.ts";
import type { RunningTrial } from "../../orders/running_trial.ts";
import { DAY_MS } from "../../orders/days.ts";
import { selectTrialOrders, selectTrials, type TrialOrderRow, type TrialRow } from "../../sql/trials.ts";
import { NO_QUESTIONS } from "../figures/close_days.ts";

/** Days after its mail in which a question, a click or a rating counts for it. */
export const COUNTS_FOR_DAYS = { questions: 1, clicks: 2, stars: 14 } as const;
/** Trials that are listed. */
const TRIALS_SHOWN = 20;
/** Days of the shop's own figures from which is said how long a trial takes. */
export const OUTLOOK_DAYS = 84;

/** What is kept of a trial when it starts. */
export interface TrialPlan extends Pick<RunningTrial, "texts" | "days"> {
  readonly difference: Difference;
  readonly outlook: Outlook;
}

/** Times are milliseconds since the epoch. */
export interface TrialReport extends TrialPlan, Omit<TrialRow, "shop_id" | "trial" | "result"> {
  readonly judged: Judged;
}

/** The newest first, with what the clock judged of them last. */
export async function readTrials(
  db: D1Database,
  shop_id: string,
): Promise<readonly TrialReport[]> {
  const { results } = await selectTrials(db, shop_id, TRIALS_SHOWN).all<TrialRow>();
  return results.map((row) => ({
    ...planOf(row),
    id: row.id,
    kind: row.kind,
    state: row.state,
    started_at: row.started_at,
    counts_from: row.counts_from,
    ends_at: row.ends_at,
    ended_at: row.ended_at,
    person: row.person,
    // No order counts before its first day is over: until the clock has judged, there is nothing.
    judged: row.result === null ? judge([], []) : JSON.parse(row.result) as Judged,
  }));
}

export function planOf({ trial }: Pick<TrialRow, "trial">): TrialPlan {
  return JSON.parse(trial) as TrialPlan;
}

/** Judges what the trial brought until now: an order counts for a measure once its days are over. */
export async function judgeTrial(
  db: D1Database,
  { shop_id, id }: Pick<TrialRow, "shop_id" | "id">,
  now_ms: number,
): Promise<Judged> {
  const { results } = await selectTrialOrders(db, shop_id, id, {
    asked_days: COUNTS_FOR_DAYS.questions,
    rated_days: COUNTS_FOR_DAYS.stars,
    no_questions: NO_QUESTIONS,
  }).all<TrialOrderRow>();
  const rated = results.filter(({ rated_at }) => rated_at !== null)
    .toSorted((a, b) => a.rated_at! - b.rated_at!);
  return judge(results.map((row) => orderOf(row, now_ms)), rated.map((row) => orderOf(row, now_ms)));
}

function orderOf({ tried, sent_at, asked_at, clicked_at, stars }: TrialOrderRow, now_ms: number): TrialOrder {
  const within = (at: number | null, days: number) =>
    now_ms < sent_at + days * DAY_MS ? null : at !== null && at < sent_at + days * DAY_MS;
  return {
    tried: tried === 1,
    asked: within(asked_at, COUNTS_FOR_DAYS.questions),
    clicked: within(clicked_at, COUNTS_FOR_DAYS.clicks),
    stars,
  };
}

/** Days until a difference shows in four of five trials, at the mails and rates of the last weeks; null for never. */
export interface Outlook {
  readonly mails_a_day: number;
  readonly questions: number | null;
  readonly clicks: number | null;
}

export function outlookOf(history: readonly DayCounts[], kind: string, difference: Difference): Outlook {
  const last = history.at(-1)?.day;
  const days = last === undefined ? [] : history.filter(({ day }) => day > addDays(last, -OUTLOOK_DAYS));
  const counts = addCounts(days.map((one) => one.counts));
  const sent = counts.mail?.[`${kind}|sent`] ?? 0;
  const mails_a_day = sent / Math.max(1, days.length);
  const daysFor = (measure: "questions" | "clicks", cases: number) => {
    const orders = sent === 0 ? null : ordersNeeded(Math.min(cases, sent) / sent, measure, difference);
    return orders === null ? null : Math.ceil(orders / mails_a_day) + COUNTS_FOR_DAYS[measure];
  };
  return {
    mails_a_day,
    questions: daysFor("questions", sumWhere(counts.asked, (parts) => parts[1] === kind)),
    clicks: daysFor("clicks", counts.mail?.[`${kind}|clicked`] ?? 0),
  };
}

/** The days until one of the measures shows it; null where none ever would. */
export function soonest({ questions, clicks }: Outlook): number | null {
  const days = [questions, clicks].filter((one) => one !== null);
  return days.length === 0 ? null : Math.min(...days);
}

/**
 * Closes a shop's days: makes of what was counted while it happened, of the mails, the questions and the ratings of each
 * day one row of plain counts. A day that has its row keeps it.
 */
import { workingHoursBetween } from "../../cases/clocks.ts";
import {
  addCounts,
  bounded,
  type Count,
  type Counted,
  type Counts,
  countsOf,
  type Gathered,
  keyOf,
  languageOf,
  spreadOut,
} from "../../figures/counts.ts";
import { bucketOf, type LatencyHistogram } from "../../messages/latency_histogram.ts";
import { DAY_MS, endOfDay } from "../../orders/days.ts";
import { localTime } from "../../orders/quiet_hours.ts";
import {
  type AskedRow,
  closeDay,
  type RatedRow,
  selectAsked,
  selectCounts,
  selectLastFigureDay,
  selectRated,
  selectSolved,
  type SolvedRow,
} from "../../sql/figures.ts";
import { type CountedDay, OUTCOMES, selectCountedDay } from "../../sql/stats.ts";
import { selectSenderCounts, type SenderCountsRow } from "../../sql/sender_counts.ts";
import { heardIn } from "../connect/sender_counts.ts";
import type { Shop } from "../ports.ts";

/** Hour in the shop's zone from which yesterday is over for everybody who still counts. */
const CLOSED_FROM_HOUR = 2;
/** Days that one run closes, at two trips each; a shop that begins has those of the last weeks. */
const DAYS_MAX = 35;
/** Days for which a question may wait for its first answer and be counted. */
const ANSWERED_WITHIN_DAYS = 14;
/** A sender that was heard within these days before is expected. */
const SENDERS_KNOWN_DAYS = 8;
const HOUR_MS = 3_600_000;
/** Cases in which nobody asks anything. */
export const NO_QUESTIONS: readonly string[] = ["rating", "bounce", "shortage", "dead_letter", "dispute"];

/** Whether yesterday, in the shop's zone, has no row yet. */
export function isFiguresDue(
  { figures, time_zone }: Pick<Shop["settings"], "figures" | "time_zone">,
  last_day: string | null,
  now_ms: number,
): boolean {
  if (!figures) return false;
  const { day, hour } = localTime(time_zone, now_ms);
  return hour >= CLOSED_FROM_HOUR && (last_day ?? "") < dayBefore(day, 1);
}

/** Returns the last day that is closed now. */
export async function closeDays(db: D1Database, shop: Shop, now_ms: number): Promise<string> {
  const last = await selectLastFigureDay(db, shop.id).first<string>("day");
  const yesterday = dayBefore(localTime(shop.settings.time_zone, now_ms).day, 1);
  const earliest = dayBefore(yesterday, DAYS_MAX - 1);
  for (let ago = DAYS_MAX - 1; ago >= 0; ago--) {
    const day = dayBefore(yesterday, ago);
    if (day < earliest || (last !== null && day <= last)) continue;
    await db.batch([...closeDay(db, shop.id, { day, counts: await countsOfDay(db, shop, day) })]);
  }
  return yesterday;
}

async function countsOfDay(db: D1Database, shop: Shop, day: string): Promise<Counts> {
  const until_ms = endOfDay(shop.settings.time_zone, day);
  const from_ms = endOfDay(shop.settings.time_zone, dayBefore(day, 1));
  const [counted, mails, asked, solved, rated, senders] = await db.batch<unknown>([
    selectCounts(db, shop.id, day),
    selectCountedDay(db, shop.id, day),
    selectAsked(db, shop.id, from_ms - ANSWERED_WITHIN_DAYS * DAY_MS, until_ms),
    selectSolved(db, shop.id, from_ms, until_ms),
    selectRated(db, shop.id, from_ms, until_ms),
    selectSenderCounts(db, shop.id, dayBefore(day, SENDERS_KNOWN_DAYS)),
  ]);
  const isIn = (at: number | null): at is number => at !== null && at >= from_ms && at < until_ms;
  const questions = (asked!.results as AskedRow[]).filter(({ kind }) => isQuestion(kind));
  const done = (solved!.results as SolvedRow[]).filter(({ kind }) => isQuestion(kind));
  return bounded(addCounts([
    countsOf((counted!.results as unknown as readonly Count<Counted | Gathered>[]).flatMap(spreadOut)),
    countsOf((mails!.results as CountedDay[]).flatMap(mailCounts)),
    countsOf(questions.filter(({ opened_at }) => isIn(opened_at)).map(askedCount)),
    countsOf(
      questions.filter(({ answered_at }) => isIn(answered_at)).map(({ opened_at, answered_at }) =>
        one(
          "answered",
          String(bucketOf(workingHoursBetween(shop.settings, opened_at, answered_at!) * HOUR_MS)),
        )
      ),
    ),
    countsOf(
      done.map(({ opened_at, changed_at, answered_at }) =>
        one("solved", String(bucketOf(changed_at - opened_at)), answered_at === null ? "alone" : "person")
      ),
    ),
    countsOf(
      (rated!.results as RatedRow[]).map(({ about, score, carrier }) =>
        one("rated", about.startsWith("line:") ? "line" : about, String(score), carrier ?? "")
      ),
    ),
    countsOf(heardIn(senders!.results as unknown as readonly SenderCountsRow[], from_ms, until_ms)),
  ]));
}

function mailCounts(row: CountedDay): readonly Count[] {
  return [
    ...OUTCOMES.flatMap((outcome): readonly Count[] =>
      row[outcome] === 0 ? [] : [{ what: "mail", key: keyOf(row.kind, outcome), count: row[outcome] }]
    ),
    ...Object.entries(JSON.parse(row.seconds ?? "{}") as LatencyHistogram).map(([bucket, count]): Count => ({
      what: "took",
      key: keyOf(row.kind, bucket),
      count,
    })),
  ];
}

function askedCount(row: AskedRow): Count {
  const { topic, after, carrier, tracking, locale, method, country } = askedParts(row);
  return one("asked", topic, after, carrier, tracking, locale, method, country);
}

/** By what a question is told apart: see `COUNTED`. */
export function askedParts(
  { kind, after, carrier, number, has_shipped, locale, method, country }: AskedRow,
) {
  const tracking = (has_shipped ?? 0) === 0 ? "" : number === null ? "untracked" : "tracked";
  return {
    topic: kind,
    after: after ?? "",
    carrier: carrier ?? "",
    tracking,
    locale: languageOf(locale),
    method: method ?? "",
    country: country ?? "",
  };
}

export function isQuestion(kind: string): boolean {
  return !NO_QUESTIONS.includes(kind);
}

function one(what: Counted, ...parts: readonly string[]): Count {
  return { what, key: keyOf(...parts), count: 1 };
}

export function dayBefore(day: string, count: number): string {
  return new Date(Date.parse(`${day}T00:00:00Z`) - count * DAY_MS).toISOString().slice(0, day.length);
}

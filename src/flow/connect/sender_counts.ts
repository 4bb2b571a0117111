/**
 * Counts a sender's webhooks: an isolate gathers them and writes every ten minutes or fifty webhooks, so that no webhook waits for a
 * count and a busy sender costs no row each. What an isolate has gathered when it ends is lost: the counts are the least that came.
 */
import { type Count, keyOf } from "../../figures/counts.ts";
import {
  addSenderCounts,
  COUNTED,
  type Counted,
  type Counts,
  deleteOldSenderCounts,
  type SenderCountsRow,
} from "../../sql/sender_counts.ts";

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;
/** Milliseconds from one writing of a sender's counts to the next, unless many webhooks came. */
const GATHERED_MS = 600_000;
const GATHERED_MAX = 50;
/** Senders that are written at once; the others follow with the next webhook. */
const WRITTEN_MAX = 20;
const REMEMBERED_MAX = 2_000;
const DAYS_SHOWN = 7;
const NONE: Counts = { taken: 0, repeated: 0, refused: 0, dead: 0 };

interface Gathered {
  readonly shop_id: string;
  readonly source: string;
  /** The hour in which they came, in milliseconds since the epoch. */
  readonly hour_ms: number;
  readonly counts: Counts;
}

/** What an isolate has gathered of one cell, and when it last wrote of each sender. */
export interface SenderTally {
  readonly gathered: Map<string, Gathered>;
  readonly written_at_ms: Map<string, number>;
}

export function senderTally(): SenderTally {
  return { gathered: new Map(), written_at_ms: new Map() };
}

/** Notes one webhook of a sender in memory. */
export function gather(
  { gathered }: SenderTally,
  shop_id: string,
  source: string,
  outcome: Counted,
  at_ms: number,
): void {
  const hour_ms = Math.floor(at_ms / HOUR_MS) * HOUR_MS;
  const key = `${shop_id}\n${source}\n${hour_ms}`;
  if (gathered.size >= REMEMBERED_MAX) return;
  const counts = gathered.get(key)?.counts ?? NONE;
  gathered.set(key, { shop_id, source, hour_ms, counts: { ...counts, [outcome]: counts[outcome] + 1 } });
}

/** Forgets what was gathered of a shop that moves: its rows are being copied to another cell. */
export function forgetGathered({ gathered }: SenderTally, shop_id: string): void {
  for (const [key, one] of gathered) {
    if (one.shop_id === shop_id) gathered.delete(key);
  }
}

/** Writes what was gathered of senders of which nothing was written for ten minutes, or much was gathered. What cannot be written is gathered again. */
export async function writeGathered(db: D1Database, tally: SenderTally, now_ms: number): Promise<void> {
  const { gathered, written_at_ms } = tally;
  const due = [...gathered].filter(([, { shop_id, source, counts }]) =>
    Math.abs(now_ms - (written_at_ms.get(`${shop_id}\n${source}`) ?? -Infinity)) >= GATHERED_MS ||
    COUNTED.reduce((total, name) => total + counts[name], 0) >= GATHERED_MAX
  ).slice(0, WRITTEN_MAX);
  if (due.length === 0) return;
  if (written_at_ms.size >= REMEMBERED_MAX) written_at_ms.clear();
  for (const [key, { shop_id, source }] of due) {
    gathered.delete(key);
    written_at_ms.set(`${shop_id}\n${source}`, now_ms);
  }
  const old_day = dayOf(now_ms - (DAYS_SHOWN + 1) * DAY_MS);
  try {
    await db.batch(due.flatMap(([, { shop_id, source, hour_ms, counts }]) => [
      addSenderCounts(db, shop_id, source, { day: dayOf(hour_ms), hour: hourOf(hour_ms), counts }),
      deleteOldSenderCounts(db, shop_id, source, old_day),
    ]));
  } catch (error) {
    for (const [key, one] of due) {
      gathered.set(key, { ...one, counts: sum([one.counts, gathered.get(key)?.counts ?? NONE]) });
    }
    throw error;
  }
}

/** The first day whose rows `countsIn` needs. */
export function firstDayCounted(now_ms: number): string {
  return dayOf(now_ms - DAYS_SHOWN * DAY_MS);
}

/**
 * What a day's figures keep of the senders in `rows`: what came of their webhooks between two moments, and in how many hours each
 * was heard. A sender that sent nothing in them was silent.
 */
export function heardIn(
  rows: readonly SenderCountsRow[],
  from_ms: number,
  until_ms: number,
): readonly Count[] {
  return [...Map.groupBy(rows, ({ source }) => source)].flatMap(([source, days]) => {
    const hours = days.flatMap(hoursIn).filter(({ at_ms }) => at_ms >= from_ms && at_ms < until_ms);
    const { taken, repeated, refused, dead } = sum(hours.map(({ counts }) => counts));
    const heard = hours.filter(({ counts }) => COUNTED.some((name) => counts[name] > 0)).length;
    const all = Math.round((until_ms - from_ms) / HOUR_MS);
    const count = (what: "heard" | "hours", part: string, count: number): readonly Count[] =>
      count <= 0 ? [] : [{ what, key: keyOf(source, part), count }];
    return [
      ...count("heard", "taken", taken + repeated),
      ...count("heard", "refused", refused),
      ...count("heard", "dead", dead),
      ...count("hours", "heard", heard),
      ...count("hours", "silent", all - heard),
    ];
  });
}

export interface SenderCounts {
  /** The last 24 hours and 7 days, by whole hours. */
  readonly day: Counts;
  readonly week: Counts;
}

export const NOTHING_COUNTED: SenderCounts = { day: NONE, week: NONE };

/** Returns the counts by source. Of the first day only the hours within the 7 days count. */
export function countsIn(
  rows: readonly SenderCountsRow[],
  now_ms: number,
): ReadonlyMap<string, SenderCounts> {
  const hour_ms = Math.floor(now_ms / HOUR_MS) * HOUR_MS;
  return new Map([...Map.groupBy(rows, ({ source }) => source)].map(([source, days]) => {
    const hours = days.flatMap(hoursIn);
    const since = (from_ms: number) =>
      sum(hours.filter(({ at_ms }) => at_ms > from_ms && at_ms <= hour_ms).map(({ counts }) => counts));
    return [source, { day: since(hour_ms - DAY_MS), week: since(hour_ms - DAYS_SHOWN * DAY_MS) }];
  }));
}

function hoursIn(
  { day, hours }: SenderCountsRow,
): readonly { readonly at_ms: number; readonly counts: Counts }[] {
  const kept = JSON.parse(hours) as Readonly<Record<string, readonly number[]>>;
  return Object.entries(kept).map(([hour, counts]) => ({
    at_ms: Date.parse(`${day}T${hour.slice(1)}:00:00Z`),
    counts: Object.fromEntries(COUNTED.map((name, at) => [name, counts[at] ?? 0])) as unknown as Counts,
  }));
}

function sum(all: readonly Counts[]): Counts {
  return all.reduce(
    (total, one) =>
      Object.fromEntries(COUNTED.map((name) => [name, total[name] + one[name]])) as unknown as Counts,
    NONE,
  );
}

function dayOf(ms: number): string {
  return new Date(ms).toISOString().slice(0, 10);
}

/** `h09`: a name that JSON paths take as it is. */
function hourOf(ms: number): string {
  return `h${new Date(ms).toISOString().slice(11, 13)}`;
}

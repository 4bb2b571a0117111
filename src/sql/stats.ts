/** The SQL of daily statistics, by kind of mail. */
import { shopOf } from "./shop_of.ts";
import type { MessageKind } from "../messages/message.ts";

/** What is counted of a day's mails, by kind. */
export const OUTCOMES = [
  "sent",
  "delivered",
  "bounced",
  "complained",
  "failed",
  "unknown",
  "repeated",
] as const;
export type Counted = (typeof OUTCOMES)[number];

/** `day` is a day in the shop's zone, such as `2026-11-22`. */
export function countDay(
  db: D1Database,
  shop_id: string,
  day: string,
  kind: MessageKind,
  counted: Counted,
): D1PreparedStatement {
  return db.prepare(
    `insert into daily_stats (shop_id, day, kind, ${counted}) values (?1, ?2, ?3, 1)
     on conflict do update set ${counted} = ${counted} + 1`,
  ).bind(shop_id, day, kind);
}

/** Counts a sent mail and the bucket of its latency: see messages/latency_histogram.ts. */
export function countSentMail(
  db: D1Database,
  shop_id: string,
  day: string,
  kind: MessageKind,
  bucket: number,
): D1PreparedStatement {
  return db.prepare(
    `insert into daily_stats (shop_id, day, kind, sent, seconds) values (?1, ?2, ?3, 1, json_object(?4, 1))
     on conflict do update set sent = sent + 1, seconds = json_set(
       coalesce(seconds, '{}'), '$."' || ?4 || '"', coalesce(json_extract(seconds, '$."' || ?4 || '"'), 0) + 1
     )`,
  ).bind(shop_id, day, kind, String(bucket));
}

/**
 * Counts like `countDay`, if the previous statement of the batch changed a row: a repeated provider event counts
 * once.
 */
export function countDayIfChanged(
  db: D1Database,
  shop_id: string,
  day: string,
  kind: MessageKind,
  counted: Counted,
): D1PreparedStatement {
  return db.prepare(
    `insert into daily_stats (shop_id, day, kind, ${counted}) select ?1, ?2, ?3, 1 where changes() > 0
     on conflict do update set ${counted} = ${counted} + 1`,
  ).bind(shop_id, day, kind);
}

export interface CountedDay extends Readonly<Record<Counted, number>> {
  /** In the shop's zone, such as `2026-11-22`. */
  readonly day: string;
  readonly kind: MessageKind;
  readonly seconds: string | null;
}

/** Selects a row for each day since `from` and each kind that has a count on that day. */
export function selectCountedDays(db: D1Database, shop_id: string, from: string): D1PreparedStatement {
  return db.prepare(
    `select day, kind, sent, delivered, bounced, complained, failed, unknown, repeated, seconds from daily_stats
     where shop_id = ?1 and day >= ?2 limit ${COUNTED_MAX}`,
  ).bind(shop_id, from);
}

/** Selects the counts of one day by kind. */
export function selectCountedDay(db: D1Database, shop_id: string, day: string): D1PreparedStatement {
  return db.prepare(
    `select kind, sent, delivered, bounced, complained, failed, unknown, repeated, seconds from daily_stats
     where shop_id = ?1 and day = ?2`,
  ).bind(shop_id, day);
}

/** Enough for a month of all kinds. */
const COUNTED_MAX = 2_000;

export interface OpenKind {
  readonly kind: MessageKind;
  readonly count: number;
  /** Since when the oldest mail is owed, in milliseconds since the epoch. */
  readonly since: number;
}

/**
 * Counts mails that are owed and have not left, due or waiting for another attempt; no channel is waited for longer
 * than a day. Mails only planned for later are not owed yet. Of each lane `most` are counted, those that are due first.
 */
export function selectOpenKinds(
  db: D1Database,
  shop_id: string,
  now_ms: number,
  most: number,
): D1PreparedStatement {
  const due = [0, 1].map((lane) =>
    `select * from (select kind, dated_at from messages indexed by messages_due
      where ${shopOf("subject")} = ?1 and lane = ${lane} and due_at <= ?2 order by due_at limit ?4)`
  );
  return db.prepare(
    `select kind, count(*) as count, min(dated_at) as since from (${due.join(" union all ")})
     where dated_at <= ?3 group by kind`,
  ).bind(shop_id, now_ms + DAY_MS, now_ms, most);
}

const DAY_MS = 86_400_000;

export type DayTotals = Readonly<Record<Exclude<Counted, "unknown" | "repeated">, number>>;

/** Sums one day over all kinds. */
export function selectDayTotals(db: D1Database, shop_id: string, day: string): D1PreparedStatement {
  return db.prepare(
    `select coalesce(sum(sent), 0) as sent, coalesce(sum(delivered), 0) as delivered,
       coalesce(sum(bounced), 0) as bounced, coalesce(sum(complained), 0) as complained,
       coalesce(sum(failed), 0) as failed
     from daily_stats where shop_id = ?1 and day = ?2`,
  ).bind(shop_id, day);
}

/** Sums the days since `from` over all kinds, for each shop that has any. */
export function selectRecentTotals(
  db: D1Database,
  shop_ids: readonly string[],
  from: string,
): D1PreparedStatement {
  return db.prepare(
    `select shop_id, sum(sent) as sent, sum(delivered) as delivered, sum(bounced) as bounced,
       sum(complained) as complained
     from daily_stats where shop_id in (select value from json_each(?1)) and day >= ?2 group by shop_id`,
  ).bind(JSON.stringify(shop_ids), from);
}

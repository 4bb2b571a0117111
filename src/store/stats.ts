/** The SQL of what each day brought, by kind of mail. */
import type { MessageKind } from "../messages/message.ts";

export type Counted = "sent" | "delivered" | "bounced" | "complained" | "failed";

/** `day` in the shop's zone, such as `2026-11-22`. */
export function countDay(
  db: D1Database,
  store_id: string,
  day: string,
  kind: MessageKind,
  counted: Counted,
): D1PreparedStatement {
  return db.prepare(
    `insert into daily_stats (store_id, day, kind, ${counted}) values (?1, ?2, ?3, 1)
     on conflict do update set ${counted} = ${counted} + 1`,
  ).bind(store_id, day, kind);
}

/** The same where the statement before it in the batch changed a row: what is told twice counts once. */
export function countDayIfChanged(
  db: D1Database,
  store_id: string,
  day: string,
  kind: MessageKind,
  counted: Counted,
): D1PreparedStatement {
  return db.prepare(
    `insert into daily_stats (store_id, day, kind, ${counted}) select ?1, ?2, ?3, 1 where changes() > 0
     on conflict do update set ${counted} = ${counted} + 1`,
  ).bind(store_id, day, kind);
}

export type DayTotals = Readonly<Record<Counted, number>>;

/** Sums over all kinds of one day. */
export function selectDayTotals(db: D1Database, store_id: string, day: string): D1PreparedStatement {
  return db.prepare(
    `select coalesce(sum(sent), 0) as sent, coalesce(sum(delivered), 0) as delivered,
       coalesce(sum(bounced), 0) as bounced, coalesce(sum(complained), 0) as complained,
       coalesce(sum(failed), 0) as failed
     from daily_stats where store_id = ?1 and day = ?2`,
  ).bind(store_id, day);
}

/** Sums over all kinds of the days from `from` on, of each store that has any. */
export function selectRecentTotals(
  db: D1Database,
  store_ids: readonly string[],
  from: string,
): D1PreparedStatement {
  return db.prepare(
    `select store_id, sum(sent) as sent, sum(delivered) as delivered, sum(bounced) as bounced,
       sum(complained) as complained
     from daily_stats where store_id in (select value from json_each(?1)) and day >= ?2 group by store_id`,
  ).bind(JSON.stringify(store_ids), from);
}

/** The SQL of a shop's figures. Writes are returned as statements. */
import {
  type Count,
  type Counted,
  type Counts,
  type DayCounts,
  type Gathered,
  keyOf,
} from "../figures/counts.ts";
import type { Digest, Done } from "../figures/digest.ts";
import type { MessageKey } from "../messages/message.ts";

/** Most days that are read at once: a year and the week before it. */
export const FIGURE_DAYS_MAX = 400;
/** Most counts of one day; what is beyond is rarer than anything that is shown. */
const COUNTS_MAX = 20_000;
/** Most questions and ratings of one day that are read. */
const CASES_MAX = 5_000;

/** Adds to the counts of a day that is not over: a row for each count. */
export function addToCounts(
  db: D1Database,
  shop_id: string,
  day: string,
  counts: readonly Count<Counted | Gathered>[],
): D1PreparedStatement {
  return db.prepare(
    `insert into figure_counts (shop_id, day, what, key, count)
     select ?1, ?2, value ->> 0, value ->> 1, sum(value ->> 2) from json_each(?3) where true group by 3, 4
     on conflict do update set count = count + excluded.count`,
  ).bind(shop_id, day, JSON.stringify(counts.map(({ what, key, count }) => [what, key, count])));
}

/** Adds one if the statement before it in the batch changed a row: a repeated report counts once. */
export function addToCountsIfChanged(
  db: D1Database,
  shop_id: string,
  day: string,
  { what, key }: Omit<Count, "count">,
): D1PreparedStatement {
  return db.prepare(
    `insert into figure_counts (shop_id, day, what, key, count) select ?1, ?2, ?3, ?4, 1 where changes() > 0
     on conflict do update set count = count + 1`,
  ).bind(shop_id, day, what, key);
}

/** What took longer from the channel to the mailbox came late. */
const DELAYED_MS = 30 * 60_000;

/** Adds one to an outcome of the channel that took the message, on the same condition; what was delivered late is `delayed`. */
export function addOutcomeIfChanged(
  db: D1Database,
  shop_id: string,
  day: string,
  { subject, kind, about }: MessageKey,
  { domain, outcome }: { readonly domain: string; readonly outcome: string },
): D1PreparedStatement {
  return db.prepare(
    `insert into figure_counts (shop_id, day, what, key, count)
     select ?1, ?2, 'outcome', coalesce(channel, '') || '|' || ?6 || '|' ||
       case when ?7 = 'delivered' and event_at - closed_at > ${DELAYED_MS} then 'delayed' else ?7 end || '|' || kind, 1
     from messages where subject = ?3 and kind = ?4 and about = ?5 and changes() > 0
     on conflict do update set count = count + 1`,
  ).bind(shop_id, day, subject, kind, about, keyOf(domain), outcome);
}

export function selectCounts(db: D1Database, shop_id: string, day: string): D1PreparedStatement {
  return db.prepare(
    `select what, key, count from figure_counts where shop_id = ?1 and day = ?2 order by count desc limit ${COUNTS_MAX}`,
  ).bind(shop_id, day);
}

/** A question of a day, with the last mail of the day before it and the first shipment's carrier. */
export interface AskedRow {
  readonly id: string;
  readonly topic: string;
  readonly kind: string;
  readonly opened_at: number;
  readonly answered_at: number | null;
  readonly solved_at: number | null;
  readonly after: string | null;
  /** Absent for an order of the archive. */
  readonly carrier: string | null;
  readonly number: string | null;
  readonly has_shipped: number | null;
  readonly locale: string | null;
  /** How the order is paid: the brand, or its class. */
  readonly method: string | null;
  readonly country: string | null;
}

const SHIPMENT = "$.shipments[0].tracking[0]";

/** Selects the cases that were opened between two moments. */
export function selectAsked(
  db: D1Database,
  shop_id: string,
  from_ms: number,
  until_ms: number,
): D1PreparedStatement {
  return db.prepare(
    `select c.id, c.topic, c.kind, c.opened_at, c.answered_at, case c.state when 'solved' then c.changed_at end as solved_at,
       (select m.kind from messages m where m.subject = c.order_id and m.closed_at < c.opened_at
          and m.closed_at >= c.opened_at - 86400000 and m.state in ('sent', 'delivered', 'unknown')
        order by m.closed_at desc limit 1) as after,
       o.state ->> '${SHIPMENT}.carrier' as carrier, o.state ->> '${SHIPMENT}.number' as number,
       json_array_length(o.state, '$.shipments') as has_shipped,
       coalesce(o.state ->> '$.language', o.state ->> '$.details.locale') as locale,
       coalesce(o.state ->> '$.details.payment.method.brand', o.state ->> '$.details.payment.class') as method,
       coalesce(o.state ->> '$.details.shipping_address.country', o.state ->> '$.details.billing_address.country') as country
     from cases c left join orders o on o.id = c.order_id
     where c.shop_id = ?1 and c.opened_at >= ?2 and c.opened_at < ?3 and c.state <> 'merged' limit ${CASES_MAX}`,
  ).bind(shop_id, from_ms, until_ms);
}

export interface SolvedRow {
  readonly kind: string;
  readonly opened_at: number;
  readonly changed_at: number;
  readonly answered_at: number | null;
}

/** Selects the cases that were solved between two moments, and not touched since. */
export function selectSolved(
  db: D1Database,
  shop_id: string,
  from_ms: number,
  until_ms: number,
): D1PreparedStatement {
  return db.prepare(
    `select kind, opened_at, changed_at, answered_at from cases indexed by cases_solved
     where shop_id = ?1 and state = 'solved' and changed_at >= ?2 and changed_at < ?3 limit ${CASES_MAX}`,
  ).bind(shop_id, from_ms, until_ms);
}

export interface RatedRow {
  readonly about: string;
  readonly score: number;
  readonly carrier: string | null;
}

export function selectRated(
  db: D1Database,
  shop_id: string,
  from_ms: number,
  until_ms: number,
): D1PreparedStatement {
  return db.prepare(
    `select f.about, f.score, o.state ->> '${SHIPMENT}.carrier' as carrier
     from feedback f indexed by feedback_recent left join orders o on o.id = f.order_id
     where substr(f.order_id, 1, instr(f.order_id, '/') - 1) = ?1 and f.rated_at >= ?2 and f.rated_at < ?3
     limit ${CASES_MAX}`,
  ).bind(shop_id, from_ms, until_ms);
}

/** Writes a day's row and deletes the counts that it holds. A day that has a row keeps it. */
export function closeDay(
  db: D1Database,
  shop_id: string,
  { day, counts }: DayCounts,
): readonly D1PreparedStatement[] {
  return [
    db.prepare("insert into figures (shop_id, day, counts) values (?1, ?2, ?3) on conflict do nothing")
      .bind(shop_id, day, JSON.stringify(counts)),
    db.prepare("delete from figure_counts where shop_id = ?1 and day = ?2").bind(shop_id, day),
  ];
}

/** Selects the days from `from` to `until`, oldest first. */
export function selectFigures(
  db: D1Database,
  shop_id: string,
  from: string,
  until: string,
): D1PreparedStatement {
  return db.prepare(
    `select day, counts from figures where shop_id = ?1 and day >= ?2 and day <= ?3 order by day
     limit ${FIGURE_DAYS_MAX}`,
  ).bind(shop_id, from, until);
}

export function readFigureDays(result: D1Result): readonly DayCounts[] {
  return (result.results as unknown as readonly { readonly day: string; readonly counts: string }[])
    .map(({ day, counts }) => ({ day, counts: JSON.parse(counts) as Counts }));
}

/** Selects for each of these shops the last day that has a row; null before the first. */
export function selectLastFigureDays(db: D1Database, shop_ids: readonly string[]): D1PreparedStatement {
  return db.prepare(
    `select value as shop_id, (select day from figures where shop_id = value order by day desc limit 1) as day
     from json_each(?1)`,
  ).bind(JSON.stringify(shop_ids));
}

/** The last day that has a row; none before the first. */
export function selectLastFigureDay(db: D1Database, shop_id: string): D1PreparedStatement {
  return db.prepare("select day from figures where shop_id = ?1 order by day desc limit 1").bind(shop_id);
}

/** Keeps a digest; what was written down about it stays. */
export function insertDigest(db: D1Database, shop_id: string, digest: Digest): D1PreparedStatement {
  return db.prepare("insert into digests (shop_id, week, digest) values (?1, ?2, ?3) on conflict do nothing")
    .bind(shop_id, digest.week, JSON.stringify(digest));
}

export interface DigestRow {
  readonly digest: Digest;
  readonly done: readonly Done[];
}

/** Selects the digests of the last weeks, newest first. */
export function selectDigests(db: D1Database, shop_id: string, weeks: number): D1PreparedStatement {
  return db.prepare("select digest, done from digests where shop_id = ?1 order by week desc limit ?2")
    .bind(shop_id, weeks);
}

/** Writes down what was done about what the newest digest names; the same words of one day once. Returns its week, or no row without a digest. */
export function addDone(db: D1Database, shop_id: string, done: Done): D1PreparedStatement {
  return db.prepare(
    `update digests set done = case
       when exists (select 1 from json_each(done) where value ->> 'name' = ?2 ->> 'name'
         and value ->> 'words' = ?2 ->> 'words' and value ->> 'day' = ?2 ->> 'day') then done
       else json_insert(done, '$[#]', json(?2)) end
     where shop_id = ?1 and week = (select max(week) from digests where shop_id = ?1) returning week`,
  ).bind(shop_id, JSON.stringify(done));
}

export function readDigests(result: D1Result): readonly DigestRow[] {
  return (result.results as unknown as readonly { readonly digest: string; readonly done: string }[])
    .map(({ digest, done }) => ({
      digest: JSON.parse(digest) as Digest,
      done: JSON.parse(done) as readonly Done[],
    }));
}

/** The SQL of dead letters (verified webhooks that could not be recorded) and of the refusals that made them. */
import { VOLUME } from "./volumes.ts";

/** Most letters of a shop, and most bytes of their bodies; beyond either the oldest are deleted. */
export const LETTERS_MAX = 200;
export const LETTERS_MAX_BYTES = 64_000_000;
/** Milliseconds for which a letter is kept. */
export const LETTER_AGE_MAX_MS = 90 * 86_400_000;
/** Most fields and rules of one source that a day counts apart; all others are counted together. */
const RULES_MAX = 200;

export interface DeadLetterRow {
  readonly id: string;
  readonly source: string;
  readonly topic: string;
  readonly reason: string;
  readonly field: string;
  readonly rule: string;
  readonly got: string;
  /** The headers that the source reads, as JSON. */
  readonly headers: string;
  readonly bytes: number;
  /** Milliseconds since the epoch, as the times below. */
  readonly received_at: number;
  readonly last_at: number;
  readonly count: number;
  readonly tried_at: number | null;
}

const COLUMNS =
  "id, source, topic, reason, field, rule, got, headers, bytes, received_at, last_at, count, tried_at";

/** A copy of a letter is counted at the letter, under the newest rule that it breaks. */
export function upsertDeadLetter(db: D1Database, shop_id: string, row: DeadLetterRow): D1PreparedStatement {
  return db.prepare(
    `insert into dead_letters (shop_id, ${COLUMNS})
     values (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, 1, null)
     on conflict do update set count = count + 1, last_at = excluded.last_at, reason = excluded.reason,
       field = excluded.field, rule = excluded.rule, got = excluded.got`,
  ).bind(
    shop_id,
    row.id,
    row.source,
    row.topic,
    row.reason,
    row.field,
    row.rule,
    row.got,
    row.headers,
    row.bytes,
    row.received_at,
    row.last_at,
  );
}

/** Notes a replay in vain, and the rule that the letter breaks now. */
export function markTried(
  db: D1Database,
  shop_id: string,
  id: string,
  { reason, field, rule, got }: Pick<DeadLetterRow, "reason" | "field" | "rule" | "got">,
  now_ms: number,
): D1PreparedStatement {
  return db.prepare(
    `update dead_letters set tried_at = ?3, reason = ?4, field = ?5, rule = ?6, got = ?7
     where shop_id = ?1 and id = ?2`,
  ).bind(shop_id, id, now_ms, reason, field, rule, got);
}

/** Selects letters before `before`, newest first. */
export function selectDeadLetters(
  db: D1Database,
  shop_id: string,
  before: { readonly last_at: number; readonly id: string } | null,
  limit: number,
): D1PreparedStatement {
  return db.prepare(
    `select ${COLUMNS} from dead_letters
     where shop_id = ?1 and (last_at, id) < (?2, ?3) order by last_at desc, id desc limit ?4`,
  ).bind(shop_id, before?.last_at ?? Number.MAX_SAFE_INTEGER, before?.id ?? "", limit);
}

export function selectDeadLetter(db: D1Database, shop_id: string, id: string): D1PreparedStatement {
  return db.prepare(`select ${COLUMNS} from dead_letters where shop_id = ?1 and id = ?2`).bind(shop_id, id);
}

export function deleteDeadLetters(
  db: D1Database,
  shop_id: string,
  ids: readonly string[],
): D1PreparedStatement {
  return db.prepare(
    "delete from dead_letters where shop_id = ?1 and id in (select value from json_each(?2))",
  ).bind(shop_id, JSON.stringify(ids));
}

/** Selects the letters of any shop that are older than `before_ms`, oldest first. */
export function selectOldDeadLetters(db: D1Database, before_ms: number, limit: number): D1PreparedStatement {
  return db.prepare(
    "select shop_id, id from dead_letters where last_at < ?1 order by last_at limit ?2",
  ).bind(before_ms, limit);
}

/** Selects the letters of one shop that are older than `before_ms`, oldest first. */
export function selectOldDeadLettersOf(
  db: D1Database,
  shop_id: string,
  before_ms: number,
  limit: number,
): D1PreparedStatement {
  return db.prepare(
    "select id from dead_letters where shop_id = ?1 and last_at < ?2 order by last_at limit ?3",
  ).bind(shop_id, before_ms, limit);
}

export interface LetterDepth {
  readonly count: number;
  /** When the letter that has lain longest was last brought, in milliseconds since the epoch; null without any. */
  readonly oldest_at: number | null;
}

/** Counts the letters of all shops, the oldest `limit` at most. */
export function selectLetterDepth(db: D1Database, limit: number): D1PreparedStatement {
  return db.prepare(
    `with oldest as materialized (select last_at from dead_letters where last_at > 0 order by last_at limit ?1)
     select count(*) as count, min(last_at) as oldest_at from oldest`,
  ).bind(limit);
}

/** Counts one refusal. What a shop's senders break is bounded; beyond it a rule is counted as `other`. */
export function countRefusal(
  db: D1Database,
  shop_id: string,
  day: string,
  { source, field, rule }: { readonly source: string; readonly field: string; readonly rule: string },
): D1PreparedStatement {
  const has_room =
    `exists (select 1 from refusals where shop_id = ?1 and day = ?2 and source = ?3 and field = ?4 and rule = ?5)
     or (select count(*) from refusals where shop_id = ?1 and day = ?2 and source = ?3) < ${RULES_MAX}`;
  return db.prepare(
    `insert into refusals (shop_id, day, source, field, rule, count)
     select ?1, ?2, ?3, iif(${has_room}, ?4, 'other'), iif(${has_room}, ?5, 'other'), 1 where true
     on conflict do update set count = count + 1`,
  ).bind(shop_id, day, source, field, rule);
}

export interface RefusalRow {
  readonly source: string;
  readonly field: string;
  readonly rule: string;
  readonly count: number;
}

/** Sums the refusals since the day `from`, the most frequent first. */
export function selectRefusals(db: D1Database, shop_id: string, from: string): D1PreparedStatement {
  return db.prepare(
    `select source, field, rule, sum(count) as count from refusals where shop_id = ?1 and day >= ?2
     group by source, field, rule order by count desc limit ${RULES_MAX}`,
  ).bind(shop_id, from);
}

export function deleteOldRefusals(db: D1Database, shop_id: string, before: string): D1PreparedStatement {
  return db.prepare("delete from refusals where shop_id = ?1 and day < ?2").bind(shop_id, before);
}

/** Most webhooks that are counted, the newest orders' first: a count costs a read of each. */
export const COUNTED_MAX = 10_000;

export interface WebhookCount {
  readonly source: string;
  readonly count: number;
}

/** Counts the recorded webhooks since `since_ms` by their source, those in volumes too. */
export function selectWebhookCounts(db: D1Database, shop_id: string, since_ms: number): D1PreparedStatement {
  return db.prepare(
    `select coalesce(json_each.value ->> 'source', source) as source, count(*) as count
     from events left join json_each(iif(source = '${VOLUME}', events, null))
     where (order_id, seq) in (
       select order_id, seq from events where order_id > ?1 and order_id < ?2 order by order_id desc limit ${COUNTED_MAX})
       and coalesce(json_each.value ->> 'received_at', received_at) >= ?3
     group by 1`,
  ).bind(`${shop_id}/`, `${shop_id}0`, since_ms);
}

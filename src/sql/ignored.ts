/** The SQL of ignored webhooks, which say nothing that Waybill acts on: how many came of each topic. */

/**
 * Most topics of one source that are counted apart; a sender has tens. Some senders do not sign their topics, so
 * whoever has one signed body could otherwise fill the table with names.
 */
const TOPICS_MAX = 100;
/** Most rows shown: far more than the sources have topics. */
const ROWS_MAX = 2_000;
const TOPIC_MAX_CHARS = 128;

export interface IgnoredRow {
  readonly source: string;
  readonly topic: string;
  readonly count: number;
  readonly last_at: number;
}

export function countIgnored(
  db: D1Database,
  shop_id: string,
  source: string,
  topic: string,
  now_ms: number,
): D1PreparedStatement {
  return db.prepare(
    `insert into ignored_topics (shop_id, source, topic, count, last_at)
     select ?1, ?2, iif(
         exists (select 1 from ignored_topics where shop_id = ?1 and source = ?2 and topic = ?3)
         or (select count(*) from ignored_topics where shop_id = ?1 and source = ?2) < ${TOPICS_MAX},
         ?3, 'other topics'), 1, ?4
     where true
     on conflict do update set count = count + 1, last_at = ?4`,
  ).bind(shop_id, source, topic.slice(0, TOPIC_MAX_CHARS), now_ms);
}

/** Selects a page of topics, in the order of their names, after `after`. */
export function selectIgnoredPage(
  db: D1Database,
  shop_id: string,
  after: Pick<IgnoredRow, "source" | "topic">,
  limit: number,
): D1PreparedStatement {
  return db.prepare(
    `select source, topic, count, last_at from ignored_topics
     where shop_id = ?1 and (source, topic) > (?2, ?3) order by source, topic limit ?4`,
  ).bind(shop_id, after.source, after.topic, limit);
}

export function selectIgnored(db: D1Database, shop_id: string): D1PreparedStatement {
  return db.prepare(
    `select source, topic, count, last_at from ignored_topics where shop_id = ?1 limit ${ROWS_MAX}`,
  ).bind(shop_id);
}

/** The SQL of ignored webhooks, which say nothing that Waybill acts on: how many came of each topic. */

/** Far more than the topics of a shop's senders, which have tens. */
const TOPICS_MAX = 500;
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
    `insert into ignored_topics (shop_id, source, topic, count, last_at) values (?1, ?2, ?3, 1, ?4)
     on conflict do update set count = count + 1, last_at = ?4`,
  ).bind(shop_id, source, topic.slice(0, TOPIC_MAX_CHARS), now_ms);
}

export function selectIgnored(db: D1Database, shop_id: string): D1PreparedStatement {
  return db.prepare(
    `select source, topic, count, last_at from ignored_topics where shop_id = ?1 limit ${TOPICS_MAX}`,
  ).bind(shop_id);
}

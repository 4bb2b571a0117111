/** The SQL of when a shop's senders were last heard. Writes are returned as statements. */

export interface SenderRow {
  readonly source: string;
  /** Milliseconds since the epoch, as all times here. */
  readonly first_at: number;
  readonly last_at: number;
  readonly topic: string | null;
  /** The longest silence between two webhooks, in milliseconds. */
  readonly silence_ms: number;
  /** When the newest of several live secrets last verified a webhook; null while it did not. */
  readonly newest_at: number | null;
  /** When an older of several live secrets last did. */
  readonly older_at: number | null;
}

/** Most senders of a shop; there are fewer names than that. */
const SENDERS_MAX = 60;

export function selectSenders(db: D1Database, shop_id: string): D1PreparedStatement {
  return db.prepare(
    `select source, first_at, last_at, topic, silence_ms, newest_at, older_at from senders_seen
     where shop_id = ?1 limit ${SENDERS_MAX}`,
  ).bind(shop_id);
}

export interface Heard {
  readonly source: string;
  readonly topic: string | null;
  readonly at: number;
  /** Which of several live secrets verified it; null where only one is live. */
  readonly by: "newest" | "older" | null;
}

/** Notes that a sender was heard. A webhook that comes out of the spill is older than what is known and changes nothing. */
export function noteHeard(
  db: D1Database,
  shop_id: string,
  { source, topic, at, by }: Heard,
): D1PreparedStatement {
  return db.prepare(
    `insert into senders_seen (shop_id, source, first_at, last_at, topic, newest_at, older_at)
     values (?1, ?2, ?3, ?3, ?4, ?5, ?6)
     on conflict do update set silence_ms = max(silence_ms, excluded.last_at - last_at),
       last_at = excluded.last_at, topic = excluded.topic, newest_at = coalesce(excluded.newest_at, newest_at),
       older_at = coalesce(excluded.older_at, older_at)
     where excluded.last_at > senders_seen.last_at`,
  ).bind(shop_id, source, at, topic, by === "newest" ? at : null, by === "older" ? at : null);
}

/** Begins anew with which secret verifies: the newest is another one. */
export function forgetVerifiedBy(db: D1Database, shop_id: string, source: string): D1PreparedStatement {
  return db.prepare(
    "update senders_seen set newest_at = null, older_at = null where shop_id = ?1 and source = ?2",
  ).bind(shop_id, source);
}

/**
 * The SQL of retention: deletes what is kept for a limited time. A shop's keys begin with its id and a slash; `0` is
 * the character after the slash.
 */
import type { MessageKey } from "../messages/message.ts";

/** Deletes parked webhooks that have waited for an order longer than the shop keeps customers. */
export function deleteOldParked(
  db: D1Database,
  shop_id: string,
  before_ms: number,
  limit: number,
): D1PreparedStatement {
  return db.prepare(
    `delete from parked where (ref, source, webhook_id) in (
       select ref, source, webhook_id from parked where ref > ?1 and ref < ?2 and received_at < ?3 limit ?4)`,
  ).bind(`${shop_id}/`, `${shop_id}0`, before_ms, limit);
}

export function deleteOldWatches(
  db: D1Database,
  shop_id: string,
  before: string,
  limit: number,
): D1PreparedStatement {
  return db.prepare(
    `delete from stock_watches where (shop_id, email, sku) in (
       select shop_id, email, sku from stock_watches where shop_id = ?1 and asked_at < ?2 limit ?3)`,
  ).bind(shop_id, before, limit);
}

/** Deletes expired codes. */
export function deleteOldChallenges(
  db: D1Database,
  shop_id: string,
  before_ms: number,
  limit: number,
): D1PreparedStatement {
  return db.prepare(
    `delete from challenges where (customer, id) in (
       select customer, id from challenges where customer > ?1 and customer < ?2 and expires_at < ?3 limit ?4)`,
  ).bind(`${shop_id}/`, `${shop_id}0`, before_ms, limit);
}

/** Deletes the choices of customers who have no order left. */
export function deleteOldCustomers(
  db: D1Database,
  shop_id: string,
  before_ms: number,
  limit: number,
): D1PreparedStatement {
  return db.prepare(
    `delete from customers where customer in (
       select customer from customers as old where customer > ?1 and customer < ?2 and updated_at < ?3
         and not exists (select 1 from customer_orders where customer_orders.customer = old.customer) limit ?4)`,
  ).bind(`${shop_id}/`, `${shop_id}0`, before_ms, limit);
}

/** Deletes expired bounces; customers' own objections stay. */
export function deleteOldBounces(
  db: D1Database,
  shop_id: string,
  before_ms: number,
  limit: number,
): D1PreparedStatement {
  return db.prepare(
    `delete from suppressions where (shop_id, address, class) in (
       select shop_id, address, class from suppressions
       where shop_id = ?1 and reason = 'bounced' and until < ?2 and at < ?2 limit ?3)`,
  ).bind(shop_id, before_ms, limit);
}

/** Selects closed mails without an order: those of customers, conversations and the shop. */
export function selectOldStandalones(
  db: D1Database,
  shop_id: string,
  before_ms: number,
  limit: number,
): D1PreparedStatement {
  return db.prepare(
    `select subject, kind, about from messages
     where subject > ?1 and subject < ?2 and dated_at < ?3 and due_at is null limit ?4`,
  ).bind(`${shop_id}/~`, `${shop_id}/\u007f`, before_ms, limit);
}

export function deleteStandalones(db: D1Database, keys: readonly MessageKey[]): D1PreparedStatement {
  return db.prepare(
    `delete from messages where (subject, kind, about) in (
       select value ->> 0, value ->> 1, value ->> 2 from json_each(?1))`,
  ).bind(JSON.stringify(keys.map(({ subject, kind, about }) => [subject, kind, about])));
}

/** How far the sweep went through a shop's older orders, for which retention time, and when its last night was swept. */
export interface RetentionRow {
  readonly days: number;
  readonly after: string | null;
  /** Milliseconds since the epoch; 0 before the first night. */
  readonly swept_at: number;
}

export function selectRetention(db: D1Database, shop_id: string): D1PreparedStatement {
  return db.prepare("select days, after, swept_at from retentions where shop_id = ?1").bind(shop_id);
}

/** Selects the rows of these shops that have one. */
export function selectRetentions(db: D1Database, shop_ids: readonly string[]): D1PreparedStatement {
  return db.prepare(
    "select shop_id, days, after, swept_at from retentions where shop_id in (select value from json_each(?1))",
  ).bind(JSON.stringify(shop_ids));
}

export function upsertRetention(
  db: D1Database,
  shop_id: string,
  { days, after }: Pick<RetentionRow, "days" | "after">,
): D1PreparedStatement {
  return db.prepare(
    `insert into retentions (shop_id, days, after) values (?1, ?2, ?3)
     on conflict do update set days = excluded.days, after = excluded.after`,
  ).bind(shop_id, days, after);
}

/** Deletes the rows of shops that no longer keep their customers for a time. */
export function deleteRetentions(db: D1Database, shop_ids: readonly string[]): D1PreparedStatement {
  return db.prepare("delete from retentions where shop_id in (select value from json_each(?1))")
    .bind(JSON.stringify(shop_ids));
}

/** Notes that the shop's night was swept. */
export function markSwept(db: D1Database, shop_id: string, now_ms: number): D1PreparedStatement {
  return db.prepare("update retentions set swept_at = ?2 where shop_id = ?1").bind(shop_id, now_ms);
}

/** Selects the shop whose night was swept longest ago. */
export function selectLeastSwept(db: D1Database): D1PreparedStatement {
  return db.prepare("select shop_id, swept_at from retentions where swept_at >= 0 order by swept_at limit 1");
}

/** Deletes all parked webhooks of a source that is erased. */
export function deleteSourceParked(db: D1Database, shop_id: string, source: string): D1PreparedStatement {
  return db.prepare("delete from parked where ref > ?1 and ref < ?2 and source = ?3")
    .bind(`${shop_id}/`, `${shop_id}0`, source);
}

export function deleteShopWatches(db: D1Database, shop_id: string): D1PreparedStatement {
  return db.prepare("delete from stock_watches where shop_id = ?1").bind(shop_id);
}

export function deleteShopSuppressions(db: D1Database, shop_id: string): D1PreparedStatement {
  return db.prepare("delete from suppressions where shop_id = ?1").bind(shop_id);
}

export function deleteShopStandalones(db: D1Database, shop_id: string): D1PreparedStatement {
  return db.prepare("delete from messages where subject > ?1 and subject < ?2")
    .bind(`${shop_id}/~`, `${shop_id}/\u007f`);
}

/**
 * The SQL of addresses on short ways, whose they are and when somebody last wrote from there, and of the codes that prove
 * them. Writes are returned as statements.
 */
import type { MessageKey } from "../messages/message.ts";
import type { ShortWay } from "../messages/ways.ts";

export interface ReachRow {
  readonly address: string;
  readonly customer: string | null;
  readonly name: string | null;
  readonly heard_at: number | null;
  readonly case_id: string | null;
}

/** Most addresses of one customer that are read; a real one has one a way. */
const REACHES_MAX = 20;

export function selectReach(db: D1Database, shop_id: string, address: string): D1PreparedStatement {
  return db.prepare(
    "select address, customer, name, heard_at, case_id from reaches where shop_id = ?1 and address = ?2",
  ).bind(shop_id, address);
}

/** Selects when the readers of an order's short messages last wrote, by their addresses. */
export function selectReachesOfOrder(db: D1Database, shop_id: string, order_id: string): D1PreparedStatement {
  return db.prepare(
    `select address, customer, name, heard_at, case_id from reaches where shop_id = ?1 and address in (
       select json_each.value ->> '$.to' from orders, json_each(orders.state, '$.ways') where orders.id = ?2
     ) limit ${REACHES_MAX}`,
  ).bind(shop_id, order_id);
}

/** Selects when the reader of an answer last wrote. */
export function selectReachOfAnswer(
  db: D1Database,
  shop_id: string,
  { subject, kind, about }: MessageKey,
): D1PreparedStatement {
  return db.prepare(
    `select address, customer, name, heard_at, case_id from reaches where shop_id = ?1 and address = (
       select json_extract(facts, '$.to.address') from messages where subject = ?2 and kind = ?3 and about = ?4)`,
  ).bind(shop_id, subject, kind, about);
}

/** Selects the addresses that a customer has proved, the last heard first. */
export function selectReachesOf(db: D1Database, customer: string): D1PreparedStatement {
  return db.prepare(
    `select address, customer, name, heard_at, case_id from reaches where customer = ?1
     order by heard_at desc, address limit ${REACHES_MAX}`,
  ).bind(customer);
}

/** Notes whose an address is; a new owner's messages continue no case of the one before. */
export function upsertReachOwner(
  db: D1Database,
  shop_id: string,
  address: string,
  customer: string,
): D1PreparedStatement {
  return db.prepare(
    `insert into reaches (shop_id, address, customer) values (?1, ?2, ?3)
     on conflict do update set customer = excluded.customer, case_id = null
     where reaches.customer is not excluded.customer`,
  ).bind(shop_id, address, customer);
}

/** Notes that somebody wrote; `case_id` stays where null is given. An older message that comes late changes no time. */
export function upsertHeard(
  db: D1Database,
  shop_id: string,
  { address, name, at_ms, case_id }: {
    readonly address: string;
    readonly name: string | null;
    readonly at_ms: number;
    readonly case_id: string | null;
  },
): D1PreparedStatement {
  return db.prepare(
    `insert into reaches (shop_id, address, name, heard_at, case_id) values (?1, ?2, ?3, ?4, ?5)
     on conflict do update set name = coalesce(excluded.name, reaches.name),
       heard_at = max(coalesce(reaches.heard_at, 0), excluded.heard_at),
       case_id = coalesce(excluded.case_id, reaches.case_id)`,
  ).bind(shop_id, address, name, at_ms, case_id);
}

/** Knows a second address of a writer as the first: whose it is, and the case of their last message. */
export function copyReach(db: D1Database, shop_id: string, from: string, also: string): D1PreparedStatement {
  return db.prepare(
    `insert into reaches (shop_id, address, customer, name, heard_at, case_id)
     select shop_id, ?3, customer, name, heard_at, case_id from reaches where shop_id = ?1 and address = ?2
     on conflict do update set customer = coalesce(excluded.customer, reaches.customer),
       heard_at = max(coalesce(reaches.heard_at, 0), coalesce(excluded.heard_at, 0)), case_id = excluded.case_id`,
  ).bind(shop_id, from, also);
}

export function deleteReachesOf(db: D1Database, customer: string): D1PreparedStatement {
  return db.prepare("delete from reaches where customer = ?1").bind(customer);
}

export function deleteReach(db: D1Database, shop_id: string, address: string): D1PreparedStatement {
  return db.prepare("delete from reaches where shop_id = ?1 and address = ?2").bind(shop_id, address);
}

export interface WayCodeRow {
  readonly digest: string;
  readonly id: string;
  readonly way: ShortWay;
  readonly customer: string;
  readonly chosen: string;
  readonly expires_at: number;
}

export function insertWayCode(db: D1Database, shop_id: string, row: WayCodeRow): D1PreparedStatement {
  return db.prepare(
    `insert into way_codes (shop_id, digest, id, way, customer, chosen, expires_at)
     values (?1, ?2, ?3, ?4, ?5, ?6, ?7) on conflict do nothing`,
  ).bind(shop_id, row.digest, row.id, row.way, row.customer, row.chosen, row.expires_at);
}

/** Selects a customer's codes that still count. */
export function selectWayCodesOf(db: D1Database, customer: string, now_ms: number): D1PreparedStatement {
  return db.prepare(
    `select digest, id, way, customer, chosen, expires_at from way_codes
     where customer = ?1 and expires_at > ?2 order by way limit 10`,
  ).bind(customer, now_ms);
}

/** Takes a code that still counts: of two messages with it, one gets the row. */
export function takeWayCode(
  db: D1Database,
  shop_id: string,
  digest: string,
  way: ShortWay,
  now_ms: number,
): D1PreparedStatement {
  return db.prepare(
    `delete from way_codes where shop_id = ?1 and digest = ?2 and way = ?3 and expires_at > ?4
     returning digest, id, way, customer, chosen, expires_at`,
  ).bind(shop_id, digest, way, now_ms);
}

/** Deletes a customer's codes of one way, or all of them. */
export function deleteWayCodes(db: D1Database, customer: string, way: ShortWay | null): D1PreparedStatement {
  return db.prepare("delete from way_codes where customer = ?1 and (?2 is null or way = ?2)").bind(
    customer,
    way,
  );
}

/** Deletes expired codes of a shop. */
export function deleteOldWayCodes(
  db: D1Database,
  shop_id: string,
  before_ms: number,
  limit: number,
): D1PreparedStatement {
  return db.prepare(
    `delete from way_codes where (shop_id, digest) in (
       select shop_id, digest from way_codes where shop_id = ?1 and expires_at < ?2 limit ?3)`,
  ).bind(shop_id, before_ms, limit);
}

/** Deletes addresses of nobody's from which no message came for long. */
export function deleteOldReaches(
  db: D1Database,
  shop_id: string,
  before_ms: number,
  limit: number,
): D1PreparedStatement {
  return db.prepare(
    `delete from reaches where (shop_id, address) in (
       select shop_id, address from reaches as old where shop_id = ?1 and coalesce(heard_at, 0) < ?2
         and (customer is null
           or not exists (select 1 from customer_orders where customer_orders.customer = old.customer)) limit ?3)`,
  ).bind(shop_id, before_ms, limit);
}

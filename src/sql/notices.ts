/** The SQL of alerts that are told in a shop's chat. Writes are returned as statements. */
import type { Chat } from "../messages/chat.ts";

/** A chat of the staff, or the help desk that cases are mirrored in. */
export type NoticeName = Chat | "chatwoot";

export interface NoticeRow {
  readonly service: NoticeName;
  readonly id: string;
  readonly topic: string;
  readonly order_number: string | null;
  readonly count: number | null;
  readonly case_id: string | null;
  readonly at: number;
  readonly attempts: number;
}

export interface NoticeService {
  readonly service: NoticeName;
  readonly told_at: number | null;
  readonly failed_at: number | null;
  readonly reason: string | null;
}

/** Adds the notice, due at once; the same alert is told once, and none about a case that was erased. */
export function insertNotice(
  db: D1Database,
  shop_id: string,
  notice: Omit<NoticeRow, "at" | "attempts">,
  now_ms: number,
): D1PreparedStatement {
  return db.prepare(
    `insert into notices (shop_id, service, id, topic, order_number, count, case_id, at, due_at)
     select ?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?8
     where ?7 is null or exists (select 1 from cases where shop_id = ?1 and id = ?7) on conflict do nothing`,
  ).bind(
    shop_id,
    notice.service,
    notice.id,
    notice.topic,
    notice.order_number,
    notice.count,
    notice.case_id,
    now_ms,
  );
}

/** Selects the shops that have something to tell. */
export function selectNoticeShops(db: D1Database, now_ms: number, limit: number): D1PreparedStatement {
  return db.prepare("select distinct shop_id from notices indexed by notices_due where due_at <= ?1 limit ?2")
    .bind(now_ms, limit);
}

/** Selects what a shop's chats are to be told, the oldest first. */
export function selectNotices(
  db: D1Database,
  shop_id: string,
  service: NoticeName,
  now_ms: number,
  limit: number,
): D1PreparedStatement {
  return db.prepare(
    `select service, id, topic, order_number, count, case_id, at, attempts from notices
     where shop_id = ?1 and service = ?2 and due_at <= ?3 order by id limit ?4`,
  ).bind(shop_id, service, now_ms, limit);
}

/**
 * Takes what a chat is to be told, the oldest first, and puts it off to `until`, so that two who serve the shop at once tell
 * it once.
 */
export function claimNotices(
  db: D1Database,
  shop_id: string,
  service: Chat,
  { now_ms, until_ms, limit }: { readonly now_ms: number; readonly until_ms: number; readonly limit: number },
): D1PreparedStatement {
  return db.prepare(
    `update notices set due_at = ?4 where shop_id = ?1 and service = ?2 and due_at <= ?3 and id in (
       select id from notices where shop_id = ?1 and service = ?2 and due_at <= ?3 order by id limit ?5)
     returning service, id, topic, order_number, count, case_id, at, attempts`,
  ).bind(shop_id, service, now_ms, until_ms, limit);
}

export function deleteNotices(
  db: D1Database,
  shop_id: string,
  service: NoticeName,
  ids: readonly string[],
): D1PreparedStatement {
  return db.prepare(
    "delete from notices where shop_id = ?1 and service = ?2 and id in (select value from json_each(?3))",
  ).bind(shop_id, service, JSON.stringify(ids));
}

/** Deletes everything that a shop's chat was to be told: the shop has no such chat any more. */
export function deleteServiceNotices(
  db: D1Database,
  shop_id: string,
  service: NoticeName,
): D1PreparedStatement {
  return db.prepare("delete from notices where shop_id = ?1 and service = ?2").bind(shop_id, service);
}

export function putOffNotices(
  db: D1Database,
  shop_id: string,
  service: NoticeName,
  ids: readonly string[],
  due_at: number,
): D1PreparedStatement {
  return db.prepare(
    `update notices set due_at = ?4, attempts = attempts + 1
     where shop_id = ?1 and service = ?2 and id in (select value from json_each(?3))`,
  ).bind(shop_id, service, JSON.stringify(ids), due_at);
}

/** Notes how telling went: `reason` is null where it went well. */
export function noteTelling(
  db: D1Database,
  shop_id: string,
  service: NoticeName,
  reason: string | null,
  now_ms: number,
): D1PreparedStatement {
  return db.prepare(
    `insert into notice_services (shop_id, service, told_at, failed_at, reason)
     values (?1, ?2, iif(?3 is null, ?4, null), iif(?3 is null, null, ?4), ?3)
     on conflict do update set told_at = coalesce(excluded.told_at, told_at), failed_at = excluded.failed_at,
       reason = excluded.reason`,
  ).bind(shop_id, service, reason, now_ms);
}

export function deleteNoticeService(
  db: D1Database,
  shop_id: string,
  service: NoticeName,
): D1PreparedStatement {
  return db.prepare("delete from notice_services where shop_id = ?1 and service = ?2").bind(shop_id, service);
}

export function selectNoticeServices(db: D1Database, shop_id: string): D1PreparedStatement {
  return db.prepare("select service, told_at, failed_at, reason from notice_services where shop_id = ?1")
    .bind(shop_id);
}

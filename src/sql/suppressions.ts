/** The SQL of the suppression list: readers who must not be written to, on any channel. */
import {
  normalAddress,
  type RefusalReason,
  type RefusedClass,
  type Suppression,
} from "../messages/suppression.ts";
import type { MessageKey } from "../messages/message.ts";

const FOUND_MAX = 10;
/**
 * Excludes the hidden names of `hideSuppressions`, which are never shown or exported: an address has an @, a number
 * begins with +, a chat has its way and a colon; a hidden name has none of them.
 */
export const SHOWN = "(instr(address, '@') > 0 or address like '+%' or instr(address, ':') > 0)";
export const SUPPRESSIONS_PAGE_MAX = 1_000;

export interface SuppressionRow extends Suppression {
  readonly at: number;
  readonly soft_bounces: number;
}

/** Selects lines about the reader of an order's mails: the payer, or the recipient of a present. */
export function selectOrderSuppressions(
  db: D1Database,
  shop_id: string,
  order_id: string,
): D1PreparedStatement {
  return db.prepare(
    `select address, class, reason, until from suppressions where shop_id = ?1 and address in (
       select lower(json_extract(state, '$.details.customer.email')) from orders where id = ?2
       union all
       select lower(json_extract(state, '$.details.gift.recipient.email')) from orders where id = ?2
     ) limit ${FOUND_MAX}`,
  ).bind(shop_id, order_id);
}

/** Selects lines about these addresses. */
export function selectSuppressionsOf(
  db: D1Database,
  shop_id: string,
  addresses: readonly string[],
): D1PreparedStatement {
  return db.prepare(
    `select address, class, reason, until from suppressions
     where shop_id = ?1 and address in (select lower(value) from json_each(?2)) limit ${FOUND_MAX}`,
  ).bind(shop_id, JSON.stringify(addresses));
}

/**
 * Selects lines about the readers of an order's short messages: the customer, and the addresses of the chosen
 * channels.
 */
export function selectShortSuppressions(
  db: D1Database,
  shop_id: string,
  order_id: string,
): D1PreparedStatement {
  return db.prepare(
    `select address, class, reason, until from suppressions where shop_id = ?1 and address in (
       select lower(json_extract(state, '$.details.customer.email')) from orders where id = ?2
       union all
       select lower(json_each.value ->> '$.to') from orders, json_each(orders.state, '$.ways') where orders.id = ?2
     ) limit ${FOUND_MAX}`,
  ).bind(shop_id, order_id);
}

/** Selects lines about the reader of one message without an order. */
export function selectStandaloneSuppressions(
  db: D1Database,
  shop_id: string,
  { subject, kind, about }: MessageKey,
): D1PreparedStatement {
  return db.prepare(
    `select address, class, reason, until from suppressions where shop_id = ?1 and address in (
       select lower(coalesce(json_extract(facts, '$.to.email'), json_extract(facts, '$.to.address'))) from messages where subject = ?2 and kind = ?3 and about = ?4
     ) limit ${FOUND_MAX}`,
  ).bind(shop_id, subject, kind, about);
}

export function selectSuppressions(db: D1Database, shop_id: string, email: string): D1PreparedStatement {
  return db.prepare(
    `select address, class, reason, until, at, soft_bounces from suppressions
     where shop_id = ?1 and address = ?2 and ${SHOWN} limit ${FOUND_MAX}`,
  ).bind(shop_id, normalAddress(email));
}

/** Selects a page of the list after `after`, ordered by address and class. */
export function selectSuppressionPage(
  db: D1Database,
  shop_id: string,
  after: { readonly address: string; readonly class: string },
  limit: number = SUPPRESSIONS_PAGE_MAX,
): D1PreparedStatement {
  return db.prepare(
    `select address, class, reason, until, at, soft_bounces from suppressions
     where shop_id = ?1 and (address, class) > (?2, ?3) and ${SHOWN} order by address, class limit ?4`,
  ).bind(shop_id, after.address, after.class, limit);
}

/** A line of the suppression list to be written. */
export interface SuppressionLine {
  readonly email: string;
  readonly class: RefusedClass;
  readonly reason: RefusalReason;
  /** Milliseconds since the epoch; null for no end. */
  readonly until: number | null;
}

export function upsertSuppression(
  db: D1Database,
  shop_id: string,
  line: SuppressionLine,
  now_ms: number,
): D1PreparedStatement {
  return upsertSuppressions(db, shop_id, [line], now_ms);
}

/** Writes all lines in one statement. An existing line keeps the longer time and gets the newer reason. */
export function upsertSuppressions(
  db: D1Database,
  shop_id: string,
  lines: readonly SuppressionLine[],
  now_ms: number,
): D1PreparedStatement {
  const given = lines.map(({ email, ...line }) => ({ ...line, address: normalAddress(email) }));
  return db.prepare(
    `insert into suppressions (shop_id, address, class, reason, at, until)
     select ?1, value ->> 'address', value ->> 'class', value ->> 'reason', ?3, value ->> 'until'
     from json_each(?2) where true
     on conflict do update set reason = excluded.reason, at = excluded.at,
       until = case when suppressions.until is null or excluded.until is null then null
                    else max(suppressions.until, excluded.until) end`,
  ).bind(shop_id, JSON.stringify(given), now_ms);
}

/**
 * Counts a soft bounce, if the previous statement of the batch changed a row. At the limit the address is suppressed
 * for a time. Below it the line has an expired time and suppresses nothing.
 */
export function countSoftBounceIfChanged(
  db: D1Database,
  shop_id: string,
  email: string,
  limit: number,
  until_ms: number,
  now_ms: number,
): D1PreparedStatement {
  return db.prepare(
    `insert into suppressions (shop_id, address, class, reason, soft_bounces, at, until)
     select ?1, ?2, 'all', 'bounced', 1, ?3, ?3 where changes() > 0
     on conflict do update set soft_bounces = soft_bounces + 1, at = ?3,
       until = case when until is null then null when soft_bounces + 1 >= ?4 then max(until, ?5) else until end`,
  ).bind(shop_id, normalAddress(email), now_ms, limit, until_ms);
}

/** Deletes the count of soft bounces after a delivery; a hard bounce stays. */
export function forgetSoftBounces(db: D1Database, shop_id: string, email: string): D1PreparedStatement {
  return db.prepare(
    `delete from suppressions
     where shop_id = ?1 and address = ?2 and class = 'all' and reason = 'bounced' and until is not null`,
  ).bind(shop_id, normalAddress(email));
}

export function deleteSuppression(
  db: D1Database,
  shop_id: string,
  email: string,
  refused: RefusedClass,
): D1PreparedStatement {
  return db.prepare("delete from suppressions where shop_id = ?1 and address = ?2 and class = ?3")
    .bind(shop_id, normalAddress(email), refused);
}

/** Deletes a STOP; what the shop has blocked, and what bounces, stays. */
export function deleteUnsubscribed(db: D1Database, shop_id: string, address: string): D1PreparedStatement {
  return db.prepare(
    "delete from suppressions where shop_id = ?1 and address = ?2 and class = 'all' and reason = 'unsubscribed'",
  ).bind(shop_id, normalAddress(address));
}

/**
 * Keeps the objections of an erased customer under `name`, a keyed hash, which can be found only with the customer's
 * address. Bounces are no objection and are not kept.
 */
export function hideSuppressions(
  db: D1Database,
  shop_id: string,
  email: string,
  name: string,
): D1PreparedStatement {
  return db.prepare(
    `update or replace suppressions set address = ?3
     where shop_id = ?1 and address = ?2 and reason <> 'bounced'`,
  ).bind(shop_id, normalAddress(email), name);
}

/**
 * Restores the objections hidden under `name` to the address, when its customer returns. Writes nothing for other
 * addresses.
 */
export function wakeSuppressions(
  db: D1Database,
  shop_id: string,
  name: string,
  email: string,
): D1PreparedStatement {
  return db.prepare("update or replace suppressions set address = ?3 where shop_id = ?1 and address = ?2")
    .bind(shop_id, name, normalAddress(email));
}

/** Deletes every line about one address, or one hidden name. */
export function deleteSuppressions(db: D1Database, shop_id: string, email: string): D1PreparedStatement {
  return db.prepare("delete from suppressions where shop_id = ?1 and address = ?2")
    .bind(shop_id, normalAddress(email));
}

export function readSuppressions(result: D1Result): readonly Suppression[] {
  return result.results as unknown as Suppression[];
}

/**
 * The SQL that removes a customer's data from what is kept. Writes are returned as statements; the flow commits those
 * of one order together.
 */
import type { OrderRow } from "./orders.ts";
import type { ParkedRow } from "./parked.ts";
import { rowsOf, type WebhookRow } from "./volumes.ts";

/** A bound value may have 2 MB, and a character takes up to three bytes. */
const CHARACTERS_MAX = 500_000;

/** Writes an order's events without their customer's data, in one statement unless they are very long. A long row is bound by itself. */
export function rewriteWebhooks(
  db: D1Database,
  order_id: string,
  webhooks: readonly WebhookRow[],
): readonly D1PreparedStatement[] {
  const chunks: string[][] = [];
  let length = Infinity;
  const long: D1PreparedStatement[] = [];
  for (const { seq, events } of rowsOf(webhooks)) {
    const text = JSON.stringify(events);
    if (text.length > CHARACTERS_MAX) {
      long.push(
        db.prepare("update events set events = ?3 where order_id = ?1 and seq = ?2").bind(
          order_id,
          seq,
          text,
        ),
      );
      continue;
    }
    const json = JSON.stringify([seq, text]);
    if (length + json.length > CHARACTERS_MAX) {
      chunks.push([]);
      length = 0;
    }
    chunks.at(-1)!.push(json);
    length += json.length;
  }
  const short = chunks.map((chunk) =>
    db.prepare(
      `update events set events = json_each.value ->> 1 from json_each(?2)
       where events.order_id = ?1 and events.seq = json_each.value ->> 0`,
    ).bind(order_id, `[${chunk.join()}]`)
  );
  return [...short, ...long];
}

/**
 * Writes the order so that the next writer folds it anew: its state and fingerprints came from events that were
 * replaced.
 */
export function rewriteOrder(db: D1Database, row: OrderRow, now_ms: number): D1PreparedStatement {
  return db.prepare(
    `update orders set seq = ?2, state = ?3, updated_at = ?4, deadline_at = null, fold_version = 0, folded_to = null,
       fingerprints = null, line = null
     where id = ?1`,
  ).bind(row.id, row.seq, JSON.stringify(row.order), now_ms);
}

/** Writes a parked webhook without its customer's data, under all of its names. */
export function rewriteParked(db: D1Database, webhook: ParkedRow): D1PreparedStatement {
  return db.prepare(
    `update parked set events = ?4
     where ref in (select value from json_each(?1)) and source = ?2 and webhook_id = ?3`,
  ).bind(JSON.stringify(webhook.names), webhook.source, webhook.webhook_id, JSON.stringify(webhook.events));
}

/** Suppresses the mails of the subject that are still owed, and deletes the content of all its mails. */
export function silenceLedger(
  db: D1Database,
  subject: string,
  now_ms: number,
): readonly D1PreparedStatement[] {
  return [
    db.prepare(
      `update messages set state = 'suppressed', reason = 'overtaken', due_at = null, closed_at = ?2
       where subject = ?1 and state = 'owed'`,
    ).bind(subject, now_ms),
    // A provider's words often name the address; Waybill's own reasons are codes, and stay.
    db.prepare(
      `update messages set facts = null, provider_id = null,
         reason = case when reason glob '*[^a-z_]*' then null else reason end
       where subject = ?1 and (facts is not null or provider_id is not null or reason glob '*[^a-z_]*')`,
    ).bind(subject),
  ];
}

/** Selects mails of these subjects that a worker is sending now: their copies reach the bucket after it was emptied. */
export function selectSending(
  db: D1Database,
  subject: string,
  conversations: string,
  now_ms: number,
): D1PreparedStatement {
  return db.prepare(
    `select distinct subject from messages
     where (subject = ?1 or subject in (select ?2 || id from cases where order_id = ?1)
         or subject in (select ?2 || id from cases where customer = ?1))
       and state = 'sending' and lease_until > ?3`,
  ).bind(subject, conversations, now_ms);
}

/**
 * Selects the shop's alerts whose `about` starts with one of `beginnings`: they concern one order and quote its
 * customer.
 */
export function selectAlerts(
  db: D1Database,
  shop: string,
  beginnings: readonly string[],
): D1PreparedStatement {
  return db.prepare(
    `select about as id from json_each(?2) cross join messages
     where subject = ?1 and kind = 'shop_alert' and about >= json_each.value and about < json_each.value || '\uffff'`,
  ).bind(shop, JSON.stringify(beginnings));
}

export function deleteAlerts(db: D1Database, shop: string, abouts: readonly string[]): D1PreparedStatement {
  return db.prepare(
    `delete from messages where subject = ?1 and kind = 'shop_alert' and about in (select value from json_each(?2))`,
  ).bind(shop, JSON.stringify(abouts));
}

export function deleteLedger(db: D1Database, subject: string): D1PreparedStatement {
  return db.prepare("delete from messages where subject = ?1").bind(subject);
}

/** Deletes the text of a rating and keeps the score. */
export function forgetWords(db: D1Database, order_id: string): D1PreparedStatement {
  return db.prepare("update feedback set words = null where order_id = ?1 and words is not null").bind(
    order_id,
  );
}

/** Selects a page of the addresses that stand where no order leads, of wishes and the suppression list, in order. */
export function selectAddressesOf(
  db: D1Database,
  shop_id: string,
  after: string,
  limit: number,
): D1PreparedStatement {
  return db.prepare(
    `select email as address from stock_watches where shop_id = ?1 and email > ?2
     union select address from suppressions where shop_id = ?1 and address > ?2 order by 1 limit ?3`,
  ).bind(shop_id, after, limit);
}

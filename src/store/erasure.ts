/** The SQL that takes a customer out of what is kept. Writes are returned as statements: the flow commits an order's together. */
import type { Happening } from "../orders/event.ts";
import type { OrderRow } from "./orders.ts";

/** Writes one event without whom it was about. */
export function rewriteEvent(
  db: D1Database,
  order_id: string,
  seq: number,
  happenings: readonly Happening[],
): D1PreparedStatement {
  return db.prepare("update events set happenings = ?3 where order_id = ?1 and seq = ?2")
    .bind(order_id, seq, JSON.stringify(happenings));
}

/** Folded anew by whoever writes next: this state was made of events that are no more. */
export function rewriteOrder(db: D1Database, row: OrderRow, now_ms: number): D1PreparedStatement {
  return db.prepare(
    `update orders set seq = ?2, state = ?3, updated_at = ?4, deadline_at = null, fold_version = 0 where id = ?1`,
  ).bind(row.id, row.seq, JSON.stringify(row.order), now_ms);
}

/** Whatever was still owed to nobody any more, and what any of it said. */
export function silenceLedger(
  db: D1Database,
  subject: string,
  now_ms: number,
): readonly D1PreparedStatement[] {
  return [
    db.prepare(
      `update messages set state = 'suppressed', reason = 'overtaken', due_at = null, settled_at = ?2
       where subject = ?1 and state = 'owed'`,
    ).bind(subject, now_ms),
    db.prepare("update messages set facts = null where subject = ?1 and facts is not null").bind(subject),
  ];
}

/** The shop's alerts about one order: their words are the customer's. */
export function deleteAlerts(db: D1Database, shop: string, about: string): D1PreparedStatement {
  return db.prepare(
    "delete from messages where subject = ?1 and kind = 'shop_alert' and about >= ?2 and about < ?3",
  ).bind(shop, about, `${about}\uffff`);
}

export function deleteLedger(db: D1Database, subject: string): D1PreparedStatement {
  return db.prepare("delete from messages where subject = ?1").bind(subject);
}

/** Only the score is left of what was said with it. */
export function forgetWords(db: D1Database, order_id: string): D1PreparedStatement {
  return db.prepare("update feedback set words = null where order_id = ?1 and words is not null").bind(
    order_id,
  );
}

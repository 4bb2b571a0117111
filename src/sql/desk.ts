/** The SQL of what a shop sees at its desk, one shop at a time. It only reads; each list has a bound. */
import type { MessageKey } from "../messages/message.ts";
import { LANES } from "../messages/kinds/definition.ts";
import { LANE_LIMIT_MS } from "../messages/mail_class.ts";
import { conversationSubject } from "../messages/subject.ts";
import { withArchived } from "./messages.ts";
import type { OrderRow } from "./orders.ts";
import { LEDGER_COLUMNS, type LedgerRow, type WRONG_STATES } from "./ledger.ts";
import { shopOf } from "./shop_of.ts";
import { SHOWN } from "./suppressions.ts";

/** Most rows that are counted exactly: a page with several counts reads few rows, however large the shop is. */
export const COUNTED_MAX = 20;
/** Most messages that are counted by their kind. */
export const KINDS_COUNTED_MAX = 60;
/** Most mails of one order that are read at once. */
export const MAILS_MAX = 500;

export type WrongState = (typeof WRONG_STATES)[number];

/** Time at which a mail failed; the expression must equal that of the index in migration 0012. */
const WRONG_AT = "coalesce(event_at, closed_at, dated_at)";
const SHOP = "substr(subject, 1, instr(subject, '/') - 1)";

/** One mail as the desk shows it. */
export interface MailRow extends LedgerRow {
  /** For a mail without an order: 0 once its content is deleted. */
  readonly has_words: 0 | 1;
  /** The provider's own id of the mail. */
  readonly provider_id: string | null;
  /** The order's number as its customer sees it; null for a mail without an order. */
  readonly number: string | null;
}

const MAIL = `${LEDGER_COLUMNS}, provider_id, facts is not null as has_words`;

/** Last row of a page of failed mails. */
export interface WrongAfter extends Pick<MessageKey, "subject"> {
  readonly at: number;
  readonly kind: string;
  readonly about: string;
}

/** Selects a page of a shop's failed mails, newest first, after `after`. */
export function selectRecentWrong(
  db: D1Database,
  shop_id: string,
  state: WrongState,
  after: WrongAfter | null,
  limit: number,
): D1PreparedStatement {
  return db.prepare(
    `select ${MAIL}, (select number from orders where id = messages.subject) as number
     from messages indexed by messages_wrong_recent
     where state in ('failed', 'unknown', 'bounced') and state = ?1 and ${SHOP} = ?2 and ${WRONG_AT} <= ?3
       and (${WRONG_AT} < ?3 or (subject, kind, about) < (?4, ?5, ?6))
     order by ${WRONG_AT} desc, subject desc, kind desc, about desc limit ?7`,
  ).bind(
    state,
    shop_id,
    after?.at ?? Number.MAX_SAFE_INTEGER,
    after?.subject ?? "",
    after?.kind ?? "",
    after?.about ?? "",
    limit,
  );
}

/** Selects a page of the mails that a shop's shadow mode kept back, newest first, after `after`. */
export function selectShadowed(
  db: D1Database,
  shop_id: string,
  after: WrongAfter | null,
  limit: number,
): D1PreparedStatement {
  return db.prepare(
    `select ${MAIL}, (select number from orders where id = messages.subject) as number
     from messages indexed by messages_shadowed
     where state = 'shadowed' and ${SHOP} = ?1 and closed_at <= ?2
       and (closed_at < ?2 or (subject, kind, about) < (?3, ?4, ?5))
     order by closed_at desc, subject desc, kind desc, about desc limit ?6`,
  ).bind(
    shop_id,
    after?.at ?? Number.MAX_SAFE_INTEGER,
    after?.subject ?? "",
    after?.kind ?? "",
    after?.about ?? "",
    limit,
  );
}

export interface ShadowedCount {
  readonly kind: string;
  readonly count: number;
}

/** Counts by kind the mails that shadow mode kept back since `from_ms`, up to `KINDS_COUNTED_MAX` of all kinds. */
export function selectShadowedCounts(db: D1Database, shop_id: string, from_ms: number): D1PreparedStatement {
  return db.prepare(
    `select kind, count(*) as count from (select kind from messages indexed by messages_shadowed
       where state = 'shadowed' and ${SHOP} = ?1 and closed_at >= ?2 limit ${KINDS_COUNTED_MAX}) group by kind`,
  ).bind(shop_id, from_ms);
}

export function wrongAt(row: Pick<MailRow, "event_at" | "closed_at" | "dated_at">): number {
  return row.event_at ?? row.closed_at ?? row.dated_at;
}

/** Counts the failed mails by state, up to `COUNTED_MAX`. */
export function selectWrongCount(db: D1Database, shop_id: string): D1PreparedStatement {
  const one = (state: WrongState) =>
    `(select count(*) from (select 1 from messages indexed by messages_wrong_recent
      where state in ('failed', 'unknown', 'bounced') and state = '${state}' and ${SHOP} = ?1
      limit ${COUNTED_MAX})) as ${state}`;
  return db.prepare(`select ${one("failed")}, ${one("unknown")}, ${one("bounced")}`).bind(shop_id);
}

/** The same of those that nobody has put aside on the desk's first page. */
export function selectWrongCalls(db: D1Database, shop_id: string): D1PreparedStatement {
  const one = (state: WrongState) =>
    `(select count(*) from (select 1 from messages indexed by messages_wrong_recent
      where state in ('failed', 'unknown', 'bounced') and state = '${state}' and ${SHOP} = ?1
        and ${WRONG_AT} > ${dismissedAt(state)} limit ${COUNTED_MAX})) as ${state}`;
  return db.prepare(`select ${one("failed")}, ${one("unknown")}, ${one("bounced")}`).bind(shop_id);
}

/** The moment up to which an alarm was put aside; ?1 is the shop. */
function dismissedAt(alarm: string): string {
  return `coalesce((select at from dismissed_alarms where shop_id = ?1 and alarm = '${alarm}'), 0)`;
}

/** Selects all mails of an order and of the conversations about it. */
export function selectMails(db: D1Database, shop_id: string, order_id: string): D1PreparedStatement {
  return db.prepare(
    `select ${MAIL}, null as number from messages
     where subject in (select ?1 union all select ?2 || id from cases where order_id = ?1) limit ${MAILS_MAX}`,
  ).bind(order_id, conversationSubject(shop_id, ""));
}

/** Returns what `selectMails` found of `row`: of an order in the archive, the mails that lie there too. */
export function readMails(result: D1Result, row: OrderRow | null): readonly MailRow[] {
  return withArchived(row, result.results as unknown as readonly MailRow[])
    .map((mail) => ({ ...mail, has_words: mail.has_words ?? 0 }));
}

export function selectMail(db: D1Database, { subject, kind, about }: MessageKey): D1PreparedStatement {
  return db.prepare(
    `select ${MAIL}, (select number from orders where id = messages.subject) as number
     from messages where subject = ?1 and kind = ?2 and about = ?3`,
  ).bind(subject, kind, about);
}

/** Selects a shop's mails that are overdue for longer than their lane allows, oldest first. */
export function selectOverdueMails(
  db: D1Database,
  shop_id: string,
  now_ms: number,
  limit: number,
): D1PreparedStatement {
  const late = LANES.map((lane, number) =>
    `select * from (select * from messages
     where ${shopOf("subject")} = ?1 and lane = ${number} and due_at <= ?2 - ${LANE_LIMIT_MS[lane]}
     order by due_at limit ?3)`
  ).join(" union all ");
  return db.prepare(
    `select ${MAIL}, (select number from orders where id = messages.subject) as number
     from (${late}) as messages order by due_at limit ?3`,
  ).bind(shop_id, now_ms, limit);
}

/**
 * Counts the parked webhooks that have waited for their order for longer than `patience_ms`, up to `COUNTED_MAX`; without
 * those that had when somebody put them aside.
 */
export function selectStaleParkedCount(
  db: D1Database,
  shop_id: string,
  now_ms: number,
  patience_ms: number,
): D1PreparedStatement {
  return db.prepare(
    `select count(*) as count from
       (select received_at from parked where ref > ?2 and ref < ?3 and ref = known_as limit ${COUNTED_MAX})
     where received_at < ?4 - ?5 and received_at >= ${dismissedAt("parked")} - ?5`,
  ).bind(shop_id, `${shop_id}/`, `${shop_id}0`, now_ms, patience_ms);
}

/** Counts the orders that owe mails and cannot be written to, up to `COUNTED_MAX`. */
export function selectUnreachableCount(db: D1Database, shop_id: string): D1PreparedStatement {
  return db.prepare(
    `select count(*) as count from (select 1 from unreachable_orders indexed by unreachable_orders_open
       where shop_id = ?1 and dismissed_at is null limit ${COUNTED_MAX})`,
  ).bind(shop_id);
}

/** Counts the lines of the suppression list that are in force now, up to `COUNTED_MAX`. */
export function selectSuppressionCount(db: D1Database, shop_id: string, now_ms: number): D1PreparedStatement {
  return db.prepare(
    `select count(*) as count from
       (select address, until from suppressions where shop_id = ?1 limit ${COUNTED_MAX})
     where (until is null or until > ?2) and ${SHOWN}`,
  ).bind(shop_id, now_ms);
}

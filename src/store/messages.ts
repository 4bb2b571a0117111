/** The SQL of the ledger of owed mails. Writes are returned as statements: the flow commits them. */
import type { Ledger, LedgerEntry, Told } from "../messages/ledger.ts";
import type { MessageKey, MessageState } from "../messages/message.ts";
import type { PlannedMessage } from "../orders/plan.ts";
import { RESOLVED } from "./orders.ts";

/**
 * Writes the plan's verdict down. A mail that has not been taken up yet follows the order (owed ↔ suppressed, when an
 * address arrives or the order is cancelled; sooner, when nothing is left to wait for); one that has is never touched.
 * Writes nothing where nothing changes.
 */
export function upsertMessage(
  db: D1Database,
  order_id: string,
  planned: PlannedMessage,
  now_ms: number,
): D1PreparedStatement {
  const owed = planned.against === null;
  return db.prepare(
    `insert into messages (order_id, kind, about, state, reason, dated_at, due_at, settled_at)
     values (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)
     on conflict do update set state = excluded.state, reason = excluded.reason, due_at = excluded.due_at,
       dated_at = excluded.dated_at, settled_at = excluded.settled_at
     where messages.state in ('owed', 'suppressed') and messages.attempts = 0
       and (messages.state <> excluded.state or messages.reason is not excluded.reason
         or excluded.due_at < messages.due_at)`,
  ).bind(
    order_id,
    planned.kind,
    planned.about,
    owed ? "owed" : "suppressed",
    planned.against,
    Math.max(planned.due_at_ms, now_ms),
    owed ? planned.due_at_ms : null,
    owed ? null : now_ms,
  );
}

/** Takes a due mail that nobody holds, until `lease_until`; returns its row, or none when another worker was first. */
export function claimMessage(
  db: D1Database,
  key: MessageKey,
  now_ms: number,
  lease_until_ms: number,
): D1PreparedStatement {
  return db.prepare(
    `update messages set state = 'sending', attempts = attempts + 1, lease_until = ?5
     where order_id = ?1 and kind = ?2 and about = ?3
       and due_at <= ?4 and (lease_until is null or lease_until <= ?4)
     returning attempts, dated_at`,
  ).bind(key.order_id, key.kind, key.about, now_ms, lease_until_ms);
}

export interface Settlement {
  readonly state: Exclude<MessageState, "sending">;
  readonly reason: string | null;
  /** When to try again; null when nothing more is to be done. */
  readonly due_at_ms: number | null;
  readonly channel: string | null;
  readonly provider_id: string | null;
  /** What the mail told, when it left. */
  readonly told: Told | null;
}

/** Writes the outcome of one attempt. A worker whose lease ran out and whose mail was taken by another changes nothing. */
export function settleMessage(
  db: D1Database,
  key: MessageKey,
  attempt: number,
  settlement: Settlement,
  now_ms: number,
): D1PreparedStatement {
  return db.prepare(
    `update messages set state = ?5, reason = ?6, due_at = ?7, lease_until = null, channel = ?8, provider_id = ?9,
       settled_at = ?10, told = ?11
     where order_id = ?1 and kind = ?2 and about = ?3 and attempts = ?4 and state = 'sending'`,
  ).bind(
    key.order_id,
    key.kind,
    key.about,
    attempt,
    settlement.state,
    settlement.reason,
    settlement.due_at_ms,
    settlement.channel,
    settlement.provider_id,
    settlement.due_at_ms === null ? now_ms : null,
    settlement.told === null ? null : JSON.stringify(settlement.told),
  );
}

/** Due and nobody's, oldest first. */
export function selectDue(db: D1Database, now_ms: number, limit: number): D1PreparedStatement {
  return db.prepare(
    `select order_id, kind, about from messages
     where due_at <= ?1 and (lease_until is null or lease_until <= ?1) order by due_at limit ?2`,
  ).bind(now_ms, limit);
}

/** When the oldest mail that is still open was due. */
export function selectOldestDue(db: D1Database): D1PreparedStatement {
  return db.prepare("select due_at from messages where due_at is not null order by due_at limit 1");
}

/** Most mails that one order may have had and still be read at once; a real one has a dozen. */
const LEDGER_MAX = 300;

/** The ledger of the order that these names mean. */
export function selectLedger(db: D1Database, ...names: readonly string[]): D1PreparedStatement {
  return db.prepare(
    `select kind, about, state, settled_at, told from messages where order_id = ${RESOLVED} limit ${LEDGER_MAX}`,
  ).bind(JSON.stringify(names));
}

export function readLedger(result: D1Result): Ledger {
  const rows = result.results as (Omit<LedgerEntry, "told"> & { readonly told: string | null })[];
  return rows.map((row) => ({ ...row, told: row.told === null ? null : JSON.parse(row.told) }));
}

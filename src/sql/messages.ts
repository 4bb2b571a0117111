/** The SQL of the ledger of owed mails. Writes are returned as statements: the flow commits them. */
import type { FactsShown, Ledger, LedgerEntry } from "../messages/ledger.ts";
import type { MessageKey, MessageState, StandaloneKind, SuppressionReason } from "../messages/message.ts";
import type { StandaloneMail } from "../messages/standalone.ts";
import type { Lane } from "../messages/kinds/definition.ts";
import { laneOf } from "../messages/mail_class.ts";
import { RESOLVED } from "./orders.ts";
import type { PlannedMessage } from "../orders/plan/plan_input.ts";

/** As the index has them: what is urgent comes first. */
const LANE_NUMBERS: Readonly<Record<Lane, number>> = { urgent: 0, bulk: 1 };

/**
 * Writes the plan's verdict down. A mail that has not been taken up yet follows the order (owed ↔ suppressed, when an
 * address arrives or the order is cancelled; sooner, when nothing is left to wait for); one that has is never touched.
 * Writes nothing where nothing changes.
 */
export function upsertMessage(
  db: D1Database,
  subject: string,
  planned: PlannedMessage,
  now_ms: number,
): D1PreparedStatement {
  const owed = planned.against === null;
  return db.prepare(
    `insert into messages (subject, kind, about, state, reason, dated_at, due_at, closed_at, lane)
     values (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9)
     on conflict do update set state = excluded.state, reason = excluded.reason, due_at = excluded.due_at,
       dated_at = excluded.dated_at, closed_at = excluded.closed_at
     where messages.state in ('owed', 'suppressed') and messages.attempts = 0
       and (messages.state <> excluded.state or messages.reason is not excluded.reason
         or excluded.due_at < messages.due_at)`,
  ).bind(
    subject,
    planned.kind,
    planned.about,
    owed ? "owed" : "suppressed",
    planned.against,
    Math.max(planned.due_at_ms, now_ms),
    owed ? planned.due_at_ms : null,
    owed ? null : now_ms,
    LANE_NUMBERS[laneOf(planned.kind)],
  );
}

/** What a worker who took a mail learns of it. */
export interface Claimed {
  /** Which attempt this is; the first is 1. */
  readonly attempts: number;
  /** Milliseconds since the epoch. */
  readonly dated_at: number;
  /** What a notice says, as JSON; null for an order's mail. */
  readonly facts: string | null;
  readonly valid_until: number | null;
  /** When a channel first did not say whether it took the mail; null while every answer was clear. */
  readonly unknown_at: number | null;
  /** The channel of the last attempt. */
  readonly channel: string | null;
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
     where subject = ?1 and kind = ?2 and about = ?3
       and due_at <= ?4 and (lease_until is null or lease_until <= ?4)
     returning attempts, dated_at, facts, valid_until, unknown_at, channel`,
  ).bind(key.subject, key.kind, key.about, now_ms, lease_until_ms);
}

/** A row while somebody has the mail, or had it and is gone: asked before it is claimed. */
export function selectHolder(db: D1Database, key: MessageKey): D1PreparedStatement {
  return db.prepare(
    "select lease_until from messages where subject = ?1 and kind = ?2 and about = ?3 and state = 'sending'",
  ).bind(key.subject, key.kind, key.about);
}

/** What was decided against and not tried stays so, whatever a later plan says. */
export function sealMessages(db: D1Database, subject: string): D1PreparedStatement {
  return db.prepare(
    "update messages set attempts = 1 where subject = ?1 and state = 'suppressed' and attempts = 0",
  ).bind(subject);
}

/** A notice is written once under its key: asked for again, it is the same notice. */
export function insertStandalone(
  db: D1Database,
  subject: string,
  standalone: StandaloneMail,
  now_ms: number,
): D1PreparedStatement {
  const { kind, about, due_at_ms, valid_until_ms, ...facts } = standalone;
  return db.prepare(
    `insert into messages (subject, kind, about, state, dated_at, due_at, facts, valid_until, lane)
     values (?1, ?2, ?3, 'owed', ?4, ?4, ?5, ?6, ?7) on conflict do nothing`,
  ).bind(
    subject,
    kind,
    about,
    Math.max(due_at_ms, now_ms),
    JSON.stringify(facts),
    valid_until_ms,
    LANE_NUMBERS[laneOf(kind)],
  );
}

/** Notices of one kind that nobody has taken up yet, and that something newer has made untrue. */
export function withdrawStandalones(
  db: D1Database,
  subject: string,
  kind: StandaloneKind,
  reason: SuppressionReason,
  now_ms: number,
): D1PreparedStatement {
  return db.prepare(
    `update messages set state = 'suppressed', reason = ?3, due_at = null, closed_at = ?4, facts = null
     where subject = ?1 and kind = ?2 and state = 'owed'`,
  ).bind(subject, kind, reason, now_ms);
}

export interface AttemptOutcome {
  readonly state: Exclude<MessageState, "sending">;
  readonly reason: string | null;
  /** When to try again; null when nothing more is to be done. */
  readonly due_at_ms: number | null;
  readonly channel: string | null;
  readonly provider_id: string | null;
  /** The channel did not say whether it took the mail. */
  readonly unknown: boolean;
  /** What the mail told, when it left. */
  readonly facts_shown: FactsShown | null;
}

/**
 * Writes the outcome of one attempt. One in which no channel was asked does not count, and leaves the channel that was
 * asked last: it may have the mail. A worker whose lease ran out and whose mail was taken by another changes
 * nothing.
 */
export function saveOutcome(
  db: D1Database,
  key: MessageKey,
  attempt: number,
  outcome: AttemptOutcome,
  now_ms: number,
): D1PreparedStatement {
  return db.prepare(
    `update messages set state = ?5, reason = ?6, due_at = ?7, lease_until = null, channel = coalesce(?8, channel),
       provider_id = ?9, closed_at = ?10, facts_shown = ?11,
       attempts = attempts - (case when ?5 = 'owed' and ?8 is null then 1 else 0 end),
       unknown_at = case when ?13 then coalesce(unknown_at, ?12) else unknown_at end,
       facts = case when ?5 in ('sent', 'suppressed') or (?2 = 'erasure_done' and ?7 is null) then null else facts end
     where subject = ?1 and kind = ?2 and about = ?3 and attempts = ?4 and state = 'sending'`,
  ).bind(
    key.subject,
    key.kind,
    key.about,
    attempt,
    outcome.state,
    outcome.reason,
    outcome.due_at_ms,
    outcome.channel,
    outcome.provider_id,
    outcome.due_at_ms === null ? now_ms : null,
    outcome.facts_shown === null ? null : JSON.stringify(outcome.facts_shown),
    now_ms,
    outcome.unknown ? 1 : 0,
  );
}

/** A row while attempt number `attempt` still holds the mail. */
export function selectHeld(db: D1Database, key: MessageKey, attempt: number): D1PreparedStatement {
  return db.prepare(
    `select attempts from messages
     where subject = ?1 and kind = ?2 and about = ?3 and attempts = ?4 and state = 'sending'`,
  ).bind(key.subject, key.kind, key.about, attempt);
}

/** What cannot wait, is due and nobody's, oldest first. */
export function selectUrgent(db: D1Database, now_ms: number, limit: number): D1PreparedStatement {
  return db.prepare(
    `select subject, kind, about from messages
     where lane = 0 and due_at <= ?1 and (lease_until is null or lease_until <= ?1) order by due_at limit ?2`,
  ).bind(now_ms, limit);
}

/** When the oldest mail of a lane that is still open was due. */
export function selectOldestDue(db: D1Database, lane: Lane): D1PreparedStatement {
  return db.prepare(
    "select due_at from messages where lane = ?1 and due_at is not null order by due_at limit 1",
  ).bind(LANE_NUMBERS[lane]);
}

/** Whose mails of a lane have been due since before then, oldest first. */
export function selectOverdue(
  db: D1Database,
  lane: Lane,
  before_ms: number,
  limit: number,
): D1PreparedStatement {
  return db.prepare(
    "select subject from messages where lane = ?1 and due_at <= ?2 order by due_at limit ?3",
  ).bind(LANE_NUMBERS[lane], before_ms, limit);
}

/** Most mails that one order may have had and still be read at once; a real one has a dozen. */
export const LEDGER_MAX = 300;

/** The ledger of the order that these names mean. */
export function selectLedger(db: D1Database, ...names: readonly string[]): D1PreparedStatement {
  return db.prepare(
    `select kind, about, state, closed_at, facts_shown from messages where subject = ${RESOLVED} limit ${LEDGER_MAX}`,
  ).bind(JSON.stringify(names));
}

export function readLedger(result: D1Result): Ledger {
  const rows = result
    .results as (Omit<LedgerEntry, "facts_shown"> & { readonly facts_shown: string | null })[];
  return rows.map((row) => ({
    ...row,
    facts_shown: row.facts_shown === null ? null : JSON.parse(row.facts_shown),
  }));
}

/** The SQL of the ledger of owed messages. Writes are returned as statements: the flow commits them. */
import type { Again } from "../messages/again.ts";
import type { FactsShown, Ledger, LedgerEntry } from "../messages/ledger.ts";
import {
  keyText,
  type MessageKey,
  type MessageState,
  type StandaloneKind,
  type SuppressionReason,
} from "../messages/message.ts";
import { SHORT_WAYS } from "../messages/ways.ts";
import type { ShortAnswerFacts } from "../messages/short_answer.ts";
import type { StandaloneMail } from "../messages/standalone.ts";
import type { Lane } from "../messages/kinds/definition.ts";
import { laneOf } from "../messages/mail_class.ts";
import { type OrderRow, RESOLVED } from "./orders.ts";
import type { PlannedMessage } from "../orders/plan/plan_input.ts";
import { shopOf } from "./shop_of.ts";

/** Numbers of the lanes as the index sorts them: urgent mails first. */
export const LANE_NUMBERS: Readonly<Record<Lane, number>> = { urgent: 0, bulk: 1 };

/**
 * Writes the planned state of an order's messages, however many. What the shop does not want is closed at once (an attempt of its own), with the facts on
 * which later messages build. A mail without an attempt follows the order (owed ↔ suppressed, when an address arrives
 * or the order is cancelled; earlier, when nothing is left to wait for); a mail with an attempt is never touched.
 * Writes nothing when nothing changes.
 */
export function upsertMessages(
  db: D1Database,
  subject: string,
  planned: readonly PlannedMessage[],
  now_ms: number,
): D1PreparedStatement {
  const rows = planned.map(({ kind, about, against, due_at_ms, kept_back, waits }) => [
    kind,
    about,
    against === null ? "owed" : "suppressed",
    against ?? waits ?? null,
    Math.max(due_at_ms, now_ms),
    against === null ? due_at_ms : null,
    against === null ? null : now_ms,
    LANE_NUMBERS[laneOf(kind)],
    kept_back === undefined ? 0 : 1,
    kept_back === undefined ? null : JSON.stringify(kept_back),
  ]);
  return db.prepare(
    `insert into messages (subject, kind, about, state, reason, dated_at, due_at, closed_at, lane, attempts, facts_shown)
     select ?1, value ->> 0, value ->> 1, value ->> 2, value ->> 3, value ->> 4, value ->> 5, value ->> 6, value ->> 7,
       value ->> 8, value ->> 9 from json_each(?2) where true
     on conflict do update set state = excluded.state, reason = excluded.reason, due_at = excluded.due_at,
       dated_at = excluded.dated_at, closed_at = excluded.closed_at, attempts = excluded.attempts,
       facts_shown = excluded.facts_shown
     where messages.state in ('owed', 'suppressed') and messages.attempts = 0
       and (messages.state <> excluded.state or messages.reason is not excluded.reason
         or excluded.due_at < messages.due_at)
     returning kind, about`,
  ).bind(subject, JSON.stringify(rows));
}

/** Returns the keys, as text, of the messages that `upsertMessages` wrote. */
export function readUpserted(result: D1Result, subject: string): ReadonlySet<string> {
  const rows = result.results as unknown as readonly Pick<MessageKey, "kind" | "about">[];
  return new Set(rows.map((row) => keyText({ subject, ...row })));
}

/** What the worker that leased a mail reads from its row. */
export interface Claimed {
  /** Number of this attempt; the first is 1. */
  readonly attempts: number;
  /** Milliseconds since the epoch. */
  readonly dated_at: number;
  /** Facts of a mail without an order, as JSON; null for an order's mail. */
  readonly facts: string | null;
  readonly valid_until: number | null;
  /** When a channel first gave an unclear answer on whether it took the mail; null while every answer was clear. */
  readonly unknown_at: number | null;
  /** The channel of the last attempt. */
  readonly channel: string | null;
}

/** Leases a due mail that has no lease, until `lease_until`; returns its row, or none when another worker was first. */
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

/** Returns a row while a worker has a lease on the mail, or had one and died: run before the claim. */
export function selectHolder(db: D1Database, key: MessageKey): D1PreparedStatement {
  return db.prepare(
    "select lease_until from messages where subject = ?1 and kind = ?2 and about = ?3 and state = 'sending'",
  ).bind(key.subject, key.kind, key.about);
}

/** Closes suppressed mails that were never tried: no later plan changes them. */
export function sealMessages(db: D1Database, subject: string): D1PreparedStatement {
  return db.prepare(
    "update messages set attempts = 1 where subject = ?1 and state = 'suppressed' and attempts = 0",
  ).bind(subject);
}

/** Makes an order's messages due that a hold had moved. */
export function releaseHeld(db: D1Database, subject: string, now_ms: number): D1PreparedStatement {
  return db.prepare(
    `update messages set due_at = ?2, reason = null
     where subject = ?1 and state = 'owed' and reason = 'held' and due_at > ?2`,
  ).bind(subject, now_ms);
}

/** A message that is owed from a moment on, and for how long what it says is true. */
interface OwedFrom {
  readonly key: MessageKey;
  readonly facts: unknown;
  readonly due_at_ms: number;
  readonly valid_until_ms: number | null;
}

/** Inserts a message that no plan makes, once per key: a repetition changes nothing. */
function insertOwed(
  db: D1Database,
  { key: { subject, kind, about }, facts, due_at_ms, valid_until_ms }: OwedFrom,
): D1PreparedStatement {
  return db.prepare(
    `insert into messages (subject, kind, about, state, dated_at, due_at, facts, valid_until, lane)
     values (?1, ?2, ?3, 'owed', ?4, ?4, ?5, ?6, ?7) on conflict do nothing`,
  ).bind(
    subject,
    kind,
    about,
    due_at_ms,
    JSON.stringify(facts),
    valid_until_ms,
    LANE_NUMBERS[laneOf(kind)],
  );
}

/** Inserts a mail that belongs to no order, once per key. */
export function insertStandalone(
  db: D1Database,
  subject: string,
  standalone: StandaloneMail,
  now_ms: number,
): D1PreparedStatement {
  const { kind, about, due_at_ms, valid_until_ms, ...facts } = standalone;
  const key = { subject, kind, about };
  return insertOwed(db, { key, facts, due_at_ms: Math.max(due_at_ms, now_ms), valid_until_ms });
}

/** Inserts an answer that goes where the customer wrote, once per key. */
export function insertShortAnswer(
  db: D1Database,
  key: MessageKey,
  facts: ShortAnswerFacts,
  now_ms: number,
): D1PreparedStatement {
  return insertOwed(db, { key, facts, due_at_ms: now_ms, valid_until_ms: null });
}

/** Inserts what goes in the place of a short message, once per key. */
export function insertMailInstead(
  db: D1Database,
  { key, facts, valid_until }: {
    readonly key: MessageKey;
    readonly facts: unknown;
    readonly valid_until: number | null;
  },
  now_ms: number,
): D1PreparedStatement {
  return insertOwed(db, { key, facts, due_at_ms: now_ms, valid_until_ms: valid_until });
}

/** Inserts a mail that a person sends once more, once per key; `facts` is what `readAgain` reads. */
export function insertAgain(
  db: D1Database,
  key: MessageKey,
  facts: Again,
  now_ms: number,
): D1PreparedStatement {
  return insertOwed(db, { key, facts, due_at_ms: now_ms, valid_until_ms: null });
}

/**
 * Withdraws mails of one kind without an order that have no attempt yet and that newer facts made untrue: all of the
 * subject, or the one about `about`.
 */
export function withdrawStandalones(
  db: D1Database,
  subject: string,
  kind: StandaloneKind,
  reason: SuppressionReason,
  now_ms: number,
  about: string | null = null,
): D1PreparedStatement {
  return db.prepare(
    `update messages set state = 'suppressed', reason = ?3, due_at = null, closed_at = ?4, facts = null
     where subject = ?1 and kind = ?2 and state = 'owed' and about = coalesce(?5, about)`,
  ).bind(subject, kind, reason, now_ms, about);
}

export interface AttemptOutcome {
  readonly state: Exclude<MessageState, "sending">;
  readonly reason: string | null;
  /** When the next attempt is due; null when there is none. */
  readonly due_at_ms: number | null;
  readonly channel: string | null;
  readonly provider_id: string | null;
  /** True when the channel did not say whether it took the mail. */
  readonly unknown: boolean;
  /** What the mail showed, when it left. */
  readonly facts_shown: FactsShown | null;
}

/** What a program's message says by its next way, which its service may ask for once it has left. */
export const NEXT_WAY = "coalesce(facts -> '$.instead', nullif(facts -> '$.mail', 'null'))";
/** Kinds of a program's messages, and of its short ones, as SQL lists them. */
export const SENT = ["sms", "whatsapp", "telegram", "messenger", "instagram", "code", "mail", "notice"]
  .map((what) => `'sent_${what}'`).join(", ");
export const SENT_SHORT = SHORT_WAYS.map((way) => `'sent_${way}'`).join(", ");

/**
 * Writes the outcome of one attempt. An attempt that asked no channel does not count, and keeps the last channel,
 * which may have the mail. Changes nothing for a worker whose lease ran out and whose mail another worker leased.
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
       facts = case when ?5 = 'sent' and ?2 in (${SENT}) and ${NEXT_WAY} is not null
           then json_object('instead', json(${NEXT_WAY}))
         when ?5 in ('sent', 'suppressed', 'shadowed') or (?2 in ('erasure_done', 'sent_code', ${SENT_SHORT}) and ?7 is null) then null else facts end
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

/** Returns a row while attempt number `attempt` has the lease on the mail. */
export function selectHeld(db: D1Database, key: MessageKey, attempt: number): D1PreparedStatement {
  return db.prepare(
    `select attempts from messages
     where subject = ?1 and kind = ?2 and about = ?3 and attempts = ?4 and state = 'sending'`,
  ).bind(key.subject, key.kind, key.about, attempt);
}

/** Selects a shop's due mails of the urgent lane that have no lease, oldest first. */
export function selectUrgent(
  db: D1Database,
  shop_id: string,
  now_ms: number,
  limit: number,
): D1PreparedStatement {
  return db.prepare(
    `select subject, kind, about, due_at from messages
     where ${
      shopOf("subject")
    } = ?1 and lane = 0 and due_at <= ?2 and (lease_until is null or lease_until <= ?2)
     order by due_at, subject, kind, about limit ?3`,
  ).bind(shop_id, now_ms, limit);
}

/** Most mails of one order that are read at once; a real order has about a dozen. */
export const LEDGER_MAX = 300;

/** Selects the ledger of the order that has one of these names. */
export function selectLedger(db: D1Database, ...names: readonly string[]): D1PreparedStatement {
  return db.prepare(
    `select kind, about, state, closed_at, facts_shown from messages where subject = ${RESOLVED} limit ${LEDGER_MAX}`,
  ).bind(JSON.stringify(names));
}

/** Returns the ledger of `row`: of one in the archive, what lies there, and what was written since. */
export function readLedger(result: D1Result, row: OrderRow | null): Ledger {
  const rows = withArchived(
    row,
    result.results as (Omit<LedgerEntry, "facts_shown"> & { readonly facts_shown: string | null })[],
  );
  return rows.map(({ kind, about, state, closed_at, facts_shown }) => ({
    kind,
    about,
    state,
    closed_at,
    facts_shown: facts_shown === null ? null : JSON.parse(facts_shown),
  }));
}

/** Puts the messages that lie in the archive before those of D1. */
export function withArchived<Message extends Pick<MessageKey, "kind" | "about">>(
  row: OrderRow | null,
  rows: readonly Message[],
): readonly Message[] {
  if (row?.archived === undefined) return rows;
  const here = new Set(rows.map(({ kind, about }) => `${kind}/${about}`));
  const there = row.archived.messages as unknown as readonly Message[];
  return [...there.filter(({ kind, about }) => !here.has(`${kind}/${about}`)), ...rows];
}

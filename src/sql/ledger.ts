/** The SQL of the ledger as the desk and the API read it. It never writes. */
import type { MessageKey, MessageState } from "../messages/message.ts";
import { LEDGER_MAX, withArchived } from "./messages.ts";
import { type OrderRow, RESOLVED } from "./orders.ts";

/** Everything that the ledger keeps of one mail except its content; times in milliseconds since the epoch. */
export interface LedgerRow extends MessageKey {
  readonly state: MessageState;
  readonly reason: string | null;
  readonly attempts: number;
  readonly channel: string | null;
  readonly dated_at: number;
  readonly due_at: number | null;
  readonly lease_until: number | null;
  readonly unknown_at: number | null;
  readonly closed_at: number | null;
  readonly event_at: number | null;
  readonly opened_at: number | null;
  readonly clicked_at: number | null;
}

/** Columns that every reader of the ledger selects. */
export const LEDGER_COLUMNS =
  `subject, kind, about, state, reason, attempts, channel, dated_at, due_at, lease_until, unknown_at,
  closed_at, event_at, opened_at, clicked_at`;

/** Selects all mails of the order that has one of these names. */
export function selectLedgerRows(db: D1Database, ...names: readonly string[]): D1PreparedStatement {
  return db.prepare(
    `select ${LEDGER_COLUMNS} from messages where subject = ${RESOLVED} order by dated_at, kind, about limit ${LEDGER_MAX}`,
  ).bind(JSON.stringify(names));
}

/** Returns the mails of `row`: of an order in the archive, those that lie there too. */
export function readLedgerRows(result: D1Result, row: OrderRow | null): readonly LedgerRow[] {
  const rows = withArchived(row, result.results as unknown as readonly LedgerRow[]);
  const place = ({ dated_at, kind, about }: LedgerRow) => [String(dated_at), kind, about].join("\n");
  return row?.archived === undefined ? rows : rows.toSorted((a, b) => place(a) < place(b) ? -1 : 1);
}

/** Selects the mails of one subject that is no order. */
export function selectLedgerRowsOf(db: D1Database, subject: string): D1PreparedStatement {
  return db.prepare(`select ${LEDGER_COLUMNS} from messages where subject = ?1 limit ${LEDGER_MAX}`).bind(
    subject,
  );
}

export function selectLedgerRow(db: D1Database, { subject, kind, about }: MessageKey): D1PreparedStatement {
  return db.prepare(`select ${LEDGER_COLUMNS} from messages where subject = ?1 and kind = ?2 and about = ?3`)
    .bind(subject, kind, about);
}

/**
 * States of mails that failed for good, or whose outcome is unknown. The index of migration 0009 holds exactly these.
 */
export const WRONG_STATES = ["failed", "unknown", "bounced"] as const;

/** Selects a page of a shop's mails in `WRONG_STATES`, in the order of their keys, after `after`. */
export function selectWrong(
  db: D1Database,
  shop_id: string,
  state: (typeof WRONG_STATES)[number],
  after: { readonly subject: string; readonly kind: string; readonly about: string } | null,
  limit: number,
): D1PreparedStatement {
  // `0`, the character after the slash, ends the range of the shop's subjects.
  return db.prepare(
    `select ${LEDGER_COLUMNS} from messages indexed by messages_wrong
     where state in ('failed', 'unknown', 'bounced') and state = ?1
       and (subject, kind, about) > (?2, ?3, ?4) and subject < ?5
     order by subject, kind, about limit ?6`,
  ).bind(
    state,
    after?.subject ?? `${shop_id}/`,
    after?.kind ?? "",
    after?.about ?? "",
    `${shop_id}0`,
    limit,
  );
}

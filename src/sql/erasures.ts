/** The SQL of erasures: which are under way, how far they are, and which are done and remembered. Writes are returned as statements. */
import { type Identifiers, NO_IDENTIFIERS } from "../customers/identifiers.ts";
import type { StandaloneMail } from "../messages/standalone.ts";

/** How far an erasure is. */
export interface ErasureProgress {
  readonly identifiers: Identifiers;
  /** Orders as their customers number them, for the dev mailbox. */
  readonly numbers: readonly string[];
  /** Whom a last mail is written to; null where nobody is. */
  readonly reader: Pick<StandaloneMail<"erasure_done">, "to" | "locale"> | null;
  /** Whether that mail is wanted. */
  readonly notifies_customer: boolean;
  /** When the newest of the orders was placed, empty for none. */
  readonly placed_last: string;
  /** Subjects one of whose mails was just leaving: their copies may have come after. */
  readonly sending: readonly string[];
  /** When it was begun here, or last found a mail that was leaving, in milliseconds since the epoch. */
  readonly begun_ms?: number;
  /** The shop itself goes: orders that bear a later date go as well. */
  readonly is_whole?: boolean;
  /** Of one order alone, which its row is named after: whose it was. */
  readonly customer?: string;
  /** Of a whole shop: the last of its orders that was looked at. */
  readonly after?: string;
}

export const NOTHING_DONE: ErasureProgress = {
  identifiers: NO_IDENTIFIERS,
  numbers: [],
  reader: null,
  notifies_customer: false,
  placed_last: "",
  sending: [],
};

export interface ErasureRow {
  readonly subject: string;
  readonly asked_at: number;
  readonly progress: ErasureProgress | null;
}

/** Asked again while it is under way, it is the same; asked later, it begins anew; told once more of the same moment, it is done. */
export function insertErasure(
  db: D1Database,
  subject: string,
  progress: ErasureProgress,
  asked_at_ms: number,
): D1PreparedStatement {
  return db.prepare(
    `insert into erasures (subject, asked_at, progress) values (?1, ?2, ?3)
     on conflict do update set asked_at = excluded.asked_at, progress = coalesce(
       json_set(erasures.progress, '$.begun_ms', excluded.progress ->> '$.begun_ms'), excluded.progress)
     where excluded.asked_at > erasures.asked_at`,
  ).bind(subject, asked_at_ms, JSON.stringify(progress));
}

export function saveProgress(
  db: D1Database,
  subject: string,
  progress: ErasureProgress | null,
): D1PreparedStatement {
  return db.prepare("update erasures set progress = ?2 where subject = ?1")
    .bind(subject, progress === null ? null : JSON.stringify(progress));
}

/** What nothing has to be remembered of. */
export function deleteErasure(db: D1Database, subject: string): D1PreparedStatement {
  return db.prepare("delete from erasures where subject = ?1").bind(subject);
}

export function selectErasure(db: D1Database, subject: string | null): D1PreparedStatement {
  return db.prepare("select subject, asked_at, progress from erasures where subject = ?1").bind(subject);
}

/** Under way since before then, oldest first. */
export function selectOpenErasures(db: D1Database, before_ms: number, limit: number): D1PreparedStatement {
  return db.prepare(
    `select subject, asked_at, progress from erasures where progress is not null and asked_at <= ?1
     order by asked_at limit ?2`,
  ).bind(before_ms, limit);
}

/**
 * Fails on the primary key where this customer was erased at or after `placed_at_ms`: the whole batch is undone, and its maker
 * looks again. Writes nothing otherwise.
 */
export function refuseErased(db: D1Database, customer: string, placed_at_ms: number): D1PreparedStatement {
  return db.prepare(
    `insert into erasures (subject, asked_at) select subject, asked_at from erasures
     where subject = ?1 and asked_at >= ?2`,
  ).bind(customer, placed_at_ms);
}

/** Done before then: what came so late would be beyond the shop's time for keeping customers anyway. */
export function deleteErasures(
  db: D1Database,
  shop_id: string,
  before_ms: number,
  limit: number,
): D1PreparedStatement {
  return db.prepare(
    `delete from erasures where subject in (
       select subject from erasures where subject > ?1 and subject < ?2 and progress is null and asked_at < ?3 limit ?4)`,
  ).bind(`${shop_id}/`, `${shop_id}0`, before_ms, limit);
}

export function readErasures(result: D1Result): readonly ErasureRow[] {
  const rows = result.results as (Omit<ErasureRow, "progress"> & { readonly progress: string | null })[];
  return rows.map(({ progress, ...row }) => ({
    ...row,
    progress: progress === null ? null : JSON.parse(progress),
  }));
}

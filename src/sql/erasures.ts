/**
 * The SQL of erasures: which are open, how far they are, and which are done and remembered. Writes are returned as
 * statements.
 */
import { type Identifiers, NO_IDENTIFIERS } from "../customers/identifiers.ts";
import type { OrderName } from "../customers/raw_text.ts";
import type { StandaloneMail } from "../messages/standalone.ts";

/** Progress of an erasure. */
export interface ErasureProgress {
  readonly identifiers: Identifiers;
  /** Order numbers as customers see them, for the dev mailbox. */
  readonly numbers: readonly string[];
  /** The orders by the names under which a webhook may mention them. */
  readonly orders?: readonly OrderName[];
  /** Reader of the final mail; null when there is none. */
  readonly reader: Pick<StandaloneMail<"erasure_done">, "to" | "locale"> | null;
  /** Whether the final mail is wanted. */
  readonly notifies_customer: boolean;
  /** When the newest of the orders was placed; empty without orders. */
  readonly placed_last: string;
  /** Subjects with a mail that was being sent: its copy may have been stored after the bucket was emptied. */
  readonly sending: readonly string[];
  /** When the erasure began here or last found a mail being sent, in milliseconds since the epoch. */
  readonly begun_ms?: number;
  /** For the erasure of a single order, after which the row is named: its customer; null where it names no address. */
  readonly customer?: string | null;
  /** For the erasure of a whole source: the last order that was handled. */
  readonly after?: string;
  /** For the erasure of a whole source: the last kept webhook that was looked at. */
  readonly kept_after?: string;
  /** Where the search through waiting webhooks goes on; absent at its beginning. */
  readonly waiting?: WaitingPlace;
}

/** How far the waiting webhooks of a shop were searched for a customer. */
export type WaitingPlace =
  /** The key of the last parked row. */
  | { readonly in: "parked"; readonly after: readonly string[] }
  /** The last object of the folder with this prefix. */
  | { readonly in: "kept"; readonly prefix: string; readonly after: string }
  | { readonly in: "letters" }
  | { readonly in: "done" };

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

/**
 * Inserts an erasure. A request while it is open continues it, and searches what waits anew; a later request begins it anew; a request of the same
 * moment or earlier changes nothing.
 */
export function insertErasure(
  db: D1Database,
  subject: string,
  progress: ErasureProgress,
  asked_at_ms: number,
): D1PreparedStatement {
  return db.prepare(
    `insert into erasures (subject, asked_at, progress) values (?1, ?2, ?3)
     on conflict do update set asked_at = excluded.asked_at, progress = coalesce(
       json_remove(
         json_set(erasures.progress, '$.begun_ms', excluded.progress ->> '$.begun_ms'), '$.waiting', '$.kept_after'),
       excluded.progress)
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

/** Deletes the row of an erasure that need not be remembered. */
export function deleteErasure(db: D1Database, subject: string): D1PreparedStatement {
  return db.prepare("delete from erasures where subject = ?1").bind(subject);
}

export function selectErasure(db: D1Database, subject: string | null): D1PreparedStatement {
  return db.prepare("select subject, asked_at, progress from erasures where subject = ?1").bind(subject);
}

/**
 * Selects erasures that have been open since between `after_ms` and `before_ms` and whose errand is not in the queue,
 * oldest first.
 */
export function selectOpenErasures(
  db: D1Database,
  after_ms: number,
  before_ms: number,
  now_ms: number,
  limit: number,
): D1PreparedStatement {
  return db.prepare(
    `select subject, asked_at, progress from erasures
     where progress is not null and asked_at > ?1 and asked_at <= ?2
       and not exists (select 1 from errands where name = subject and until > ?3)
     order by asked_at limit ?4`,
  ).bind(after_ms, before_ms, now_ms, limit);
}

/**
 * Fails on the primary key when this customer was erased at or after `placed_at_ms`: the whole batch is undone, and
 * its caller reads again. Otherwise it writes nothing.
 */
export function refuseErased(db: D1Database, customer: string, placed_at_ms: number): D1PreparedStatement {
  return db.prepare(
    `insert into erasures (subject, asked_at) select subject, asked_at from erasures
     where subject = ?1 and asked_at >= ?2`,
  ).bind(customer, placed_at_ms);
}

/**
 * Deletes erasures that were done long ago: an event that arrives so late is older than the shop keeps customers
 * anyway.
 */
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

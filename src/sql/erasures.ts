/** The SQL of erasures: which are under way, how far they are, and which are done and remembered. Writes are returned as statements. */
import { NOBODY_YET, type Whom } from "../customers/identifiers.ts";
import type { Notice } from "../messages/notice.ts";

/** How far an erasure is. */
export interface Going {
  readonly whom: Whom;
  /** Orders as their customers number them, for the dev mailbox. */
  readonly numbers: readonly string[];
  /** Whom a last mail is written to; null where nobody is. */
  readonly reader: Pick<Notice<"erasure_done">, "to" | "locale"> | null;
  /** Whether that mail is wanted. */
  readonly tells: boolean;
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

export const NOTHING_DONE: Going = {
  whom: NOBODY_YET,
  numbers: [],
  reader: null,
  tells: false,
  placed_last: "",
  sending: [],
};

export interface ErasureRow {
  readonly subject: string;
  readonly asked_at: number;
  readonly going: Going | null;
}

/** Asked again while it is under way, it is the same; asked later, it begins anew; told once more of the same moment, it is done. */
export function insertErasure(
  db: D1Database,
  subject: string,
  going: Going,
  asked_at_ms: number,
): D1PreparedStatement {
  return db.prepare(
    `insert into erasures (subject, asked_at, going) values (?1, ?2, ?3)
     on conflict do update set asked_at = excluded.asked_at, going = coalesce(
       json_set(erasures.going, '$.begun_ms', excluded.going ->> '$.begun_ms'), excluded.going)
     where excluded.asked_at > erasures.asked_at`,
  ).bind(subject, asked_at_ms, JSON.stringify(going));
}

export function keepGoing(db: D1Database, subject: string, going: Going | null): D1PreparedStatement {
  return db.prepare("update erasures set going = ?2 where subject = ?1")
    .bind(subject, going === null ? null : JSON.stringify(going));
}

/** What nothing has to be remembered of. */
export function deleteErasure(db: D1Database, subject: string): D1PreparedStatement {
  return db.prepare("delete from erasures where subject = ?1").bind(subject);
}

export function selectErasure(db: D1Database, subject: string | null): D1PreparedStatement {
  return db.prepare("select subject, asked_at, going from erasures where subject = ?1").bind(subject);
}

/** Under way since before then, oldest first. */
export function selectOpenErasures(db: D1Database, before_ms: number, limit: number): D1PreparedStatement {
  return db.prepare(
    `select subject, asked_at, going from erasures where going is not null and asked_at <= ?1
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
  store_id: string,
  before_ms: number,
  limit: number,
): D1PreparedStatement {
  return db.prepare(
    `delete from erasures where subject in (
       select subject from erasures where subject > ?1 and subject < ?2 and going is null and asked_at < ?3 limit ?4)`,
  ).bind(`${store_id}/`, `${store_id}0`, before_ms, limit);
}

export function readErasures(result: D1Result): readonly ErasureRow[] {
  const rows = result.results as (Omit<ErasureRow, "going"> & { readonly going: string | null })[];
  return rows.map(({ going, ...row }) => ({ ...row, going: going === null ? null : JSON.parse(going) }));
}

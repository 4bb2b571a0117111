/**
 * The SQL of the archive: takes an order's rows out of D1 and puts them back, and keeps how far the archive has come.
 * Writes are returned as statements: an order goes, or comes back, in one commit.
 */
import { groupsOf, insertRows, type RawRow } from "./insert_rows.ts";
import { type Archived, type ArchivedLine, insertWebhook, writeLine } from "./orders.ts";

/** What one object of the archive holds: the order's rows as they were, with all of their columns. */
export interface ArchivedOrder {
  readonly format: 1;
  /** The row of `orders`. */
  readonly order: RawRow;
  readonly events: readonly RawRow[];
  readonly messages: readonly RawRow[];
}

/** What of the ledger a late outcome or another plan may change. */
const LEDGER_AS_TEXT =
  `(select json_group_array(json_array(kind, about, state, reason, dated_at, due_at, lease_until,
    attempts, channel, provider_id, closed_at, unknown_at, event_at, opened_at, clicked_at, facts)) from (
  select * from messages where subject = ?1 order by kind, about))`;

/** Selects all rows of an order that go into its object, and the ledger as text, by which the commit knows it again. */
export function selectWhole(db: D1Database, order_id: string): readonly D1PreparedStatement[] {
  return [
    db.prepare("select * from orders where id = ?1 and line is null").bind(order_id),
    db.prepare("select * from events where order_id = ?1 order by seq").bind(order_id),
    db.prepare("select * from messages where subject = ?1 order by kind, about").bind(order_id),
    db.prepare(`select ${LEDGER_AS_TEXT} as text`).bind(order_id),
  ];
}

/**
 * Leaves the line alone. Fails on the primary key of `events`, and undoes the whole batch, where the order or its ledger
 * is not as it was read. The order takes the next number of its sequence, so that a writer who read it before clashes.
 */
export function leaveLine(
  db: D1Database,
  { id, number, seq, updated_at }: RawRow,
  ledger: string,
  { line, object, deadline_at }: {
    readonly line: ArchivedLine;
    readonly object: string;
    readonly deadline_at: number | null;
  },
  now_ms: number,
): readonly D1PreparedStatement[] {
  const taken = Number(seq) + 1;
  return [
    db.prepare(
      `insert into events select * from events where order_id = ?1 and (${LEDGER_AS_TEXT} <> ?4 or not exists (
         select 1 from orders where id = ?1 and seq = ?2 and updated_at = ?3 and line is null)) limit 1`,
    ).bind(id, seq, updated_at, ledger),
    db.prepare("delete from events where order_id = ?1").bind(id),
    db.prepare("delete from messages where subject = ?1").bind(id),
    insertWebhook(db, String(id), {
      seq: taken,
      source: "archive",
      webhook_id: "",
      received_at: now_ms,
      events: [],
    }),
    // Written anew: a row that shrinks where it lies leaves its page half empty.
    db.prepare("delete from orders where id = ?1").bind(id),
    db.prepare(
      `insert into orders (id, number, seq, state, updated_at, deadline_at, line, object)
       values (?1, ?2, ?3, '{}', ?4, ?5, ?6, ?7)`,
    ).bind(id, number, taken, updated_at, deadline_at, writeLine(line), object),
  ];
}

/**
 * Puts events and ledger back. Fails on the primary key of `orders`, and undoes the whole batch, where another writer was
 * first: the row is no longer the line of this object.
 */
export function putBack(
  db: D1Database,
  order_id: string,
  object: string,
  { events, messages }: Archived,
): readonly D1PreparedStatement[] {
  return [
    db.prepare("insert into orders select * from orders where id = ?1 and (line is null or object <> ?2)")
      .bind(order_id, object),
    ...groupsOf(events).map((rows) => insertRows(db, "insert", "events", rows)),
    // What was written meanwhile is newer.
    ...groupsOf(messages).map((rows) => insertRows(db, "insert or ignore", "messages", rows)),
  ];
}

/** Makes the row whole again, after `putBack`. */
export function refillOrder(
  db: D1Database,
  { id, state, fold_version, folded_to, fingerprints }: RawRow,
  now_ms: number,
): D1PreparedStatement {
  return db.prepare(
    `update orders set state = ?2, fold_version = ?3, folded_to = ?4, fingerprints = ?5, line = null, updated_at = ?6
     where id = ?1`,
  ).bind(id, state, fold_version, folded_to, fingerprints, now_ms);
}

/** Selects the name of the object that holds the order, or held it last. */
export function selectObject(db: D1Database, order_id: string): D1PreparedStatement {
  return db.prepare("select object from orders where id = ?1").bind(order_id);
}

/** How far the archive has come among a shop's orders. */
export interface ArchivePass {
  readonly days: number;
  /** The last order that was looked at; null once the pass is done. */
  readonly after: string | null;
  readonly begun_at: number;
  readonly until: number;
  /** Ids of the orders that a run was putting into the bucket, as JSON. */
  readonly under_way: string | null;
}

/** Selects the passes of these shops that have one. */
export function selectArchives(db: D1Database, shop_ids: readonly string[]): D1PreparedStatement {
  return db.prepare(
    `select shop_id, days, after, begun_at, until, under_way from archives
     where shop_id in (select value from json_each(?1))`,
  ).bind(JSON.stringify(shop_ids));
}

/** Lets one run work on the shop until `until_ms`; returns its pass, or no row while another run is at work. */
export function claimArchive(
  db: D1Database,
  shop_id: string,
  days: number,
  now_ms: number,
  until_ms: number,
): D1PreparedStatement {
  return db.prepare(
    `insert into archives (shop_id, days, after, begun_at, until) values (?1, ?2, '', ?3, ?4)
     on conflict do update set until = excluded.until where archives.until <= ?3
     returning days, after, begun_at, until, under_way`,
  ).bind(shop_id, days, now_ms, until_ms);
}

export function saveArchive(
  db: D1Database,
  shop_id: string,
  { days, after, begun_at, until, under_way }: ArchivePass,
): D1PreparedStatement {
  return db.prepare(
    "update archives set days = ?2, after = ?3, begun_at = ?4, until = ?5, under_way = ?6 where shop_id = ?1",
  ).bind(shop_id, days, after, begun_at, until, under_way);
}

/** An order that may be over: nothing was written of it for long. */
export interface Quiet {
  readonly id: string;
}

/**
 * Looks at the next `looked_at` orders of a shop after `after`, in the order of their ids, and selects those that are
 * whole and were not written since `before_ms`, and as `last` the id of the last of all; null at the end.
 */
export function selectQuiet(
  db: D1Database,
  shop_id: string,
  after: string,
  before_ms: number,
  looked_at: number,
): readonly D1PreparedStatement[] {
  const range = [after === "" ? `${shop_id}/` : after, `${shop_id}0`] as const;
  return [
    db.prepare(
      `select id from (select id, updated_at, line from orders where id > ?1 and id < ?2 order by id limit ?4)
       where line is null and updated_at < ?3 order by id`,
    ).bind(...range, before_ms, looked_at),
    db.prepare("select id as last from orders where id > ?1 and id < ?2 order by id limit 1 offset ?3")
      .bind(...range, looked_at - 1),
  ];
}

/** Selects a case about the order in which somebody is to act, or that it owes mails to an address that takes none. */
export function selectAwaited(db: D1Database, shop_id: string, order_id: string): D1PreparedStatement {
  return db.prepare(
    `select 1 as awaited from cases where order_id = ?2 and state = 'open'
     union all select 1 from unreachable_orders where shop_id = ?1 and order_id = ?2 and dismissed_at is null limit 1`,
  ).bind(shop_id, order_id);
}

/**
 * The SQL of the clock: which shops have something due, whose errand is in the queue, which messages were woken, and
 * how far each sweep came.
 */
import type { Lane } from "../messages/kinds/definition.ts";
import type { MessageKey } from "../messages/message.ts";
import { shopOf } from "./shop_of.ts";

/** A shop with something due. */
export interface DueShop {
  readonly shop_id: string;
  /** Since when the oldest of it is due, in milliseconds since the epoch. */
  readonly since: number;
}

/** Steps from shop to shop in an index that begins with the shop: its cost is the shops in it, not the rows. */
function shopsIn(table: "orders" | "messages", column: "id" | "subject", open: string): string {
  const next = (after: string) =>
    `select ${shopOf(column)} from ${table} where ${open} and ${shopOf(column)} > ${after}
     order by ${shopOf(column)} limit 1`;
  return `(shop_id) as (select (${next("''")}) union all select (${
    next("shop_id")
  }) from ${table}_shops where shop_id is not null)`;
}

const FIRST_DEADLINE = `(select deadline_at from orders where ${
  shopOf("id")
} = shop_id and deadline_at is not null order by deadline_at limit 1)`;
const firstDue = (lane: 0 | 1) =>
  `(select due_at from messages where ${
    shopOf("subject")
  } = shop_id and lane = ${lane} and due_at is not null order by due_at limit 1)`;

/** Of each shop: since when its oldest order and its oldest message of each lane are due; null without any. */
const OLDEST = `
  with recursive orders_shops ${shopsIn("orders", "id", "deadline_at is not null")},
    messages_shops ${shopsIn("messages", "subject", "due_at is not null")},
    stock_shops (shop_id) as (
      select (select shop_id from stock_work where shop_id > '' order by shop_id limit 1) union all
      select (select shop_id from stock_work where stock_work.shop_id > stock_shops.shop_id order by shop_id limit 1)
      from stock_shops where shop_id is not null),
    oldest (shop_id, what, since) as materialized (
      select shop_id, 'order', ${FIRST_DEADLINE} from orders_shops where shop_id is not null union all
      select shop_id, 'urgent', ${firstDue(0)} from messages_shops where shop_id is not null union all
      select shop_id, 'bulk', ${firstDue(1)} from messages_shops where shop_id is not null union all
      select shop_id, 'stock', (
        select due_at from stock_work where stock_work.shop_id = stock_shops.shop_id and due_at > 0
        order by due_at limit 1
      ) from stock_shops where shop_id is not null)`;

/**
 * Selects shops with something due whose errand is not in the queue, the longest waiting first. Reads a few rows for
 * each shop with open work, whatever the number of its orders.
 */
export function selectDueShops(db: D1Database, now_ms: number, limit: number): D1PreparedStatement {
  return db.prepare(
    `${OLDEST} select shop_id, min(since) as since from oldest where since <= ?1
       and not exists (select 1 from errands where errands.name = oldest.shop_id and until > ?1)
     group by shop_id order by since, shop_id limit ?2`,
  ).bind(now_ms, limit);
}

/** Selects since when the oldest order and the oldest message of each lane are due, of all shops. */
export function selectOldestDue(db: D1Database, now_ms: number): D1PreparedStatement {
  return db.prepare(
    `${OLDEST} select what, min(since) as since from oldest where since <= ?1 group by what`,
  ).bind(now_ms);
}

export interface OldestDue {
  readonly what: "order" | "urgent" | "bulk" | "stock";
  readonly since: number;
}

/** A due message with its place in the order in which a lane's messages are woken. */
export interface DueMessage extends MessageKey {
  readonly due_at: number;
}

/** How far the due messages of a lane were woken, since when; older ones are believed to be in the queue. */
export interface Woken {
  readonly at: number;
  readonly to: DueMessage;
}

export interface ErrandRow {
  /** Until when the errand is believed to be in the queue; 0 when it is not. */
  readonly until: number;
  readonly woken: Readonly<Partial<Record<Lane, Woken>>>;
}

/** `name` is what `nameOf` of the clock calls the errand. */
export function selectErrand(db: D1Database, name: string): D1PreparedStatement {
  return db.prepare("select until, woken from errands where name = ?1").bind(name);
}

/** Null where there is no row. */
export function readErrand(result: D1Result): ErrandRow | null {
  const row = result.results[0] as { readonly until: number; readonly woken: string | null } | undefined;
  return row === undefined ? null : { until: row.until, woken: JSON.parse(row.woken ?? "{}") };
}

export function upsertErrand(db: D1Database, name: string, { until, woken }: ErrandRow): D1PreparedStatement {
  return db.prepare(
    `insert into errands (name, until, woken) values (?1, ?2, ?3)
     on conflict do update set until = excluded.until, woken = excluded.woken`,
  ).bind(name, until, JSON.stringify(woken));
}

/** Notes that these errands are in the queue until then. */
export function upsertErrands(
  db: D1Database,
  names: readonly string[],
  until_ms: number,
): D1PreparedStatement {
  return db.prepare(
    `insert into errands (name, until) select value, ?2 from json_each(?1) where true
     on conflict do update set until = excluded.until`,
  ).bind(JSON.stringify(names), until_ms);
}

export function deleteErrands(db: D1Database, names: readonly string[]): D1PreparedStatement {
  return db.prepare("delete from errands where name in (select value from json_each(?1))")
    .bind(JSON.stringify(names));
}

/** How far a sweep over all shops came. */
export interface SweepRow {
  /** When the sweep began, in milliseconds since the epoch. */
  readonly begun_at: number;
  readonly after: string;
}

export function selectSweep(db: D1Database, name: string): D1PreparedStatement {
  return db.prepare("select begun_at, after from sweeps where name = ?1").bind(name);
}

export function upsertSweep(
  db: D1Database,
  name: string,
  { begun_at, after }: SweepRow,
): D1PreparedStatement {
  return db.prepare(
    `insert into sweeps (name, begun_at, after) values (?1, ?2, ?3)
     on conflict do update set begun_at = excluded.begun_at, after = excluded.after`,
  ).bind(name, begun_at, after);
}

export function deleteSweep(db: D1Database, name: string): D1PreparedStatement {
  return db.prepare("delete from sweeps where name = ?1").bind(name);
}

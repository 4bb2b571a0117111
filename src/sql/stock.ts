/**
 * The SQL of stock levels: which quantity was counted at which place, for which SKU, and which SKUs must be allocated
 * again.
 */
import type { Count } from "../stock/allocation.ts";
import type { ItemLevel, ItemNamed, StockLevel } from "../stock/event.ts";

type Level = StockLevel | ItemLevel;

/** SKU of a level: its own, or the known SKU of its item; empty while that is unknown. */
const SKU = `coalesce(value ->> 'sku', (
  select sku from stock_items where shop_id = ?1 and item = value ->> 'item'), '')`;
/** More than any quantity: stock that is not counted is never a shortage. */
const UNCOUNTED = 9_000_000_000;

/**
 * Keeps the level with the newest time of its own, in any order of arrival; of two at the same instant the lower,
 * since sales are more frequent than deliveries. Writes nothing when nothing changed, or for stock that was never
 * counted.
 */
export function upsertLevels(
  db: D1Database,
  shop_id: string,
  levels: readonly Level[],
): D1PreparedStatement {
  return db.prepare(
    `insert into stock (shop_id, sku, location, quantity, basis, expected_on, at)
     select ?1, ${SKU}, value ->> 'location', value ->> 'quantity', value ->> 'basis', value ->> 'expected_on',
       value ->> 'at'
     from json_each(?2)
     where value ->> 'quantity' is not null or exists (
       select 1 from stock where shop_id = ?1 and sku = ${SKU} and location = value ->> 'location')
     on conflict do update set quantity = excluded.quantity, basis = excluded.basis,
       expected_on = excluded.expected_on, at = excluded.at
     where excluded.at > stock.at or (excluded.at = stock.at
       and coalesce(excluded.quantity, ${UNCOUNTED}) < coalesce(stock.quantity, ${UNCOUNTED}))`,
  ).bind(shop_id, JSON.stringify(levels.map(rowOf)));
}

/**
 * Queues SKUs with a changed level for allocation, if an order or customer waits for them. Must run before the levels
 * are written.
 */
export function workForLevels(
  db: D1Database,
  shop_id: string,
  levels: readonly Level[],
  due_at_ms: number,
): D1PreparedStatement {
  return db.prepare(
    `insert into stock_work (due_at, shop_id, sku)
     select ?3, ?1, given.sku from (
       select ${SKU} as sku, value ->> 'location' as location, value ->> 'quantity' as quantity, value ->> 'at' as at
       from json_each(?2)) as given
     where (exists (select 1 from open_lines where shop_id = ?1 and sku = given.sku)
         or exists (select 1 from stock_watches where shop_id = ?1 and sku = given.sku)
         or exists (select 1 from stock_notified where shop_id = ?1 and sku = given.sku))
       and not exists (
         select 1 from stock as known where known.shop_id = ?1 and known.sku = given.sku
           and known.location = given.location and (known.at > given.at or (known.at = given.at
             and coalesce(known.quantity, ${UNCOUNTED}) <= coalesce(given.quantity, ${UNCOUNTED}))))
     on conflict do nothing`,
  ).bind(shop_id, JSON.stringify(levels.map(rowOf)), due_at_ms);
}

/** Names as a table that a statement can read. */
const NAMED =
  `(select value ->> 'item' as item, value ->> 'sku' as sku, value ->> 'at' as at from json_each(?2))`;
/** The named items, joined with what was known of each before. */
const NAMED_AND_KNOWN = `${NAMED} as named
  left join stock_items as known on known.shop_id = ?1 and known.item = named.item`;
/** True for names that differ from what was known and are newer. */
const IS_NEW = "(known.at is null or (known.at < named.at and known.sku <> named.sku))";

/**
 * Saves which SKU each item is: queues those SKUs that somebody waits for, moves levels counted under the old name or
 * without one, then keeps the names. The order matters: each statement reads what was known before.
 */
export function nameItems(
  db: D1Database,
  shop_id: string,
  names: readonly ItemNamed[],
  due_at_ms: number,
): readonly D1PreparedStatement[] {
  const json = JSON.stringify(names.map(({ item, sku, at }) => ({ item, sku, at })));
  return [
    workForNames(db, shop_id, json, due_at_ms),
    moveLevels(db, shop_id, json),
    upsertItems(db, shop_id, json),
  ];
}

export function workForNames(
  db: D1Database,
  shop_id: string,
  names: string,
  due_at_ms: number,
): D1PreparedStatement {
  return db.prepare(
    `insert into stock_work (due_at, shop_id, sku)
     select ?3, ?1, named.sku from ${NAMED_AND_KNOWN}
     where ${IS_NEW} and (exists (select 1 from open_lines where shop_id = ?1 and sku = named.sku)
       or exists (select 1 from stock_watches where shop_id = ?1 and sku = named.sku))
     on conflict do nothing`,
  ).bind(shop_id, names, due_at_ms);
}

/** An item's locations all begin with its id and a slash; `0` is the next character after the slash. */
export function moveLevels(db: D1Database, shop_id: string, names: string): D1PreparedStatement {
  return db.prepare(
    `update or replace stock set sku = (
       select value ->> 'sku' from json_each(?2) where value ->> 'item' = substr(location, 1, instr(location, '/') - 1))
     where (shop_id, sku, location) in (
       select level.shop_id, level.sku, level.location from ${NAMED_AND_KNOWN} cross join stock as level
       where ${IS_NEW} and level.shop_id = ?1 and level.sku = coalesce(known.sku, '')
         and level.location > named.item || '/' and level.location < named.item || '0')`,
  ).bind(shop_id, names);
}

export function upsertItems(db: D1Database, shop_id: string, names: string): D1PreparedStatement {
  return db.prepare(
    `insert into stock_items (shop_id, item, sku, at) select ?1, named.item, named.sku, named.at from ${NAMED} as named
     where true
     on conflict do update set sku = excluded.sku, at = excluded.at
     where excluded.at > stock_items.at and excluded.sku <> stock_items.sku`,
  ).bind(shop_id, names);
}

/** Most places at which one SKU is counted. */
const PLACES_MAX = 200;

export function selectCounts(db: D1Database, shop_id: string, sku: string): D1PreparedStatement {
  return db.prepare(
    `select quantity, basis, expected_on, at from stock where shop_id = ?1 and sku = ?2 limit ${PLACES_MAX}`,
  ).bind(shop_id, sku);
}

export function readCounts(result: D1Result): readonly Count[] {
  return result.results as unknown as readonly Count[];
}

export interface StockWork {
  readonly due_at: number;
  readonly shop_id: string;
  readonly sku: string;
}

/** Selects a shop's SKUs that are queued for allocation, the longest waiting first. */
export function selectWork(
  db: D1Database,
  shop_id: string,
  now_ms: number,
  limit: number,
): D1PreparedStatement {
  return db.prepare(
    "select due_at, shop_id, sku from stock_work where shop_id = ?1 and due_at <= ?2 order by due_at, sku limit ?3",
  ).bind(shop_id, now_ms, limit);
}

export function insertWork(db: D1Database, work: StockWork): D1PreparedStatement {
  return db.prepare(
    "insert into stock_work (due_at, shop_id, sku) values (?1, ?2, ?3) on conflict do nothing",
  )
    .bind(work.due_at, work.shop_id, work.sku);
}

export function deleteWork(db: D1Database, work: StockWork): D1PreparedStatement {
  return db.prepare("delete from stock_work where due_at = ?1 and shop_id = ?2 and sku = ?3")
    .bind(work.due_at, work.shop_id, work.sku);
}

/** Deletes all that is queued of a shop that is gone. */
export function deleteShopWork(db: D1Database, shop_id: string): D1PreparedStatement {
  return db.prepare("delete from stock_work where shop_id = ?1").bind(shop_id);
}

/** Two items of the same SKU may be at the same place. */
function rowOf(level: Level) {
  const { available_quantity: quantity, basis, expected_on, at, location = "" } = level;
  const counted = { quantity, basis, expected_on, at };
  return level.type === "stock.changed"
    ? { sku: level.sku, location, ...counted }
    : { item: level.item, location: `${level.item}/${location}`, ...counted };
}

/** The SQL of stock levels: what was counted where, which SKU it is of, and which SKUs are to be looked at. */
import type { Count } from "../stock/allocation.ts";
import type { ItemLevel, ItemNamed, StockLevel } from "../stock/event.ts";

type Level = StockLevel | ItemLevel;

/** A level's SKU: its own, or what its item is known to be; empty while that is not known. */
const SKU = `coalesce(value ->> 'sku', (
  select sku from stock_items where shop_id = ?1 and item = value ->> 'item'), '')`;
/** More than any quantity: nobody counting is no shortage. */
const UNCOUNTED = 9_000_000_000;

/**
 * The newest by its own time wins, whatever the order of arrival; of two of the same instant the lower, since what is sold
 * moves more often than what comes in. Writes nothing where nothing is new, nor for what nobody has ever counted.
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

/** Asks for a look at those SKUs of which a level is news, if anybody waits for them. To be run before they are written. */
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
/** With what was known of each item before. */
const NAMED_AND_KNOWN = `${NAMED} as named
  left join stock_items as known on known.shop_id = ?1 and known.item = named.item`;
/** Those that say something new. */
const IS_NEW = "(known.at is null or (known.at < named.at and known.sku <> named.sku))";

/**
 * Learns which SKU each item is of: whoever waits for such a SKU is looked at; what was counted under the item's old name,
 * or before it had any, moves; the names are kept. In this order: each goes by what was known before.
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

/** Most places that one SKU is counted at. */
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

/** SKUs that are to be looked at, those that wait longest first. */
export function selectWork(db: D1Database, now_ms: number, limit: number): D1PreparedStatement {
  return db.prepare(
    "select due_at, shop_id, sku from stock_work where due_at <= ?1 order by due_at, shop_id, sku limit ?2",
  ).bind(now_ms, limit);
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

/** Two items of one SKU may lie at the same place. */
function rowOf(level: Level) {
  const { available_quantity: quantity, basis, expected_on, at, location = "" } = level;
  const counted = { quantity, basis, expected_on, at };
  return level.type === "stock.changed"
    ? { sku: level.sku, location, ...counted }
    : { item: level.item, location: `${level.item}/${location}`, ...counted };
}

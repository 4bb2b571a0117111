/**
 * The SQL of open lines: how many pieces of each SKU open orders still need. Written in the order's own commit, read
 * when a SKU is allocated.
 */
import type { JudgedLine } from "../stock/news.ts";
import type { OpenLinesChange } from "../stock/open_lines.ts";

/** Order to which the lines belong. */
export interface LinesOf {
  readonly shop_id: string;
  readonly order_id: string;
  readonly placed_at: string;
}

/**
 * When pieces were last counted on hand. Pieces that left later are still in that count, so a line that needs nothing
 * more stays until the next count; a count without the open orders' pieces never held them.
 */
const lastCount = (shop_id: string, sku: string) =>
  `(select max(at) from stock where shop_id = ${shop_id} and sku = ${sku} and basis = 'on_hand')`;

/** Writes all changes of an order's open lines; writes nothing where nothing changes. */
export function keepOpenLines(
  db: D1Database,
  of: LinesOf,
  { lines, closed, skus }: OpenLinesChange,
  due_at_ms: number,
): readonly D1PreparedStatement[] {
  return [
    ...(lines.length === 0 ? [] : [upsertOpenLines(db, of, lines)]),
    ...(closed.length === 0 ? [] : [deleteClosedLines(db, of, closed)]),
    ...(skus.length === 0 ? [] : [workForScarce(db, of.shop_id, skus, due_at_ms)]),
  ];
}

export function upsertOpenLines(
  db: D1Database,
  { shop_id, order_id, placed_at }: LinesOf,
  lines: OpenLinesChange["lines"],
): D1PreparedStatement {
  return db.prepare(
    `insert into open_lines (shop_id, sku, placed_at, order_id, line_id, quantity, sent, sent_at, available, expected_on,
       allocated_at)
     select ?1, value ->> 'sku', ?2, ?3, value ->> 'line_id', value ->> 'quantity', value ->> 'sent', value ->> 'sent_at',
       value ->> 'available', value ->> 'expected_on', value ->> 'allocated_at'
     from json_each(?4)
     where value ->> 'quantity' > 0 or value ->> 'sent_at' > ${lastCount("?1", "value ->> 'sku'")}
     on conflict do update set quantity = excluded.quantity, sent = excluded.sent, sent_at = excluded.sent_at,
       available = excluded.available, expected_on = excluded.expected_on, allocated_at = excluded.allocated_at
     where (open_lines.quantity, open_lines.sent, open_lines.sent_at, open_lines.available, open_lines.expected_on,
       open_lines.allocated_at) is not (excluded.quantity, excluded.sent, excluded.sent_at, excluded.available,
       excluded.expected_on, excluded.allocated_at)`,
  ).bind(shop_id, placed_at, order_id, JSON.stringify(lines));
}

export function deleteClosedLines(
  db: D1Database,
  { shop_id, order_id, placed_at }: LinesOf,
  closed: OpenLinesChange["closed"],
): D1PreparedStatement {
  return db.prepare(
    `delete from open_lines where (shop_id, sku, placed_at, order_id, line_id) in (
       select ?1, value ->> 'sku', ?2, ?3, value ->> 'line_id' from json_each(?4)
       where not coalesce(value ->> 'sent_at' > ${lastCount("?1", "value ->> 'sku'")}, 0))`,
  ).bind(shop_id, placed_at, order_id, JSON.stringify(closed));
}

/**
 * Queues those of these SKUs that may not suffice, that a customer heard are missing or that somebody watches, and
 * returns them. It decides only whether allocation is worth running; stock/allocation.ts decides who gets what.
 */
export function workForScarce(
  db: D1Database,
  shop_id: string,
  skus: readonly string[],
  due_at_ms: number,
): D1PreparedStatement {
  return db.prepare(
    `insert into stock_work (due_at, shop_id, sku)
     select ?2, ?1, value from json_each(?3)
     where exists (select 1 from stock where shop_id = ?1 and sku = value)
       and (exists (select 1 from stock_watches where shop_id = ?1 and sku = value)
         or (select sum(quantity + sent) >= (select sum(quantity) from stock where shop_id = ?1 and sku = value)
             or min(available) = 0
           from open_lines where shop_id = ?1 and sku = value))
     on conflict do update set sku = excluded.sku
     returning sku`,
  ).bind(shop_id, due_at_ms, JSON.stringify(skus));
}

/** What `workForScarce` returned. */
export function readScarce(result: D1Result | undefined): readonly string[] {
  return (result?.results ?? []).map((row) => (row as { readonly sku: string }).sku);
}

/** Most lines of one SKU that are allocated at once, the newest; older orders beyond them count as served. */
export const LINES_MAX = 5_000;

/** Selects open lines, newest first, since the newest orders wait when stock is short. */
export function selectOpenLines(
  db: D1Database,
  shop_id: string,
  sku: string,
  placed_after: string,
): D1PreparedStatement {
  return db.prepare(
    `select order_id, line_id, placed_at, quantity, sent, sent_at, available, expected_on, allocated_at from open_lines
     where shop_id = ?1 and sku = ?2 and placed_at > ?3 order by placed_at desc limit ${LINES_MAX}`,
  ).bind(shop_id, sku, placed_after);
}

export function readOpenLines(result: D1Result): readonly JudgedLine[] {
  const rows = result.results as (Omit<JudgedLine, "available"> & { readonly available: number | null })[];
  return rows.map((row) => ({ ...row, available: row.available === null ? null : row.available === 1 }));
}

/** Deletes lines that left before the last count, and lines of orders too old to be open. */
export function purgeOpenLines(
  db: D1Database,
  shop_id: string,
  sku: string,
  placed_until: string,
): D1PreparedStatement {
  return db.prepare(
    `delete from open_lines where shop_id = ?1 and sku = ?2 and (placed_at <= ?3
       or (quantity = 0 and not coalesce(sent_at > ${lastCount("?1", "?2")}, 0)))`,
  ).bind(shop_id, sku, placed_until);
}

/** Deletes these lines, except those that changed since they were read. */
export function deleteUnmoved(
  db: D1Database,
  shop_id: string,
  sku: string,
  lines: readonly JudgedLine[],
): D1PreparedStatement {
  const read = lines.map(({ order_id, line_id, placed_at, allocated_at }) => ({
    order_id,
    line_id,
    placed_at,
    allocated_at,
  }));
  return db.prepare(
    `delete from open_lines where (shop_id, sku, placed_at, order_id, line_id) in (
       select ?1, ?2, value ->> 'placed_at', value ->> 'order_id', value ->> 'line_id' from json_each(?3)
       where value ->> 'allocated_at' is (
         select allocated_at from open_lines where shop_id = ?1 and sku = ?2 and placed_at = value ->> 'placed_at'
           and order_id = value ->> 'order_id' and line_id = value ->> 'line_id'))`,
  ).bind(shop_id, sku, JSON.stringify(read));
}

/** The SQL of what a shop is short of: lines whose customers wait, counts, and what the shop's people said of a SKU. */
import type { Count } from "../stock/allocation.ts";

export interface ShortLine {
  readonly sku: string;
  readonly placed_at: string;
  readonly order_id: string;
  readonly line_id: string;
  readonly quantity: number;
  readonly expected_on: string | null;
  /** Since when its order knows. */
  readonly allocated_at: string | null;
}

/** Last line of a page; the next begins after it. */
export type ShortAfter = Pick<ShortLine, "sku" | "placed_at" | "order_id" | "line_id">;

/** Selects lines that are short, by SKU, the oldest order first, after `after`. */
export function selectShortLines(
  db: D1Database,
  shop_id: string,
  { sku, placed_at, order_id, line_id }: ShortAfter,
  limit: number,
): D1PreparedStatement {
  return db.prepare(
    `select sku, placed_at, order_id, line_id, quantity, expected_on, allocated_at
     from open_lines indexed by open_lines_short
     where shop_id = ?1 and available = 0 and sku >= ?2 and (sku, placed_at, order_id, line_id) > (?2, ?3, ?4, ?5)
     order by sku, placed_at, order_id, line_id limit ?6`,
  ).bind(shop_id, sku, placed_at, order_id, line_id, limit);
}

/** Selects the short lines of one SKU, the oldest order first. */
export function selectShortLinesOf(
  db: D1Database,
  shop_id: string,
  sku: string,
  limit: number,
): D1PreparedStatement {
  return db.prepare(
    `select sku, placed_at, order_id, line_id, quantity, expected_on, allocated_at
     from open_lines indexed by open_lines_short
     where shop_id = ?1 and available = 0 and sku = ?2 order by placed_at, order_id limit ?3`,
  ).bind(shop_id, sku, limit);
}

export type CountOf = Count & { readonly sku: string };

/** Selects where and how much of these SKUs was counted. */
export function selectCountsOf(
  db: D1Database,
  shop_id: string,
  skus: readonly string[],
  limit: number,
): D1PreparedStatement {
  return db.prepare(
    `select sku, quantity, basis, expected_on, at from stock
     where shop_id = ?1 and sku in (select value from json_each(?2)) limit ?3`,
  ).bind(shop_id, JSON.stringify(skus), limit);
}

/** What somebody at the shop said of a SKU. */
export interface StockWord {
  readonly sku: string;
  readonly expected_on: string | null;
  /** RFC 3339 in UTC; null where it is not said to be back. */
  readonly back_at: string | null;
  readonly person: string;
  /** Milliseconds since the epoch. */
  readonly at: number;
}

export function selectStockWords(
  db: D1Database,
  shop_id: string,
  skus: readonly string[],
): D1PreparedStatement {
  return db.prepare(
    `select sku, expected_on, back_at, person, at from stock_words
     where shop_id = ?1 and sku in (select value from json_each(?2))`,
  ).bind(shop_id, JSON.stringify(skus));
}

/** Takes the place of what was said of the SKU before. */
export function upsertStockWord(
  db: D1Database,
  shop_id: string,
  { sku, expected_on, back_at, person, at }: StockWord,
): D1PreparedStatement {
  return db.prepare(
    `insert into stock_words (shop_id, sku, expected_on, back_at, person, at) values (?1, ?2, ?3, ?4, ?5, ?6)
     on conflict do update set expected_on = excluded.expected_on, back_at = excluded.back_at,
       person = excluded.person, at = excluded.at`,
  ).bind(shop_id, sku, expected_on, back_at, person, at);
}

export interface ToldOf {
  readonly subject: string;
  readonly state: string;
  /** When the mail left; null where it did not. */
  readonly closed_at: number | null;
}

/** Selects the mails by which these orders were told that goods are missing, the last of each first. */
export function selectToldOf(
  db: D1Database,
  order_ids: readonly string[],
  limit: number,
): D1PreparedStatement {
  return db.prepare(
    `select subject, state, closed_at from messages
     where subject in (select value from json_each(?1)) and kind = 'backorder_notice'
     order by coalesce(closed_at, due_at) desc limit ?2`,
  ).bind(JSON.stringify(order_ids), limit);
}

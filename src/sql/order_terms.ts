/** The SQL of the terms by which orders are found at the desk. Writes are returned as statements. */
import { type OrderRow, type StoredColumns, storedOrder } from "./orders.ts";

export interface TermsOf {
  readonly shop_id: string;
  readonly order_id: string;
  readonly placed_at: string;
}

/** Last order of a page; the next begins after it. */
export interface OrderAfter {
  readonly placed_at: string;
  readonly order_id: string;
}

export function insertOrderTerms(
  db: D1Database,
  { shop_id, order_id, placed_at }: TermsOf,
  terms: readonly string[],
): D1PreparedStatement {
  return db.prepare(
    `insert into order_terms (shop_id, term, placed_at, order_id)
     select ?1, value, ?2, ?3 from json_each(?4) where true on conflict do nothing`,
  ).bind(shop_id, placed_at, order_id, JSON.stringify(terms));
}

export function deleteOrderTerms(
  db: D1Database,
  { shop_id, order_id, placed_at }: TermsOf,
  terms: readonly string[],
): D1PreparedStatement {
  return db.prepare(
    `delete from order_terms where shop_id = ?1 and placed_at = ?2 and order_id = ?3
       and term in (select value from json_each(?4))`,
  ).bind(shop_id, placed_at, order_id, JSON.stringify(terms));
}

/** Selects the orders with a term, newest first, with their states. */
export function selectOrdersByTerm(
  db: D1Database,
  shop_id: string,
  term: string,
  after: OrderAfter | null,
  limit: number,
): D1PreparedStatement {
  return db.prepare(
    `select t.placed_at, o.id, o.number, o.seq, o.state, o.deadline_at, o.line, o.object
     from order_terms t join orders o on o.id = t.order_id
     where t.shop_id = ?1 and t.term = ?2 and t.placed_at <= ?3 and (t.placed_at, t.order_id) < (?3, ?4)
     order by t.placed_at desc, t.order_id desc limit ?5`,
  ).bind(shop_id, term, after?.placed_at ?? "~", after?.order_id ?? "", limit);
}

/** Bounds of the moments under which orders stand: RFC 3339, or days of the term `~due`. */
export interface Between {
  /** The first that counts. */
  readonly from: string;
  /** The first that counts no more. */
  readonly before: string;
}

/**
 * Selects the orders with a term between two moments, the newest first or the oldest; `fits` is 1 for those that have
 * all of `terms` too, of the same moment.
 */
export function selectOrdersBetween(
  db: D1Database,
  shop_id: string,
  { term, terms, order }: {
    readonly term: string;
    readonly terms: readonly string[];
    readonly order: "newest" | "oldest";
  },
  { from, before }: Between,
  after: OrderAfter | null,
  limit: number,
): D1PreparedStatement {
  const is_newest = order === "newest";
  const start: OrderAfter = after ?? { placed_at: is_newest ? before : from, order_id: "" };
  return db.prepare(
    `select t.placed_at, o.id, o.number, o.seq, o.state, o.deadline_at, o.line, o.object,
       not exists (select 1 from json_each(?8) where not exists (
         select 1 from order_terms f where f.shop_id = ?1 and f.term = json_each.value and f.placed_at = t.placed_at
           and f.order_id = t.order_id)) as fits
     from order_terms t join orders o on o.id = t.order_id
     where t.shop_id = ?1 and t.term = ?2 and t.placed_at >= ?3 and t.placed_at < ?4
       and (t.placed_at, t.order_id) ${is_newest ? "<" : ">"} (?5, ?6)
     order by t.placed_at ${is_newest ? "desc" : ""}, t.order_id ${is_newest ? "desc" : ""} limit ?7`,
  ).bind(shop_id, term, from, before, start.placed_at, start.order_id, limit, JSON.stringify(terms));
}

export interface DueCounts {
  /** Promised for before today, and still to come. */
  readonly late: number;
  readonly today: number;
}

/** Counts the orders that are late, and those promised for `today` (a day of the shop), each up to `most`. */
export function selectDueCounts(
  db: D1Database,
  shop_id: string,
  today: string,
  most: number,
): D1PreparedStatement {
  const counted = (which: string) =>
    `(select count(*) from (select 1 from order_terms
      where shop_id = ?1 and term = '~due' and placed_at >= ${which} limit ?3))`;
  return db.prepare(
    `select ${counted("'' and placed_at < ?2")} as late, ${counted("?2 and placed_at < ?2 || '~'")} as today`,
  ).bind(shop_id, today, most);
}

/** Selects the terms of the shop that begin with `prefix`, one step of the index each. */
export function selectTermsOf(
  db: D1Database,
  shop_id: string,
  prefix: string,
  limit: number,
): D1PreparedStatement {
  const next = (after: string) =>
    `(select term from order_terms where shop_id = ?1 and term > ${after} and term < ?3 order by term limit 1)`;
  return db.prepare(
    `with recursive terms (term, number) as (
       select ${next("?2")}, 1
       union all select ${
      next("terms.term")
    }, number + 1 from terms where terms.term is not null and number < ?4)
     select term from terms where term is not null`,
  ).bind(shop_id, prefix, `${prefix}\u{10ffff}`, limit);
}

/** Returns what `selectOrdersBetween` found. */
export function readLooked(result: D1Result) {
  const rows = result.results as unknown as readonly (StoredColumns & {
    readonly placed_at: string;
    readonly fits: 0 | 1;
  })[];
  return rows.map((row) => ({ ...storedOrder(row), placed_at: row.placed_at, fits: row.fits === 1 }));
}

export type FoundOrder = OrderRow & { readonly placed_at: string };

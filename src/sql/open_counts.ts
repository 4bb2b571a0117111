/** The SQL of what waits for a shop, counted by triggers as it changes (migration 0082): the desk's navigation reads one row. */

/** What waits for the shop's people. */
export interface OpenCounts {
  /** Open cases in which the shop acts next. */
  readonly cases: number;
  /** Of these, those about returns, ratings and shortages. */
  readonly returns: number;
  readonly ratings: number;
  readonly shortages: number;
  /** Dead letters. */
  readonly letters: number;
}

const NOTHING: OpenCounts = { cases: 0, returns: 0, ratings: 0, shortages: 0, letters: 0 };

export async function readOpenCounts(db: D1Database, shop_id: string): Promise<OpenCounts> {
  return await selectOpenCounts(db, shop_id).first<OpenCounts>() ?? NOTHING;
}

export function selectOpenCounts(db: D1Database, shop_id: string): D1PreparedStatement {
  return db.prepare(
    "select cases, returns, ratings, shortages, letters from open_counts where shop_id = ?1",
  ).bind(shop_id);
}

/** Counts anew, for each night and for a shop that moved: rows that are copied with `insert or replace` may pass a trigger twice. */
export function recount(db: D1Database, shop_id: string): D1PreparedStatement {
  return db.prepare(
    `insert or replace into open_counts (shop_id, cases, returns, ratings, shortages, letters)
     select ?1, count(*), coalesce(sum(kind = 'return'), 0), coalesce(sum(kind = 'rating'), 0),
       coalesce(sum(kind = 'shortage'), 0), (select count(*) from dead_letters where shop_id = ?1)
     from cases indexed by cases_open_kind where shop_id = ?1 and state = 'open' and next = 'shop'`,
  ).bind(shop_id);
}

export function deleteOpenCounts(db: D1Database, shop_id: string): D1PreparedStatement {
  return db.prepare("delete from open_counts where shop_id = ?1").bind(shop_id);
}

/** The SQL of the passes that put older orders into a shop's index. Writes are returned as statements. */

export interface OrderIndexFill {
  readonly version: number;
  /** Empty at the beginning. */
  readonly after: string;
  readonly done_at: number | null;
}

export function selectOrderIndexFills(db: D1Database, shop_ids: readonly string[]): D1PreparedStatement {
  return db.prepare(
    `select shop_id, version, after, done_at from order_index_fills
     where shop_id in (select value from json_each(?1))`,
  ).bind(JSON.stringify(shop_ids));
}

export function saveOrderIndexFill(
  db: D1Database,
  shop_id: string,
  { version, after, done_at }: OrderIndexFill,
): D1PreparedStatement {
  return db.prepare(
    `insert into order_index_fills (shop_id, version, after, done_at) values (?1, ?2, ?3, ?4)
     on conflict do update set version = ?2, after = ?3, done_at = ?4`,
  ).bind(shop_id, version, after, done_at);
}

/** Forgets the passes of shops that have no index any more: it is filled anew where they want one again. */
export function deleteOrderIndexFills(db: D1Database, shop_ids: readonly string[]): D1PreparedStatement {
  return db.prepare("delete from order_index_fills where shop_id in (select value from json_each(?1))")
    .bind(JSON.stringify(shop_ids));
}

/** Writes terms of an order unless it has changed since it was read: whoever changed it knows better. */
export function insertTermsOfUnchanged(
  db: D1Database,
  { shop_id, order_id, placed_at, seq }: {
    readonly shop_id: string;
    readonly order_id: string;
    readonly placed_at: string;
    readonly seq: number;
  },
  terms: readonly string[],
): D1PreparedStatement {
  return db.prepare(
    `insert into order_terms (shop_id, term, placed_at, order_id)
     select ?1, value, ?2, ?3 from json_each(?4)
     where exists (select 1 from orders where id = ?3 and seq = ?5) on conflict do nothing`,
  ).bind(shop_id, placed_at, order_id, JSON.stringify(terms), seq);
}

export function selectSeqs(db: D1Database, ids: readonly string[]): D1PreparedStatement {
  return db.prepare("select id, seq from orders where id in (select value from json_each(?1))")
    .bind(JSON.stringify(ids));
}

/**
 * The SQL of contradictory totals: which webhook of which source stated a total that its own parts do not add up to.
 */

/** Most rows on one page; a shop has either few, or one for every order. */
const ROWS_MAX = 200;

export interface ContradictionRow {
  readonly order_id: string;
  /** `total`, `tax`, `refund:<id>` or `destinations:<id>`. */
  readonly about: string;
  readonly source: string;
  readonly webhook_id: string;
  /** Milliseconds since the epoch. */
  readonly received_at: number;
  readonly currency: string;
  readonly stated_minor: number;
  readonly parts_minor: number;
}

/** Keeps the first webhook that stated it; the same sums of a later one change nothing. */
export function upsertContradiction(
  db: D1Database,
  shop_id: string,
  row: ContradictionRow,
): D1PreparedStatement {
  return db.prepare(
    `insert into contradictions
       (order_id, about, shop_id, source, webhook_id, received_at, currency, stated_minor, parts_minor)
     values (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9)
     on conflict do update set source = excluded.source, webhook_id = excluded.webhook_id,
       received_at = excluded.received_at, currency = excluded.currency, stated_minor = excluded.stated_minor,
       parts_minor = excluded.parts_minor
     where contradictions.stated_minor <> excluded.stated_minor
       or contradictions.parts_minor <> excluded.parts_minor`,
  ).bind(
    row.order_id,
    row.about,
    shop_id,
    row.source,
    row.webhook_id,
    row.received_at,
    row.currency,
    row.stated_minor,
    row.parts_minor,
  );
}

/** Deletes contradictions of an order that its latest snapshot no longer has. */
export function deleteContradictions(
  db: D1Database,
  order_id: string,
  abouts: readonly string[],
): D1PreparedStatement {
  return db.prepare(
    "delete from contradictions where order_id = ?1 and about in (select value from json_each(?2))",
  ).bind(order_id, JSON.stringify(abouts));
}

/** Selects the contradictions of one shop, newest first. */
export function selectContradictions(db: D1Database, shop_id: string): D1PreparedStatement {
  return db.prepare(
    `select order_id, about, source, webhook_id, received_at, currency, stated_minor, parts_minor
     from contradictions where shop_id = ?1 order by received_at desc limit ${ROWS_MAX}`,
  ).bind(shop_id);
}

export function deleteSourceContradictions(
  db: D1Database,
  shop_id: string,
  source: string,
): D1PreparedStatement {
  return db.prepare("delete from contradictions where shop_id = ?1 and source = ?2").bind(shop_id, source);
}

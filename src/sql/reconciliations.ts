/** The SQL of reconciliations: up to which time each storefront was asked for changed orders. */

export interface Reconciliation {
  readonly shop_id: string;
  readonly source: string;
  /** RFC 3339 in UTC; changes before this time are known. */
  readonly since: string;
  /** The sender's own cursor of the next page; null at the beginning of a run. */
  readonly page: string | null;
  readonly due_at: number;
  readonly failures: number;
}

/**
 * Plans the next request at `due_at`: from `since` where it is given, else from the end of the last run, else from
 * `first_since`.
 */
export function upsertReconciliation(
  db: D1Database,
  { shop_id, source, since, first_since, due_at }: {
    readonly shop_id: string;
    readonly source: string;
    readonly since: string | null;
    readonly first_since: string;
    readonly due_at: number;
  },
): D1PreparedStatement {
  return db.prepare(
    `insert into reconciliations (shop_id, source, since, due_at) values (?1, ?2, coalesce(?3, ?4), ?5)
     on conflict do update set since = coalesce(?3, since), page = case when ?3 is null then page end,
       due_at = min(due_at, excluded.due_at), failures = 0`,
  ).bind(shop_id, source, since, first_since, due_at);
}

/** Selects the reconciliations that are due and whose errand is not in the queue, the longest waiting first. */
export function selectDueReconciliations(db: D1Database, now_ms: number, limit: number): D1PreparedStatement {
  return db.prepare(
    `select shop_id, source, since, page, due_at, failures from reconciliations
     where due_at <= ?1 and not exists (
       select 1 from errands where name = shop_id || '/~reconcile/' || source and until > ?1)
     order by due_at limit ?2`,
  ).bind(now_ms, limit);
}

export function selectReconciliation(db: D1Database, shop_id: string, source: string): D1PreparedStatement {
  return db.prepare(
    "select shop_id, source, since, page, due_at, failures from reconciliations where shop_id = ?1 and source = ?2",
  ).bind(shop_id, source);
}

export function updateReconciliation(db: D1Database, row: Reconciliation): D1PreparedStatement {
  return db.prepare(
    `update reconciliations set since = ?3, page = ?4, due_at = ?5, failures = ?6
     where shop_id = ?1 and source = ?2`,
  ).bind(row.shop_id, row.source, row.since, row.page, row.due_at, row.failures);
}

/** Ends the reconciliation with a storefront that can no longer be asked. */
export function deleteReconciliation(db: D1Database, shop_id: string, source: string): D1PreparedStatement {
  return db.prepare("delete from reconciliations where shop_id = ?1 and source = ?2").bind(shop_id, source);
}

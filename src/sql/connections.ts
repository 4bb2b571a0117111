/** The SQL of connections: the apps that storefronts have installed for a shop. Their tokens are secrets of the shop. */

export interface Connection {
  readonly shop_id: string;
  readonly source: string;
  /** Storefront's own name of the shop: `kontor.myshopify.com`. */
  readonly store: string;
  /** Scopes of the token, separated by commas. */
  readonly scopes: string;
  readonly installed_at: number;
  /** Time at which the token expires; null where it does not. */
  readonly token_until: number | null;
  /** Time of the last check of the webhooks; null before the first. */
  readonly checked_at: number | null;
  readonly due_at: number;
  readonly failures: number;
}

const COLUMNS = "shop_id, source, store, scopes, installed_at, token_until, checked_at, due_at, failures";

export function selectConnection(db: D1Database, shop_id: string, source: string): D1PreparedStatement {
  return db.prepare(`select ${COLUMNS} from connections where shop_id = ?1 and source = ?2`).bind(
    shop_id,
    source,
  );
}

/** Selects the connections whose webhooks are to be checked and have no errand in the queue, the longest waiting first. */
export function selectDueConnections(db: D1Database, now_ms: number, limit: number): D1PreparedStatement {
  return db.prepare(
    `select ${COLUMNS} from connections where due_at <= ?1 and not exists (
       select 1 from errands where name = shop_id || '/~connection/' || source and until > ?1)
     order by due_at limit ?2`,
  ).bind(now_ms, limit);
}

/** Inserts an installation, or replaces the one before it; its webhooks are checked at `due_at`. */
export function upsertConnection(
  db: D1Database,
  row: Omit<Connection, "checked_at" | "failures">,
): D1PreparedStatement {
  return db.prepare(
    `insert into connections (shop_id, source, store, scopes, installed_at, token_until, due_at)
     values (?1, ?2, ?3, ?4, ?5, ?6, ?7)
     on conflict do update set store = excluded.store, scopes = excluded.scopes, installed_at = excluded.installed_at,
       token_until = excluded.token_until, checked_at = null, due_at = excluded.due_at, failures = 0`,
  ).bind(row.shop_id, row.source, row.store, row.scopes, row.installed_at, row.token_until, row.due_at);
}

/** Updates when the webhooks were checked and are checked next; does nothing once the app was installed anew. */
export function updateChecked(
  db: D1Database,
  { shop_id, source, installed_at, checked_at, due_at, failures }: Connection,
): D1PreparedStatement {
  return db.prepare(
    `update connections set checked_at = ?4, due_at = ?5, failures = ?6
     where shop_id = ?1 and source = ?2 and installed_at = ?3`,
  ).bind(shop_id, source, installed_at, checked_at, due_at, failures);
}

/** Updates when the token expires. */
export function updateTokenUntil(
  db: D1Database,
  { shop_id, source }: Pick<Connection, "shop_id" | "source">,
  token_until: number | null,
): D1PreparedStatement {
  return db.prepare("update connections set token_until = ?3 where shop_id = ?1 and source = ?2")
    .bind(shop_id, source, token_until);
}

/** Deletes an installation, unless it was made after `installed_at`. */
export function deleteConnection(
  db: D1Database,
  { shop_id, source, installed_at }: Pick<Connection, "shop_id" | "source" | "installed_at">,
): D1PreparedStatement {
  return db.prepare("delete from connections where shop_id = ?1 and source = ?2 and installed_at = ?3")
    .bind(shop_id, source, installed_at);
}

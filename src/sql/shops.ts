/** The SQL of shops: their settings and their sealed secrets. */

export interface ShopRow {
  readonly id: string;
  readonly settings: string;
  readonly secrets: string;
}

export function selectShop(db: D1Database, id: string): D1PreparedStatement {
  return db.prepare("select id, settings, secrets from shops where id = ?1").bind(id);
}

/** A page of all shops in the order of their ids, after `after`. */
export function selectShops(db: D1Database, after: string, limit: number): D1PreparedStatement {
  return db.prepare(
    `select id, settings, json_extract(settings, '$.digest') as digest,
       json_extract(settings, '$.retention_days') as retention_days from shops
     where id > ?1 order by id limit ?2`,
  ).bind(after, limit);
}

/** The shops that follow `after` by their ids; all of them from the empty text on. */
export function selectShopPage(db: D1Database, after: string, limit: number): D1PreparedStatement {
  return db.prepare("select id, settings, secrets from shops where id > ?1 order by id limit ?2")
    .bind(after, limit);
}

/** Keeps a shop's settings when it exists already; its secrets follow what is given. */
export function upsertShop(db: D1Database, row: ShopRow): D1PreparedStatement {
  return db.prepare(
    `insert into shops (id, settings, secrets) values (?1, ?2, ?3)
     on conflict do update set secrets = excluded.secrets`,
  ).bind(row.id, row.settings, row.secrets);
}

/** Returns the shop's id, or nothing where there is no such shop. */
export function updateSettings(db: D1Database, id: string, settings: string): D1PreparedStatement {
  return db.prepare("update shops set settings = ?2 where id = ?1 returning id").bind(id, settings);
}

/** Returns the shop's id, or nothing where its secrets are no longer those that were read: of two who rotate at once, one must read again. */
export function replaceSecrets(
  db: D1Database,
  id: string,
  { before, after }: { readonly before: string; readonly after: string },
): D1PreparedStatement {
  return db.prepare("update shops set secrets = ?3 where id = ?1 and secrets = ?2 returning id")
    .bind(id, before, after);
}

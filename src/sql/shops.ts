/** The SQL of shops: their settings and their sealed secrets. */

export interface ShopRow {
  readonly id: string;
  readonly settings: string;
  readonly secrets: string;
}

/** A shop's row with its cell. */
export interface ListedShop extends ShopRow {
  readonly cell: number;
}

/** A shop's row with its cell, and whether it moves: 1 or 0. */
export interface FoundShop extends ListedShop {
  readonly is_moving: number;
  /** As JSON: see src/orders/learnt.ts; null before anything was learnt. */
  readonly learnt: string | null;
  /** As JSON: see src/orders/running_trial.ts; null where none runs. */
  readonly trials: string | null;
}

export function selectShop(db: D1Database, id: string): D1PreparedStatement {
  return db.prepare(
    `select id, settings, secrets, cell, learnt, trials,
       exists (select 1 from moves where moves.shop_id = shops.id and stage <> 'left') as is_moving
     from shops where id = ?1`,
  ).bind(id);
}

/** Selects the shop whose mailbox, sender or reply domain `address` (in lower case) belongs to. */
export function selectShopOfMailbox(db: D1Database, address: string): D1PreparedStatement {
  return db.prepare(
    `select id from (
       select id from shops where lower(json_extract(settings, '$.support_email')) = ?1
       union all select id from shops where lower(json_extract(settings, '$.from.email')) = ?1
       union all select id from shops where lower(json_extract(settings, '$.reply_domain')) = ?2)
     limit 1`,
  ).bind(address, address.slice(address.lastIndexOf("@") + 1));
}

/** Selects a page of all shops after `after`, in the order of their ids. */
export function selectShops(db: D1Database, after: string, limit: number): D1PreparedStatement {
  return db.prepare("select id, settings from shops where id > ?1 order by id limit ?2").bind(after, limit);
}

/** Counts the shops of each cell that has any. */
export function countShopsByCell(db: D1Database): D1PreparedStatement {
  return db.prepare("select cell, count(*) as shops from shops where id > '' group by cell order by cell");
}

/** Counts the shops that live in each cell, and in further rows those that are on their way to it. */
export function countHomes(db: D1Database): D1PreparedStatement {
  return db.prepare(
    `select cell, count(*) as shops from shops where id > '' group by cell union all
     select to_cell, count(*) from moves where shop_id > '' and stage <> 'left' group by to_cell`,
  );
}

/** Counts a cell's orders; reads a row of the index for each. */
export function countOrders(db: D1Database): D1PreparedStatement {
  return db.prepare("select count(*) as count from orders where id > ''");
}

/** Selects the ids and cells of a page of all shops after `after`, in the order of their ids. */
export function selectShopIds(db: D1Database, after: string, limit: number): D1PreparedStatement {
  return db.prepare("select id, cell from shops where id > ?1 order by id limit ?2").bind(after, limit);
}

/** Selects the settings of these shops, in the order of their ids. */
export function selectSettings(db: D1Database, shop_ids: readonly string[]): D1PreparedStatement {
  return db.prepare(
    "select id, settings from shops where id in (select value from json_each(?1)) order by id",
  ).bind(JSON.stringify(shop_ids));
}

/** Selects the shops after `after` with their cells, in the order of their ids; an empty `after` begins with the first. */
export function selectShopPage(db: D1Database, after: string, limit: number): D1PreparedStatement {
  return db.prepare("select id, settings, secrets, cell from shops where id > ?1 order by id limit ?2")
    .bind(after, limit);
}

/** Inserts a shop into this cell, or replaces its secrets; the settings and the cell of an existing shop stay. */
export function upsertShop(db: D1Database, row: ShopRow, cell = 1): D1PreparedStatement {
  return db.prepare(
    `insert into shops (id, settings, secrets, cell) values (?1, ?2, ?3, ?4)
     on conflict do update set secrets = excluded.secrets`,
  ).bind(row.id, row.settings, row.secrets, cell);
}

export function selectLearnt(db: D1Database, id: string): D1PreparedStatement {
  return db.prepare("select learnt from shops where id = ?1").bind(id);
}

/** Keeps what a shop's history says of its delivery days; in the directory. */
export function updateLearnt(db: D1Database, id: string, learnt: string): D1PreparedStatement {
  return db.prepare("update shops set learnt = ?2 where id = ?1").bind(id, learnt);
}

/** Keeps which trials run, as JSON; null for none. In the directory. */
export function updateTrials(db: D1Database, id: string, trials: string | null): D1PreparedStatement {
  return db.prepare("update shops set trials = ?2 where id = ?1 and trials is not ?2 returning id").bind(
    id,
    trials,
  );
}

/** Returns the shop's id, or no row when the shop does not exist. */
export function updateSettings(db: D1Database, id: string, settings: string): D1PreparedStatement {
  return db.prepare("update shops set settings = ?2 where id = ?1 returning id").bind(id, settings);
}

/** Returns the shop's id, or no row when its settings have changed since they were read. */
export function replaceSettings(
  db: D1Database,
  id: string,
  { before, after }: { readonly before: string; readonly after: string },
): D1PreparedStatement {
  return db.prepare("update shops set settings = ?3 where id = ?1 and settings = ?2 returning id")
    .bind(id, before, after);
}

/**
 * Returns the shop's id, or no row when its secrets have changed since they were read: of two simultaneous rotations,
 * one must read again.
 */
export function replaceSecrets(
  db: D1Database,
  id: string,
  { before, after }: { readonly before: string; readonly after: string },
): D1PreparedStatement {
  return db.prepare("update shops set secrets = ?3 where id = ?1 and secrets = ?2 returning id")
    .bind(id, before, after);
}

/** The SQL of stock watches: customers who want to hear when a SKU is in stock again, and how many were notified. */
import type { Watch } from "../stock/watchers.ts";

/** Most watches of one SKU, since anybody may ask. */
const WATCHES_MAX = 10_000;

/**
 * Inserts a watch; a repeated request changes nothing, and the first time counts. Inserts nothing when too many wait,
 * or for a customer who was erased since then.
 */
export function insertWatch(
  db: D1Database,
  shop_id: string,
  sku: string,
  customer: string,
  watch: Watch,
): D1PreparedStatement {
  return db.prepare(
    `insert into stock_watches (shop_id, email, sku, name, locale, product, asked_at)
     select ?1, value ->> 'email', ?2, value ->> 'name', value ->> 'locale', value -> 'product', value ->> 'asked_at'
     from json_each(?3)
     where not exists (
       select 1 from stock_watches where shop_id = ?1 and sku = ?2 limit 1 offset ${WATCHES_MAX - 1})
       and not exists (select 1 from erasures where subject = ?4 and asked_at >= ?5)
     on conflict do nothing`,
  ).bind(shop_id, sku, JSON.stringify([watch]), customer, Date.parse(watch.asked_at));
}

/** Queues a SKU that has a counted level, since it may be in stock already. */
export function workForWatch(
  db: D1Database,
  shop_id: string,
  sku: string,
  due_at_ms: number,
): D1PreparedStatement {
  return db.prepare(
    `insert into stock_work (due_at, shop_id, sku)
     select ?3, shop_id, sku from stock where shop_id = ?1 and sku = ?2 limit 1 on conflict do nothing`,
  ).bind(shop_id, sku, due_at_ms);
}

/** Selects watches in the order in which they were asked for. */
export function selectWatches(
  db: D1Database,
  shop_id: string,
  sku: string,
  limit: number,
): D1PreparedStatement {
  return db.prepare(
    `select email, name, locale, product, asked_at from stock_watches
     where shop_id = ?1 and sku = ?2 order by asked_at limit ?3`,
  ).bind(shop_id, sku, limit);
}

export function readWatches(result: D1Result): readonly Watch[] {
  const rows = result.results as {
    readonly email: string;
    readonly name: string | null;
    readonly locale: string | null;
    readonly product: string;
    readonly asked_at: string;
  }[];
  return rows.map(({ email, name, locale, product, asked_at }) => ({
    email,
    name: name ?? undefined,
    locale: locale ?? undefined,
    product: JSON.parse(product),
    asked_at,
  }));
}

export function deleteWatch(
  db: D1Database,
  shop_id: string,
  sku: string,
  email: string,
): D1PreparedStatement {
  return db.prepare("delete from stock_watches where shop_id = ?1 and email = ?2 and sku = ?3")
    .bind(shop_id, email, sku);
}

/** Deletes all watches of one customer. */
export function deleteWatchesOf(db: D1Database, shop_id: string, email: string): D1PreparedStatement {
  return db.prepare("delete from stock_watches where shop_id = ?1 and email = ?2").bind(shop_id, email);
}

export function selectNotified(db: D1Database, shop_id: string, sku: string): D1PreparedStatement {
  return db.prepare("select max(notified) as notified from stock_notified where shop_id = ?1 and sku = ?2")
    .bind(
      shop_id,
      sku,
    );
}

export function readNotified(result: D1Result): number {
  return (result.results[0] as { readonly notified: number | null } | undefined)?.notified ?? 0;
}

/** Fails on the primary key when another run notified at the same time: the whole batch is then undone. */
export function insertNotified(
  db: D1Database,
  shop_id: string,
  sku: string,
  notified: number,
): D1PreparedStatement {
  return db.prepare("insert into stock_notified (shop_id, sku, notified) values (?1, ?2, ?3)").bind(
    shop_id,
    sku,
    notified,
  );
}

/** Deletes the count of notified customers when the SKU is out of stock; the next time it counts from zero. */
export function deleteNotified(db: D1Database, shop_id: string, sku: string): D1PreparedStatement {
  return db.prepare("delete from stock_notified where shop_id = ?1 and sku = ?2").bind(shop_id, sku);
}

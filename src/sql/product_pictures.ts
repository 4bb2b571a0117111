/** The SQL of the pictures that a storefront's webhooks about products named. */

export interface PictureRow {
  /** `product/632910392`, `variant/808950810` */
  readonly item: string;
  readonly url: string | null;
  /** RFC 3339 in UTC. */
  readonly at: string;
}

/** Keeps the pictures. Writes no row that says what is known: storefronts report a product with each piece that is sold. */
export function upsertPictures(
  db: D1Database,
  shop_id: string,
  source: string,
  pictures: readonly PictureRow[],
): D1PreparedStatement {
  return db.prepare(
    `insert into product_pictures (shop_id, source, item, url, at)
     select ?1, ?2, value ->> 'item', value ->> 'url', value ->> 'at' from json_each(?3) where true
     on conflict (shop_id, source, item) do update set url = excluded.url, at = excluded.at
     where excluded.at > product_pictures.at and excluded.url is not product_pictures.url`,
  ).bind(shop_id, source, JSON.stringify(pictures));
}

/** Selects the pictures of these items that there are. */
export function selectPictures(
  db: D1Database,
  shop_id: string,
  source: string,
  items: readonly string[],
): D1PreparedStatement {
  return db.prepare(
    `select item, url, at from product_pictures
     where shop_id = ?1 and source = ?2 and item in (select value from json_each(?3)) and url is not null`,
  ).bind(shop_id, source, JSON.stringify(items));
}

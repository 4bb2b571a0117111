/** The SQL of what a shop's people have put aside on the desk's first page. Writes are returned as statements. */

export interface DismissedRow {
  readonly alarm: string;
  readonly at: number;
}

/** There are fewer alarms than that. */
const ROWS_MAX = 40;

export function selectDismissed(db: D1Database, shop_id: string): D1PreparedStatement {
  return db.prepare(`select alarm, at from dismissed_alarms where shop_id = ?1 limit ${ROWS_MAX}`).bind(
    shop_id,
  );
}

export function upsertDismissed(
  db: D1Database,
  shop_id: string,
  { alarm, at }: DismissedRow,
): D1PreparedStatement {
  return db.prepare(
    `insert into dismissed_alarms (shop_id, alarm, at) values (?1, ?2, ?3)
     on conflict do update set at = max(at, excluded.at)`,
  ).bind(shop_id, alarm, at);
}

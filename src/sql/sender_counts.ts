/** The SQL of how many webhooks a shop's senders sent, day by day. Writes are returned as statements. */

/** In the order in which an hour's counts are kept. */
export const COUNTED = ["taken", "repeated", "refused", "dead"] as const;
export type Counted = (typeof COUNTED)[number];
export type Counts = Readonly<Record<Counted, number>>;

export interface SenderCountsRow extends Counts {
  readonly source: string;
  readonly day: string;
  /** JSON: `{"h09": [taken, repeated, refused, dead]}`. */
  readonly hours: string;
}

/** Twelve senders of which each has eight days at most. */
const ROWS_MAX = 120;

export function selectSenderCounts(db: D1Database, shop_id: string, from_day: string): D1PreparedStatement {
  return db.prepare(
    `select source, day, taken, repeated, refused, dead, hours from sender_counts
     where shop_id = ?1 and day >= ?2 limit ${ROWS_MAX}`,
  ).bind(shop_id, from_day);
}

/** Adds what came in an hour of a day; `hour` is `h09`. */
export function addSenderCounts(
  db: D1Database,
  shop_id: string,
  source: string,
  { day, hour, counts }: { readonly day: string; readonly hour: string; readonly counts: Counts },
): D1PreparedStatement {
  return db.prepare(
    `insert into sender_counts (shop_id, source, day, taken, repeated, refused, dead, hours)
     values (?1, ?2, ?3, ?4, ?5, ?6, ?7, json_object(?8, json_array(?4, ?5, ?6, ?7)))
     on conflict do update set taken = taken + ?4, repeated = repeated + ?5, refused = refused + ?6,
       dead = dead + ?7, hours = json_set(hours, '$.' || ?8, json_array(
         coalesce(json_extract(hours, '$.' || ?8 || '[0]'), 0) + ?4,
         coalesce(json_extract(hours, '$.' || ?8 || '[1]'), 0) + ?5,
         coalesce(json_extract(hours, '$.' || ?8 || '[2]'), 0) + ?6,
         coalesce(json_extract(hours, '$.' || ?8 || '[3]'), 0) + ?7))`,
  ).bind(shop_id, source, day, counts.taken, counts.repeated, counts.refused, counts.dead, hour);
}

export function deleteOldSenderCounts(
  db: D1Database,
  shop_id: string,
  source: string,
  before_day: string,
): D1PreparedStatement {
  return db.prepare("delete from sender_counts where shop_id = ?1 and source = ?2 and day < ?3")
    .bind(shop_id, source, before_day);
}

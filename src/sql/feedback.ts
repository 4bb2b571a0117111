/** The SQL by which a shop's people read ratings, newest first. It only reads. */
import type { FeedbackRow } from "./requests.ts";
import { shopOf } from "./shop_of.ts";

export const FEEDBACK_LISTS = ["all", "low"] as const;
/** `low`: up to two of five stars, or four of the ten of a recommendation. */
export type FeedbackList = (typeof FEEDBACK_LISTS)[number];

export type RatingRow = FeedbackRow & { readonly order_id: string };

/** The last rating of a page; the next begins after it. */
export interface RatingAfter {
  readonly rated_at: number;
  readonly order_id: string;
  readonly about: string;
}

/** The expression must equal that of the index in migration 0040. */
const IS_LOW = "score <= case about when 'nps' then 4 else 2 end";
const SHOP = shopOf("order_id");

/** Selects a page of a shop's ratings, newest first. */
export function selectRatings(
  db: D1Database,
  shop_id: string,
  list: FeedbackList,
  after: RatingAfter | null,
  limit: number,
): D1PreparedStatement {
  const index = list === "low" ? "feedback_low" : "feedback_recent";
  return db.prepare(
    `select order_id, about, score, words, rated_at from feedback indexed by ${index}
     where ${SHOP} = ?1 ${list === "low" ? `and ${IS_LOW}` : ""} and rated_at <= ?2
       and (rated_at < ?2 or (order_id, about) < (?3, ?4))
     order by rated_at desc, order_id desc, about desc limit ?5`,
  ).bind(
    shop_id,
    after?.rated_at ?? Number.MAX_SAFE_INTEGER,
    after?.order_id ?? "",
    after?.about ?? "",
    limit,
  );
}

export interface RatingCase {
  readonly order_id: string;
  readonly id: string;
  readonly state: string;
  readonly next: string;
}

/** Selects the cases about ratings of these orders. */
export function selectRatingCases(
  db: D1Database,
  order_ids: readonly string[],
  limit: number,
): D1PreparedStatement {
  return db.prepare(
    `select order_id, id, state, next from cases
     where order_id in (select value from json_each(?1)) and order_id is not null and kind = 'rating' limit ?2`,
  ).bind(JSON.stringify(order_ids), limit);
}

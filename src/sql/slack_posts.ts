/** The SQL of what a shop's Slack app has posted. Writes are returned as statements. */

export interface SlackPost {
  readonly channel: string;
  readonly ts: string;
  readonly case_id: string;
  readonly is_first: 0 | 1;
  readonly said_at: number;
  /** The answer of the shop that the post repeats; null for all others. */
  readonly entry_id: string | null;
}

const POSTS_MAX = 500;

/** Selects the post with which the thread of a case begins, the newest where the channel was changed. */
export function selectThread(
  db: D1Database,
  shop_id: string,
  channel: string,
  case_id: string,
): D1PreparedStatement {
  return db.prepare(
    `select channel, ts, case_id, is_first, said_at, entry_id from slack_posts indexed by slack_posts_case
     where shop_id = ?1 and case_id = ?3 and channel = ?2 and is_first = 1 order by ts desc limit 1`,
  ).bind(shop_id, channel, case_id);
}

/** Selects the case whose thread begins with this post. */
export function selectCaseOfThread(
  db: D1Database,
  shop_id: string,
  channel: string,
  ts: string,
): D1PreparedStatement {
  return db.prepare(
    "select case_id from slack_posts where shop_id = ?1 and channel = ?2 and ts = ?3 and is_first = 1",
  ).bind(shop_id, channel, ts);
}

export function selectPostsOfCase(db: D1Database, shop_id: string, case_id: string): D1PreparedStatement {
  return db.prepare(
    `select channel, ts, case_id, is_first, said_at, entry_id from slack_posts indexed by slack_posts_case
     where shop_id = ?1 and case_id = ?2 order by ts desc limit ${POSTS_MAX}`,
  ).bind(shop_id, case_id);
}

export function insertPost(db: D1Database, shop_id: string, post: SlackPost): D1PreparedStatement {
  return db.prepare(
    `insert into slack_posts (shop_id, channel, ts, case_id, is_first, said_at, entry_id)
     values (?1, ?2, ?3, ?4, ?5, ?6, ?7) on conflict do nothing`,
  ).bind(shop_id, post.channel, post.ts, post.case_id, post.is_first, post.said_at, post.entry_id);
}

/** Notes until when a thread tells what the customer said. */
export function noteSaid(
  db: D1Database,
  shop_id: string,
  { channel, ts }: Pick<SlackPost, "channel" | "ts">,
  said_at: number,
): D1PreparedStatement {
  return db.prepare(
    "update slack_posts set said_at = max(said_at, ?4) where shop_id = ?1 and channel = ?2 and ts = ?3",
  ).bind(shop_id, channel, ts, said_at);
}

export function deletePost(
  db: D1Database,
  shop_id: string,
  { channel, ts }: Pick<SlackPost, "channel" | "ts">,
): D1PreparedStatement {
  return db.prepare("delete from slack_posts where shop_id = ?1 and channel = ?2 and ts = ?3")
    .bind(shop_id, channel, ts);
}

/** Forgets all posts: the shop has no such app any more. */
export function deletePosts(db: D1Database, shop_id: string): D1PreparedStatement {
  return db.prepare("delete from slack_posts where shop_id = ?1").bind(shop_id);
}

/** The SQL of what requests with an `Idempotency-Key` were answered. Writes are returned as statements. */

export interface ApiAnswerRow {
  readonly key: string;
  /** Digest of the request's body under a key of the house. */
  readonly body: string;
  readonly at: number;
  /** Null while the request is at work. */
  readonly status: number | null;
  /** Sealed; null while the request is at work. */
  readonly answer: string | null;
}

/** Rows that one request takes away, so that the table stays as large as a day. */
const EXPIRED_MAX = 20;

export function selectApiAnswer(db: D1Database, shop_id: string, key: string): D1PreparedStatement {
  return db.prepare("select * from api_answers where shop_id = ?1 and key = ?2").bind(shop_id, key);
}

/** Takes the key for a request; changes no row where it is taken by one of after `free_before_ms`, or was answered. */
export function claimApiAnswer(
  db: D1Database,
  shop_id: string,
  { key, body, at }: Pick<ApiAnswerRow, "key" | "body" | "at">,
  free_before_ms: number,
): D1PreparedStatement {
  return db.prepare(
    `insert into api_answers (shop_id, key, body, at) values (?1, ?2, ?3, ?4)
     on conflict do update set at = excluded.at
       where api_answers.status is null and api_answers.at < ?5 and api_answers.body = excluded.body`,
  ).bind(shop_id, key, body, at, free_before_ms);
}

export function keepApiAnswer(
  db: D1Database,
  shop_id: string,
  { key, status, answer }: Pick<ApiAnswerRow, "key" | "status" | "answer">,
): D1PreparedStatement {
  return db.prepare("update api_answers set status = ?3, answer = ?4 where shop_id = ?1 and key = ?2").bind(
    shop_id,
    key,
    status,
    answer,
  );
}

export function deleteApiAnswer(db: D1Database, shop_id: string, key: string): D1PreparedStatement {
  return db.prepare("delete from api_answers where shop_id = ?1 and key = ?2").bind(shop_id, key);
}

export function deleteOldApiAnswers(
  db: D1Database,
  shop_id: string,
  before_ms: number,
): D1PreparedStatement {
  return db.prepare(
    `delete from api_answers where (shop_id, key) in (
       select shop_id, key from api_answers where shop_id = ?1 and at < ?2 order by at limit ${EXPIRED_MAX})`,
  ).bind(shop_id, before_ms);
}

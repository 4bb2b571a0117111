/** The SQL of what customers asked for on a page and of their ratings. Writes are returned as statements. */

export interface RequestRow {
  readonly subject: string;
  readonly form_id: string;
  readonly kind: string;
  /** Content of the request as JSON; its form depends on the kind. */
  readonly asked: string;
}

const REQUESTS_MAX = 500;

/** Inserts a request; a second click has the same form id and changes no row. */
export function insertRequest(db: D1Database, row: RequestRow, now_ms: number): D1PreparedStatement {
  return db.prepare(
    `insert into customer_requests (subject, form_id, kind, made_at, asked) values (?1, ?2, ?3, ?4, ?5)
     on conflict do nothing`,
  ).bind(row.subject, row.form_id, row.kind, now_ms, row.asked);
}

/** Selects when the request of this form was first made. */
export function selectMadeAt(db: D1Database, subject: string, form_id: string): D1PreparedStatement {
  return db.prepare("select made_at from customer_requests where subject = ?1 and form_id = ?2")
    .bind(subject, form_id);
}

/** Selects what the form asked for, as JSON. */
export function selectAsked(db: D1Database, subject: string, form_id: string): D1PreparedStatement {
  return db.prepare("select asked from customer_requests where subject = ?1 and form_id = ?2")
    .bind(subject, form_id);
}

export function selectRequests(db: D1Database, subject: string): D1PreparedStatement {
  return db.prepare(
    `select form_id, kind, made_at, asked from customer_requests where subject = ?1 limit ${REQUESTS_MAX}`,
  ).bind(subject);
}

export function deleteRequests(db: D1Database, subject: string): D1PreparedStatement {
  return db.prepare("delete from customer_requests where subject = ?1").bind(subject);
}

/** Replaces an earlier rating: the last one counts. */
export function upsertFeedback(
  db: D1Database,
  order_id: string,
  { about, score, words }: { readonly about: string; readonly score: number; readonly words: string | null },
  now_ms: number,
): D1PreparedStatement {
  return db.prepare(
    `insert into feedback (order_id, about, score, words, rated_at) values (?1, ?2, ?3, ?4, ?5)
     on conflict do update set score = excluded.score, words = excluded.words, rated_at = excluded.rated_at
     where feedback.score <> excluded.score or feedback.words is not excluded.words`,
  ).bind(order_id, about, score, words, now_ms);
}

export interface FeedbackRow {
  /** delivery, shop, or item and the line's id. */
  readonly about: string;
  readonly score: number;
  readonly words: string | null;
  readonly rated_at: number;
}

export function selectFeedback(db: D1Database, order_id: string): D1PreparedStatement {
  return db.prepare(
    `select about, score, words, rated_at from feedback where order_id = ?1 limit ${REQUESTS_MAX}`,
  )
    .bind(order_id);
}

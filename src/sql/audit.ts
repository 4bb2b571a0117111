/** The SQL of the audit: who did what at a shop's desk or through its API. Writes are returned as statements. */

/** What is known of an act beside order and case: counts, names of settings and people, keys; no address and no words of a customer. */
export interface ActDetail {
  /** The key of a mail, the id of a return, a dead letter or a person, the name of a source. */
  readonly about?: string | undefined;
  readonly count?: number | undefined;
  /** The name and the role of one of the shop's people. */
  readonly name?: string | undefined;
  readonly role?: string | undefined;
  /** Settings that changed, with what they were and are, as JSON cut to 200 characters; null where there was or is none. */
  readonly changes?:
    | readonly { readonly setting: string; readonly before: string | null; readonly after: string | null }[]
    | undefined;
}

export interface Act {
  /** Of the form or request: the same id is one act. */
  readonly id: string;
  /** By the name that colleagues see. */
  readonly person: string;
  readonly way: "desk" | "api" | "slack" | "mail" | "clock";
  /** `mail.sent_again`, `case.answered` … */
  readonly act: string;
  readonly order_id?: string | null | undefined;
  readonly case_id?: string | null | undefined;
  readonly detail?: ActDetail | undefined;
}

export interface AuditRow {
  readonly id: string;
  readonly at: number;
  readonly person: string;
  readonly way: "desk" | "api" | "slack" | "mail" | "clock";
  readonly act: string;
  readonly order_id: string | null;
  readonly case_id: string | null;
  readonly detail: ActDetail;
}

/** Rows that one act takes away, so that the table shrinks where its end was brought nearer. */
const EXPIRED_MAX = 20;

/** An act on a case about an order stands on that order's timeline too. */
export function insertAct(db: D1Database, shop_id: string, act: Act, at_ms: number): D1PreparedStatement {
  return db.prepare(
    `insert into audit (shop_id, id, at, person, way, act, order_id, case_id, detail)
     values (?1, ?2, ?3, ?4, ?5, ?6,
       coalesce(?7, (select order_id from cases where shop_id = ?1 and id = ?8)), ?8, ?9) on conflict do nothing`,
  ).bind(
    shop_id,
    act.id,
    at_ms,
    act.person,
    act.way,
    act.act,
    act.order_id ?? null,
    act.case_id ?? null,
    JSON.stringify(act.detail ?? {}),
  );
}

/** Deletes acts of before `before_ms`, the oldest first. */
export function deleteOldActs(
  db: D1Database,
  shop_id: string,
  before_ms: number,
  limit: number = EXPIRED_MAX,
): D1PreparedStatement {
  return db.prepare(
    `delete from audit where (shop_id, id) in (
       select shop_id, id from audit where shop_id = ?1 and at < ?2 order by at limit ?3)`,
  ).bind(shop_id, before_ms, limit);
}

export interface AuditAfter {
  readonly at: number;
  readonly id: string;
}

/** Selects a page of acts, the newest first. */
export function selectActs(
  db: D1Database,
  shop_id: string,
  after: AuditAfter | null,
  limit: number,
): D1PreparedStatement {
  const { at, id } = after ?? { at: Number.MAX_SAFE_INTEGER, id: "" };
  return db.prepare(
    "select * from audit where shop_id = ?1 and (at, id) < (?2, ?3) order by at desc, id desc limit ?4",
  ).bind(shop_id, at, id, limit);
}

/** Selects the newest acts about one order. */
export function selectActsOfOrder(db: D1Database, order_id: string, limit: number): D1PreparedStatement {
  return db.prepare("select * from audit where order_id = ?1 order by at desc limit ?2").bind(
    order_id,
    limit,
  );
}

export function readActs({ results }: Pick<D1Result, "results">): readonly AuditRow[] {
  return (results as (Omit<AuditRow, "detail"> & { readonly detail: string })[]).map((row) => ({
    ...row,
    detail: JSON.parse(row.detail) as ActDetail,
  }));
}

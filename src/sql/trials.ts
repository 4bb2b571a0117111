/** The SQL of trials: which run and ran, and what became of the orders in them. Writes are returned as statements. */

export const TRIAL_STATES = ["running", "worse", "stopped", "over", "adopted"] as const;
export type TrialState = (typeof TRIAL_STATES)[number];

export interface TrialRow {
  readonly shop_id: string;
  readonly id: string;
  readonly kind: string;
  readonly state: TrialState;
  readonly started_at: number;
  readonly counts_from: number;
  readonly ends_at: number;
  readonly ended_at: number | null;
  readonly person: string;
  /** As JSON. */
  readonly trial: string;
  /** As JSON, as it was judged last; null until then. */
  readonly result: string | null;
}

const COLUMNS = "shop_id, id, kind, state, started_at, counts_from, ends_at, ended_at, person, trial, result";
const DAY_MS = 86_400_000;
/** Orders of one trial that are read. */
const ORDERS_MAX = 20_000;

/** Changes nothing where the shop has this trial, or one of the kind that runs. */
export function insertTrial(
  db: D1Database,
  row: Omit<TrialRow, "state" | "ended_at" | "result">,
): D1PreparedStatement {
  return db.prepare(
    `insert into trials (shop_id, id, kind, state, started_at, counts_from, ends_at, person, trial)
     select ?1, ?2, ?3, 'running', ?4, ?5, ?6, ?7, ?8 where not exists (
       select 1 from trials indexed by trials_running where shop_id = ?1 and state = 'running' and kind = ?3)
     on conflict do nothing returning id`,
  ).bind(row.shop_id, row.id, row.kind, row.started_at, row.counts_from, row.ends_at, row.person, row.trial);
}

/** Selects the trials of a shop, the newest first. */
export function selectTrials(db: D1Database, shop_id: string, limit: number): D1PreparedStatement {
  return db.prepare(
    `select ${COLUMNS} from (select * from trials where shop_id = ?1 limit 500) order by started_at desc, id desc limit ?2`,
  ).bind(shop_id, limit);
}

export function selectTrial(db: D1Database, shop_id: string, id: string): D1PreparedStatement {
  return db.prepare(`select ${COLUMNS} from trials where shop_id = ?1 and id = ?2`).bind(shop_id, id);
}

/** Selects the trials that run at any of these shops. */
export function selectRunningTrials(db: D1Database, shop_ids: readonly string[]): D1PreparedStatement {
  return db.prepare(
    `select ${COLUMNS} from trials indexed by trials_running
     where state = 'running' and shop_id in (select value from json_each(?1)) order by shop_id, id`,
  ).bind(JSON.stringify(shop_ids));
}

/** Keeps what a trial that runs has brought until now. */
export function keepResult(
  db: D1Database,
  { shop_id, id }: Pick<TrialRow, "shop_id" | "id">,
  result: string,
): D1PreparedStatement {
  return db.prepare(
    "update trials set result = ?3 where shop_id = ?1 and id = ?2 and state = 'running' and result is not ?3",
  ).bind(shop_id, id, result);
}

/** Ends a trial that runs; returns its id, or no row where it had ended. */
export function endTrial(
  db: D1Database,
  { shop_id, id }: Pick<TrialRow, "shop_id" | "id">,
  { state, result }: { readonly state: TrialState; readonly result: string },
  now_ms: number,
): D1PreparedStatement {
  return db.prepare(
    `update trials set state = ?3, result = ?4, ended_at = ?5
     where shop_id = ?1 and id = ?2 and state = 'running' returning id`,
  ).bind(shop_id, id, state, result, now_ms);
}

/** Notes that the tried version of a trial is live now, whatever ended it. */
export function markAdopted(
  db: D1Database,
  { shop_id, id }: Pick<TrialRow, "shop_id" | "id">,
): D1PreparedStatement {
  return db.prepare(
    "update trials set state = 'adopted' where shop_id = ?1 and id = ?2 and state <> 'running'",
  )
    .bind(shop_id, id);
}

export interface InTrial {
  readonly trial: string;
  readonly order_id: string;
}

export function insertTrialOrder(
  db: D1Database,
  shop_id: string,
  { trial, order_id, tried, sent_at }: InTrial & { readonly tried: boolean; readonly sent_at: number },
): D1PreparedStatement {
  return db.prepare(
    `insert into trial_orders (shop_id, trial, order_id, tried, sent_at) values (?1, ?2, ?3, ?4, ?5)
     on conflict do nothing`,
  ).bind(shop_id, trial, order_id, tried ? 1 : 0, sent_at);
}

/** Marks the first click. */
export function markTrialClick(
  db: D1Database,
  shop_id: string,
  { trial, order_id }: InTrial,
  at_ms: number,
): D1PreparedStatement {
  return db.prepare(
    `update trial_orders set clicked_at = ?4
     where shop_id = ?1 and trial = ?2 and order_id = ?3 and clicked_at is null`,
  ).bind(shop_id, trial, order_id, at_ms);
}

/** What became of an order after its mail: milliseconds since the epoch, null for never. */
export interface TrialOrderRow {
  readonly tried: number;
  readonly sent_at: number;
  readonly clicked_at: number | null;
  readonly asked_at: number | null;
  readonly rated_at: number | null;
  readonly stars: number | null;
}

/**
 * Selects the orders of a trial as they were sent their mail, with the first question within `asked_days` of it and the mean
 * of what was rated within `rated_days`, as stars.
 */
export function selectTrialOrders(
  db: D1Database,
  shop_id: string,
  trial: string,
  { asked_days, rated_days, no_questions }: {
    readonly asked_days: number;
    readonly rated_days: number;
    readonly no_questions: readonly string[];
  },
): D1PreparedStatement {
  return db.prepare(
    `select t.tried, t.sent_at, t.clicked_at,
       (select min(c.opened_at) from cases c indexed by cases_order where c.order_id = t.order_id
          and c.opened_at >= t.sent_at and c.opened_at < t.sent_at + ?3 and c.state <> 'merged'
          and c.kind not in (select value from json_each(?5))) as asked_at,
       (select max(f.rated_at) from feedback f where f.order_id = t.order_id
          and f.rated_at >= t.sent_at and f.rated_at < t.sent_at + ?4) as rated_at,
       (select avg(case f.about when 'nps' then 1 + f.score * 0.4 else f.score end) from feedback f
          where f.order_id = t.order_id and f.rated_at >= t.sent_at and f.rated_at < t.sent_at + ?4) as stars
     from trial_orders t where t.shop_id = ?1 and t.trial = ?2 order by t.sent_at, t.order_id limit ${ORDERS_MAX}`,
  ).bind(shop_id, trial, asked_days * DAY_MS, rated_days * DAY_MS, JSON.stringify(no_questions));
}

/** Deletes which order had which version: what was counted stands in the trial. */
export function deleteTrialOrders(db: D1Database, shop_id: string, trial: string): D1PreparedStatement {
  return db.prepare("delete from trial_orders where shop_id = ?1 and trial = ?2").bind(shop_id, trial);
}

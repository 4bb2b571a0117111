/** The SQL of DMARC reports and their weekly roll-ups. Writes are returned as statements. */
import type { DmarcSource } from "../domains/dmarc_sources.ts";

/** Weeks that are kept. */
export const WEEKS_KEPT = 26;

export interface DmarcWeek {
  readonly week: string;
  readonly seq: number;
  readonly sources: readonly DmarcSource[];
}

export function selectDmarcWeek(db: D1Database, shop_id: string, week: string): D1PreparedStatement {
  return db.prepare("select week, seq, sources from dmarc_weeks where shop_id = ?1 and week = ?2").bind(
    shop_id,
    week,
  );
}

/** Selects the weeks from `from` on, the newest first. */
export function selectDmarcWeeks(db: D1Database, shop_id: string, from: string): D1PreparedStatement {
  return db.prepare(
    `select week, seq, sources from dmarc_weeks where shop_id = ?1 and week >= ?2 order by week desc
     limit ${WEEKS_KEPT + 2}`,
  ).bind(shop_id, from);
}

export function readDmarcWeeks({ results }: Pick<D1Result, "results">): readonly DmarcWeek[] {
  return (results as (Omit<DmarcWeek, "sources"> & { readonly sources: string })[]).map((row) => ({
    ...row,
    sources: JSON.parse(row.sources) as readonly DmarcSource[],
  }));
}

/** Counts the reports of a week, up to `most`. */
export function selectReportCount(
  db: D1Database,
  shop_id: string,
  week: string,
  most: number,
): D1PreparedStatement {
  return db.prepare(
    `select count(*) as count from
       (select 1 from dmarc_reports where shop_id = ?1 and week = ?2 limit ?3)`,
  ).bind(shop_id, week, most);
}

export interface CountedReport {
  readonly week: string;
  readonly reporter: string;
  readonly report_id: string;
  readonly mails: number;
}

/** Fails on the primary key where the report is counted already. */
export function insertReport(
  db: D1Database,
  shop_id: string,
  { week, reporter, report_id, mails }: CountedReport,
  now_ms: number,
): D1PreparedStatement {
  return db.prepare(
    "insert into dmarc_reports (shop_id, week, reporter, report_id, mails, at) values (?1, ?2, ?3, ?4, ?5, ?6)",
  ).bind(shop_id, week, reporter, report_id, mails, now_ms);
}

/** Writes a week whose row was read as `seq`; fails, and the batch with it, where another writer was first. */
export function writeWeek(
  db: D1Database,
  shop_id: string,
  { week, seq, sources }: DmarcWeek,
): D1PreparedStatement {
  return db.prepare(
    `insert into dmarc_weeks (shop_id, week, seq, sources) values (?1, ?2, ?3 + 1, ?4)
     on conflict do update set seq = case when seq = ?3 then excluded.seq end, sources = excluded.sources`,
  ).bind(shop_id, week, seq, JSON.stringify(sources));
}

/** Deletes the weeks before `before` with their reports. */
export function deleteOldWeeks(
  db: D1Database,
  shop_id: string,
  before: string,
): readonly D1PreparedStatement[] {
  return ["dmarc_weeks", "dmarc_reports"].map((table) =>
    db.prepare(`delete from ${table} where shop_id = ?1 and week < ?2`).bind(shop_id, before)
  );
}

/** Reports, the newest, of which the reporters are told. */
const REPORTS_LOOKED_AT = 100;

/** Selects who sent the newest reports since `from`, with how many reports and mails, the largest first. */
export function selectReporters(
  db: D1Database,
  shop_id: string,
  from: string,
  limit: number,
): D1PreparedStatement {
  return db.prepare(
    `select reporter, count(*) as reports, sum(mails) as mails, max(at) as at from
       (select reporter, mails, at from dmarc_reports where shop_id = ?1 and week >= ?2
        order by week desc limit ${REPORTS_LOOKED_AT})
     group by reporter order by mails desc limit ?3`,
  ).bind(shop_id, from, limit);
}

export interface ReporterRow {
  readonly reporter: string;
  readonly reports: number;
  readonly mails: number;
  readonly at: number;
}

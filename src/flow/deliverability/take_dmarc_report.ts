/**
 * Takes one DMARC aggregate report that came by mail into the shop's week. Only the proven sender counts as its reporter; what a report says
 * of another domain, of a time long ago or ahead, or more than a shop's share, is refused.
 */
import { type DmarcReport, dmarcReport, REPEATED } from "../../domains/dmarc_report.ts";
import { addSources, sourcesOf } from "../../domains/dmarc_sources.ts";
import { err, ok, type Result } from "../../result.ts";
import {
  deleteOldWeeks,
  insertReport,
  readDmarcWeeks,
  selectDmarcWeek,
  selectReportCount,
  WEEKS_KEPT,
  writeWeek,
} from "../../sql/dmarc.ts";
import type { Shop } from "../ports.ts";
import { unpackReport } from "./unpack_report.ts";

/** Reports that a shop takes of one week: 40 large providers report once a day. */
export const REPORTS_MAX = 500;
const DAY_MS = 86_400_000;
/** A report is of the last weeks, and of no time that is still to come. */
const OLDEST_MS = 60 * DAY_MS;
const NEWEST_MS = DAY_MS;
const RETRIES_MAX = 5;

export interface DmarcMail {
  /** The packed or bare file. */
  readonly file: Uint8Array;
  /** The domain whose signature proves who sent the mail. */
  readonly reporter: string;
}

export type DmarcRefusal = "size" | "form" | "report" | "domain" | "time" | "many";

/** Returns whether the report was new. */
export async function takeDmarcReport(
  db: D1Database,
  shop: Shop,
  { file, reporter }: DmarcMail,
  now_ms: number,
): Promise<Result<"taken" | "known", DmarcRefusal>> {
  const xml = await unpackReport(file);
  if (!xml.ok) return xml;
  const read = await parsed(xml.value);
  if (!read.ok) return read;
  const report = read.value;
  if (!isOf(report.domain, shop)) {
    return err("domain", "policy_published.domain must be the domain of the shop's mails");
  }
  if (report.begin_ms < now_ms - OLDEST_MS || report.end_ms > now_ms + NEWEST_MS) {
    return err("time", "date_range must lie within the last 60 days");
  }
  const week = mondayOf(report.begin_ms);
  const [held, counted] = await db.batch([
    selectDmarcWeek(db, shop.id, week),
    selectReportCount(db, shop.id, week, REPORTS_MAX),
  ]);
  if ((counted!.results[0] as { readonly count: number }).count >= REPORTS_MAX) {
    return err("many", `a shop takes ${REPORTS_MAX} reports of one week`);
  }
  let [before] = readDmarcWeeks(held!);
  const sources = sourcesOf(report.records);
  const mails = sources.reduce((sum, one) => sum + one.mails, 0);
  for (let retry = 0;; retry++) {
    try {
      await db.batch([
        insertReport(db, shop.id, { week, reporter, report_id: report.id, mails }, now_ms),
        writeWeek(db, shop.id, {
          week,
          seq: before?.seq ?? 0,
          sources: addSources(before?.sources ?? [], sources),
        }),
        ...deleteOldWeeks(db, shop.id, mondayOf(now_ms - WEEKS_KEPT * 7 * DAY_MS)),
      ]);
      return ok("taken");
    } catch (error) {
      const said = error instanceof Error ? error.message : "";
      if (said.includes("UNIQUE constraint failed: dmarc_reports")) return ok("known");
      // Another report of this week was first.
      if (!said.includes("NOT NULL constraint failed: dmarc_weeks") || retry === RETRIES_MAX) throw error;
      [before] = readDmarcWeeks(await selectDmarcWeek(db, shop.id, week).all());
    }
  }
}

/** Refuses a document type: a report has none, and by one a few bytes become gigabytes. */
async function parsed(xml: string): Promise<Result<DmarcReport, "report">> {
  if (/<!(?:DOCTYPE|ENTITY)/i.test(xml)) return err("report", "the report must have no document type");
  const { XMLParser } = await import("fast-xml-parser");
  const parser = new XMLParser({
    ignoreAttributes: true,
    parseTagValue: false,
    removeNSPrefix: true,
    isArray: (name, path) =>
      REPEATED.includes(name) && /(?:^feedback\.record|\.auth_results\.(?:dkim|spf))$/.test(String(path)),
  });
  try {
    return dmarcReport(parser.parse(xml));
  } catch (error) {
    return err("report", `the report must be XML: ${error instanceof Error ? error.name : "unknown"}`);
  }
}

/** A policy covers the domain itself and those below it. */
function isOf(domain: string, { settings: { from } }: Shop): boolean {
  const own = from.email.slice(from.email.lastIndexOf("@") + 1).toLowerCase();
  return own === domain || own.endsWith(`.${domain}`) && domain.includes(".");
}

/** The day on which its week began, in UTC. */
export function mondayOf(at_ms: number): string {
  const day = new Date(at_ms).getUTCDay();
  return new Date(at_ms - (day + 6) % 7 * DAY_MS).toISOString().slice(0, 10);
}

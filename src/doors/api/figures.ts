/** Serves a shop's figures of a year, its weekly digests, and what was done about them, through the API. */
import { Hono } from "hono";
import * as v from "valibot";
import { nameOf } from "../../figures/digest.ts";
import { reportOf } from "../../figures/report.ts";
import { learntRows, tableOf, TABLES } from "../../figures/tables.ts";
import { daysNeeded, versionsOf } from "../../figures/versions.ts";
import { CHANGES_MAX, changesOf } from "../../flow/figures/read_versions.ts";
import { selectNewestVersions } from "../../sql/texts.ts";
import { noteDone } from "../../flow/figures/note_done.ts";
import { localTime } from "../../orders/quiet_hours.ts";
import {
  FIGURE_DAYS_MAX,
  readDigests,
  readFigureDays,
  selectDigests,
  selectFigures,
} from "../../sql/figures.ts";
import { FilledText, Id } from "../../values/schemas.ts";
import { csvLine } from "../csv.ts";
import { noteAct } from "./api_act.ts";
import type { ApiHono } from "./api_env.ts";
import { complain, JSON_MAX_BYTES, readJson, refuse } from "./body.ts";

const DAY_MS = 86_400_000;
/** Weeks that are listed. */
const DIGESTS_MAX = 52;
const DAYS_RULE = `must be 1 to ${FIGURE_DAYS_MAX}`;
export const DoneAbout = v.object({
  /** Idempotency key: the same id is one act. */
  id: Id,
  name: v.pipe(FilledText, v.maxLength(500)),
  words: v.pipe(FilledText, v.maxLength(500)),
  author: v.optional(v.pipe(FilledText, v.maxLength(100)), "API"),
});

export const figureApi = new Hono<ApiHono>();

figureApi.get("/year", async (context) => {
  const { ports, shop } = context.var;
  const days = Number(context.req.query("days") ?? 365);
  if (!isDays(days)) return complain(context, 400, "days", DAYS_RULE);
  const by = context.req.query("by") ?? "month";
  if (by !== "month" && by !== "week" && by !== "day") {
    return complain(context, 400, "by", "must be day, week or month");
  }
  const range = rangeOf(shop.settings.time_zone, days, ports.clock());
  const [figures, texts] = await ports.db.batch([
    selectFigures(ports.db, shop.id, ...range),
    selectNewestVersions(ports.db, shop.id, CHANGES_MAX),
  ]);
  const rows = readFigureDays(figures!);
  const report = reportOf(rows, by);
  return context.json({
    from: range[0],
    until: range[1],
    counted: shop.settings.figures,
    ...report,
    learnt: learntRows(shop.settings.learnt),
    versions: versionsOf(rows, changesOf(shop, texts!)),
    days_needed: report.kinds.map(({ kind }) => ({ kind, days: daysNeeded(rows, kind) })),
  });
});

figureApi.get("/file", async (context) => {
  const { ports, shop } = context.var;
  const table = TABLES.find((one) => one === context.req.query("table"));
  if (table === undefined) return complain(context, 400, "table", `must be one of ${TABLES.join(", ")}`);
  const days = Number(context.req.query("days") ?? 365);
  if (!isDays(days)) return complain(context, 400, "days", DAYS_RULE);
  const range = rangeOf(shop.settings.time_zone, days, ports.clock());
  const rows = readFigureDays(await selectFigures(ports.db, shop.id, ...range).all());
  const lines = tableOf(reportOf(rows, "day"), shop.settings.learnt, table).map((cells) => csvLine(cells));
  return context.body(lines.join(""), 200, { "Content-Type": "text/csv; charset=utf-8" });
});

figureApi.get("/digests", async (context) => {
  const { ports, shop } = context.var;
  const rows = readDigests(await selectDigests(ports.db, shop.id, DIGESTS_MAX).all());
  return context.json({
    digests: rows.map(({ digest, done }) => ({
      week: digest.week,
      is_early: digest.is_early,
      found: digest.found.map((one) => ({ name: nameOf(one), ...one })),
      followed: digest.followed.map((one) => ({ name: nameOf(one), ...one })),
      done,
    })),
  });
});

figureApi.post("/done", async (context) => {
  const { ports, shop } = context.var;
  const read = await readJson(context, DoneAbout, JSON_MAX_BYTES);
  if (!read.ok) return refuse(context, read);
  const { id, name, words, author } = read.value;
  const is_noted = await noteDone(ports.db, shop, { name, words, by: author }, ports.clock());
  if (!is_noted) return complain(context, 404, "name", "must be a name of the newest digest");
  await noteAct(context, "figures.done", { id, person: author, detail: { about: name } });
  return context.json({ noted: true });
});

function isDays(days: number): boolean {
  return Number.isInteger(days) && days >= 1 && days <= FIGURE_DAYS_MAX;
}

function rangeOf(zone: string, days: number, now_ms: number): readonly [string, string] {
  return [localTime(zone, now_ms - days * DAY_MS).day, localTime(zone, now_ms).day];
}

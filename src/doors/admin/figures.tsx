/** Shows a shop's figures of a week, a quarter or a year, gives them as files, and notes what was done about a finding. */
import type { Context } from "hono";
import { Hono } from "hono";
import {
  EvidencePage,
  FiguresPage,
  type FiguresView,
  type NamedView,
} from "../../../templates/admin/figures.tsx";
import { w, wordFor } from "../../../templates/admin/words.ts";
import { type Done, type FollowUp, nameOf } from "../../figures/digest.ts";
import { FAMILY_TABLE } from "../../figures/families.ts";
import type { Finding } from "../../figures/findings.ts";
import { reportOf } from "../../figures/report.ts";
import type { About } from "../../figures/series.ts";
import { tableOf, TABLES } from "../../figures/tables.ts";
import { daysNeeded, versionsOf } from "../../figures/versions.ts";
import { CHANGES_MAX, changesOf } from "../../flow/figures/read_versions.ts";
import { selectNewestVersions } from "../../sql/texts.ts";
import { noteDone } from "../../flow/figures/note_done.ts";
import { hasCases, readEvidence } from "../../flow/figures/read_evidence.ts";
import { dayWords, namedFinding, partText } from "../../mail/view/finding_words.ts";
import { isKind } from "../../messages/message.ts";
import { localTime } from "../../orders/quiet_hours.ts";
import { readDigests, readFigureDays, selectDigests, selectFigures } from "../../sql/figures.ts";
import { problemPage } from "../error_page.tsx";
import { field } from "../forms/form.ts";
import { csvLine } from "../csv.ts";
import { noteAct } from "./desk_act.ts";
import type { Desk, DeskHono } from "./desk_env.ts";
import { deskToken, openForm, stale } from "./desk_form.tsx";
import { casePath, countText, frameOf, homeOf, momentView } from "./desk_view.ts";
import { percent } from "./figure_words.ts";
import { bigOf, chartsOf, tablesOf } from "./figures_view.ts";
import { changesTable, neededTable } from "./versions_view.ts";
import { downloadHeaders } from "../download.ts";

const DAY_MS = 86_400_000;
const SPANS = [7, 90, 365] as const;
const WORDS_MAX = 500;

export const figurePages = new Hono<DeskHono>();

figurePages.get("/", async (context) => {
  const { desk } = context.var;
  const { ports: { db }, shop } = desk;
  const span = spanOf(context);
  const [days, digests, texts] = await db.batch([
    selectFigures(db, shop.id, ...rangeOf(desk, span)),
    selectDigests(db, shop.id, 1),
    selectNewestVersions(db, shop.id, CHANGES_MAX),
  ]);
  const history = readFigureDays(days!);
  const report = reportOf(history, span === 365 ? "month" : span === 90 ? "week" : "day");
  const [newest] = readDigests(digests!);
  const path = `${homeOf(desk)}/figures`;
  const file = `${path}/file?days=${span}`;
  const view: FiguresView = {
    frame: await frameOf(desk, "figures", { note: noteOf(context) }),
    spans: SPANS.map((one) => ({
      href: `${path}?days=${one}`,
      label: w("figures.days", { count: one }),
      current: one === span,
    })),
    counted: shop.settings.figures,
    week: newest === undefined ? null : dayWords(newest.digest.week),
    is_early: newest?.digest.is_early ?? true,
    found: (newest?.digest.found ?? []).map((one) => foundView(path, one, newest?.done ?? [])),
    followed: (newest?.digest.followed ?? []).map((one) => followedView(path, one, newest?.done ?? [])),
    done: { action: `${path}/done`, token: await deskToken(desk, "figures"), words_max: WORDS_MAX },
    trials: { href: `${path}/trials`, label: w("trials.title") },
    big: bigOf(report),
    charts: chartsOf(report),
    tables: [
      ...tablesOf(report, shop.settings.learnt, file),
      changesTable(versionsOf(history, changesOf(shop, texts!))),
      neededTable(report.kinds.map(({ kind }) => ({ kind, days: daysNeeded(history, kind) }))),
    ],
  };
  return await context.html(<FiguresPage view={view} />);
});

figurePages.get("/file", async (context) => {
  const { desk } = context.var;
  const { ports: { db }, shop } = desk;
  const table = TABLES.find((one) => one === (context.req.query("table") ?? "periods"));
  if (table === undefined) return problemPage(context, 404);
  const days = readFigureDays(await selectFigures(db, shop.id, ...rangeOf(desk, spanOf(context))).all());
  const rows = tableOf(reportOf(days, "day"), shop.settings.learnt, table);
  return new Response(rows.map((cells) => csvLine(cells)).join(""), {
    headers: downloadHeaders("text/csv; charset=utf-8", `figures-${shop.id}-${table}.csv`),
  });
});

figurePages.get("/cases", async (context) => {
  const { desk } = context.var;
  const { ports: { db }, shop } = desk;
  const [newest] = readDigests(await selectDigests(db, shop.id, 1).all());
  const name = context.req.query("name") ?? "";
  const about = [...newest?.digest.found ?? [], ...newest?.digest.followed ?? []].find((one) =>
    nameOf(one) === name
  );
  if (newest === undefined || about === undefined) return problemPage(context, 404);
  const days = "days" in about ? about.days : 7;
  const rows = await readEvidence(db, shop, about, { week: newest.digest.week, days });
  const view = {
    frame: await frameOf(desk, "figures"),
    title: named(about),
    back: { href: `${homeOf(desk)}/figures`, label: w("tab.figures") },
    cases: rows.map((row) => ({
      href: casePath(desk, row.id),
      topic: row.topic,
      about: [
        wordFor("kind", row.kind),
        row.after === null
          ? ""
          : w("figures.case_after", { mail: isKind(row.after) ? w(`message.${row.after}`) : row.after }),
        row.carrier ?? "",
        (row.has_shipped ?? 0) > 0 && row.number === null ? w("tracking.untracked") : "",
      ].filter((part) => part !== "").join(" · "),
      at: momentView(desk, row.opened_at),
    })),
  };
  return await context.html(<EvidencePage view={view} />);
});

figurePages.post("/done", async (context) => {
  const opened = await openForm(context, "figures");
  if (opened === null) return stale(context);
  const { desk } = context.var;
  const words = field(opened.form, "words", WORDS_MAX);
  if (words === "") return back(context, "empty");
  const name = field(opened.form, "name", 500);
  const is_noted = await noteDone(
    desk.ports.db,
    desk.shop,
    { name, words, by: desk.person },
    desk.now_ms,
  );
  if (!is_noted) return problemPage(context, 404);
  await noteAct(desk, opened.id, "figures.done", { detail: { about: name } });
  return back(context, "done");
});

function back(context: Context<DeskHono>, note: "done" | "empty"): Response {
  return context.redirect(`${homeOf(context.var.desk)}/figures?note=${note}`, 303);
}

function noteOf(context: Context<DeskHono>) {
  const note = context.req.query("note");
  return note === "done"
    ? { tone: "good" as const, text: w("figures.note_done") }
    : note === "empty"
    ? { tone: "bad" as const, text: w("figures.note_empty") }
    : null;
}

function spanOf(context: Context<DeskHono>): (typeof SPANS)[number] {
  return SPANS.find((one) => String(one) === context.req.query("days")) ?? 90;
}

function rangeOf({ shop, now_ms }: Desk, days: number): readonly [string, string] {
  const zone = shop.settings.time_zone;
  return [localTime(zone, now_ms - days * DAY_MS).day, localTime(zone, now_ms).day];
}

function foundView(path: string, one: Finding, done: readonly Done[]): NamedView {
  return {
    name: nameOf(one),
    text: w("figures.found", { what: named(one), cases: countText(one.cases), of: countText(one.of) }),
    facts: [
      w("figures.found_rate", {
        rate: percent(one.rate.value),
        from: percent(one.rate.from),
        to: percent(one.rate.to),
        usual: percent(one.usual),
        since: dayWords(one.since),
      }),
      ...(one.evidence.length === 0 ? [] : [
        one.evidence.map(({ part, value, cases }) => `${partText(part, value)}: ${countText(cases)}`)
          .join(" · "),
      ]),
    ],
    cases: casesLink(path, one),
    done: doneOf(done.filter(({ name }) => name === nameOf(one))),
  };
}

function followedView(path: string, one: FollowUp, done: readonly Done[]): NamedView {
  return {
    name: nameOf(one),
    text: w(`figures.is_${one.state}`, {
      what: named(one),
      rate: one.of === 0 ? w("rate.none") : percent(one.cases / one.of),
      usual: percent(one.usual),
      since: dayWords(one.since),
    }),
    facts: [],
    cases: one.state === "lasts" ? casesLink(path, one) : null,
    done: doneOf([...one.done, ...done.filter(({ name }) => name === nameOf(one))]),
  };
}

function casesLink(path: string, one: About): NamedView["cases"] {
  return hasCases(one)
    ? { href: `${path}/cases?name=${encodeURIComponent(nameOf(one))}`, label: w("figures.cases_behind") }
    : null;
}

function doneOf(done: readonly Done[]): readonly string[] {
  return done.map(({ words, by, day }) => w("figures.was_done", { words, by, day: dayWords(day) }));
}

function named({ family, parts }: About): string {
  return namedFinding(family, parts, FAMILY_TABLE.find(({ name }) => name === family)?.dims ?? []);
}

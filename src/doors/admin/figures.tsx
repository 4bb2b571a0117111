/** Shows a shop's figures of a week, a quarter or a year, and gives them as a file. It reads one row a day. */
import type { Context } from "hono";
import { Hono } from "hono";
import { FiguresPage, type FiguresView, type TableView } from "../../../templates/admin/figures.tsx";
import { w, wordFor } from "../../../templates/admin/words.ts";
import type { FollowUp } from "../../figures/digest.ts";
import { FAMILY_TABLE } from "../../figures/families.ts";
import type { Finding } from "../../figures/findings.ts";
import { type Period, type Report, reportOf, type Share } from "../../figures/report.ts";
import type { About } from "../../figures/series.ts";
import { isKind } from "../../messages/message.ts";
import { localTime } from "../../orders/quiet_hours.ts";
import { readDigests, readFigureDays, selectDigests, selectFigures } from "../../sql/figures.ts";
import { csvLine } from "./csv.ts";
import type { Desk, DeskHono } from "./desk_env.ts";
import { countText, frameOf, homeOf } from "./desk_view.ts";

const DAY_MS = 86_400_000;
const SPANS = [7, 90, 365] as const;
const PERIOD_COLUMNS = [
  "sent",
  "delivered",
  "bounced",
  "complained",
  "kept",
  "questions",
  "answered",
  "ordered",
  "returned",
] as const;

export const figurePages = new Hono<DeskHono>();

figurePages.get("/", async (context) => {
  const { desk } = context.var;
  const { ports: { db }, shop } = desk;
  const span = spanOf(context);
  const [days, digests] = await db.batch([
    selectFigures(db, shop.id, ...rangeOf(desk, span)),
    selectDigests(db, shop.id, 1),
  ]);
  const report = reportOf(readFigureDays(days!), span === 365 ? 7 : 10);
  const digest = readDigests(digests!)[0]?.digest;
  const path = `${homeOf(desk)}/figures`;
  const view: FiguresView = {
    frame: await frameOf(desk, "figures"),
    spans: SPANS.map((one) => ({
      href: `${path}?days=${one}`,
      label: w("figures.days", { count: one }),
      current: one === span,
    })),
    file: `${path}/file?days=${span}`,
    counted: shop.settings.figures,
    week: digest?.week ?? null,
    found: (digest?.found ?? []).map(foundView),
    followed: (digest?.followed ?? []).map(followedText),
    charts: chartsOf(report),
    tables: tablesOf(report),
  };
  return await context.html(<FiguresPage view={view} />);
});

figurePages.get("/file", async (context) => {
  const { desk } = context.var;
  const { ports: { db }, shop } = desk;
  const span = spanOf(context);
  const days = readFigureDays(await selectFigures(db, shop.id, ...rangeOf(desk, span)).all());
  const lines = reportOf(days, 10).periods.map((one) => csvLine([one.from, ...cellsOf(one, String)]));
  return new Response([csvLine(["day", ...PERIOD_COLUMNS]), ...lines].join(""), {
    headers: {
      "Content-Type": "text/csv; charset=utf-8",
      "Content-Disposition": `attachment; filename="figures-${shop.id}.csv"`,
    },
  });
});

function spanOf(context: Context<DeskHono>): (typeof SPANS)[number] {
  return SPANS.find((one) => String(one) === context.req.query("days")) ?? 90;
}

function rangeOf({ shop, now_ms }: Desk, days: number): readonly [string, string] {
  const zone = shop.settings.time_zone;
  return [localTime(zone, now_ms - days * DAY_MS).day, localTime(zone, now_ms).day];
}

function chartsOf({ periods }: Report): FiguresView["charts"] {
  const chart = (title: string, of: (one: Period) => number | null, worded: (value: number) => string) => ({
    title,
    spoken: periods.map((one) => `${one.from}: ${worded(of(one) ?? 0)}`).join(", ").slice(0, 4_000),
    bars: periods.map((one) => ({ label: `${one.from}: ${worded(of(one) ?? 0)}`, value: of(one) ?? 0 })),
  });
  return periods.length === 0 ? [] : [
    chart(w("figures.chart_sent"), ({ sent }) => sent, countText),
    { ...chart(w("figures.chart_kept"), ({ kept }) => kept?.value ?? null, percent), most: 1 },
    chart(w("figures.chart_questions"), ({ questions }) => questions, String),
  ];
}

function tablesOf({ periods, whole, carriers, kinds, reasons, topics }: Report): readonly TableView[] {
  const rows = [...periods.toReversed(), { ...whole, from: w("figures.all") }];
  return [
    {
      title: w("figures.periods"),
      columns: [w("figures.day"), ...PERIOD_COLUMNS.map((name) => wordFor("figures", name))],
      rows: rows.map((one) => ({ name: one.from, cells: cellsOf(one, countText) })),
    },
    {
      title: w("figures.carriers"),
      columns: [w("figures.carrier"), w("figures.orders"), w("figures.kept")],
      rows: carriers.map(({ name, cases, share }) => ({
        name: name === "" ? w("figures.unnamed") : name,
        cells: [countText(cases), trusted(share)],
      })),
    },
    {
      title: w("figures.kinds"),
      columns: [
        w("today.kind"),
        ...(["sent", "bounced", "clicked", "opened", "p50", "p95", "p99", "questions"] as const).map((name) =>
          wordFor("figures", name)
        ),
      ],
      rows: kinds.map((one) => ({
        name: isKind(one.kind) ? w(`message.${one.kind}`) : one.kind,
        cells: [
          countText(one.sent),
          trusted(one.bounced),
          trusted(one.clicked),
          one.opened === null ? w("rate.none") : `(${percent(one.opened.value)})`,
          seconds(one.p50),
          seconds(one.p95),
          seconds(one.p99),
          one.questions === null ? w("rate.none") : String(one.questions),
        ],
      })),
    },
    {
      title: w("figures.topics"),
      columns: [w("figures.topic"), w("figures.cases"), w("figures.share")],
      rows: topics.map(({ name, cases, share }) => ({ name, cells: [countText(cases), trusted(share)] })),
    },
    {
      title: w("figures.reasons"),
      columns: [w("figures.reason"), w("figures.cases"), w("figures.share")],
      rows: reasons.map(({ name, cases, share }) => ({
        name: name === "" ? w("figures.unnamed") : name,
        cells: [countText(cases), trusted(share)],
      })),
    },
  ];
}

function cellsOf(one: Period, count: (value: number) => string): readonly string[] {
  return [
    count(one.sent),
    count(one.delivered),
    count(one.bounced),
    count(one.complained),
    trusted(one.kept),
    one.questions === null ? w("rate.none") : String(one.questions),
    one.answered_minutes === null ? w("rate.none") : count(one.answered_minutes),
    count(one.ordered),
    count(one.returned),
  ];
}

/** A rate of fewer cases than this is shown with the bounds between which it lies. */
const SURE_OF = 1_000;

function trusted(share: Share | null): string {
  if (share === null) return w("rate.none");
  const { value, of, from, to } = share;
  return of >= SURE_OF ? percent(value) : `${percent(value)} (${percent(from)} – ${percent(to)})`;
}

function foundView(one: Finding): FiguresView["found"][number] {
  return {
    text: w("figures.found", { what: named(one), cases: countText(one.cases), of: countText(one.of) }),
    facts: [
      w("figures.found_rate", {
        rate: percent(one.rate.value),
        from: percent(one.rate.from),
        to: percent(one.rate.to),
        usual: percent(one.usual),
        since: one.since,
      }),
      ...(one.evidence.length === 0 ? [] : [
        one.evidence.map(({ part, value, cases }) =>
          `${countText(cases)} ${wordFor("figurepart", part)}: ${value === "" ? w("figures.unnamed") : value}`
        ).join(" · "),
      ]),
    ],
  };
}

function followedText(one: FollowUp): string {
  return w(`figures.is_${one.state}`, {
    what: named(one),
    rate: one.of === 0 ? w("rate.none") : percent(one.cases / one.of),
    usual: percent(one.usual),
    since: one.since,
  });
}

/** The family in words, then the parts by which it is told apart, in their own order. */
function named({ family, parts }: About): string {
  const dims = FAMILY_TABLE.find(({ name }) => name === family)?.dims ?? [];
  const about = dims.flatMap((dim) =>
    parts[dim] === undefined ? [] : [`${wordFor("figurepart", dim)} ${parts[dim]}`]
  );
  return [wordFor("family", family), ...about].join(", ");
}

function percent(share: number): string {
  return `${Number((100 * share).toFixed(share < 0.1 ? 2 : 1))} %`;
}

function seconds(value: number | null): string {
  return value === null ? w("rate.none") : w("figure.seconds", { seconds: value });
}

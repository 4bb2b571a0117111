/** Words a shop's figures for the desk: charts, tables, and how far each rate can be trusted. It counts nothing. */
import type { FiguresView, TableView } from "../../../templates/admin/figures.tsx";
import { w, wordFor } from "../../../templates/admin/words.ts";
import type { Period, Report } from "../../figures/report.ts";
import { learntRows, type TableName } from "../../figures/tables.ts";
import { countryWords, dayWords } from "../../mail/view/finding_words.ts";
import { isKind } from "../../messages/message.ts";
import type { Learnt } from "../../orders/learnt.ts";
import { countText } from "./desk_view.ts";
import {
  boundsText,
  minutes,
  number,
  percent,
  periodText,
  ratingText,
  reasonWords,
  seconds,
  shortPeriodText,
  trusted,
} from "./figure_words.ts";

const PERIOD_COLUMNS = [
  "sent",
  "delivered",
  "bounced",
  "complained",
  "clicked",
  "kept",
  "questions",
  "answered",
  "solved",
  "alone",
  "stars",
  "nps",
  "ordered",
  "returned",
] as const;

/** The four figures that are read first. */
export function bigOf({ whole }: Report): FiguresView["big"] {
  const of = (count: number | undefined) =>
    count === undefined ? "" : w("figures.big_of", { count: countText(count) });
  return [
    { name: w("figurecolumn.sent"), value: countText(whole.sent), more: "" },
    {
      name: w("figurecolumn.kept"),
      value: whole.kept === null ? w("rate.none") : percent(whole.kept.value),
      more: whole.kept === null ? "" : `${boundsText(whole.kept)} · ${of(whole.kept.of)}`,
    },
    {
      name: w("figures.first_answer"),
      value: minutes(whole.answered_minutes),
      more: whole.answered_minutes_95 === null
        ? ""
        : w("figures.big_95", { time: minutes(whole.answered_minutes_95) }),
    },
    {
      name: w("figurecolumn.alone"),
      value: whole.alone === null ? w("rate.none") : percent(whole.alone.value),
      more: of(whole.alone?.of),
    },
  ];
}

export function chartsOf({ periods }: Report): FiguresView["charts"] {
  const chart = (
    title: string,
    lead: string,
    of: (one: Period) => number | null,
    worded: (value: number) => string,
    most?: number,
  ) => {
    const bars = periods.map((one) => {
      const value = of(one);
      return {
        name: periodText(one.from),
        short: shortPeriodText(one.from),
        value,
        text: value === null ? w("rate.none") : worded(value),
      };
    });
    return {
      title,
      lead,
      spoken: bars.map(({ name, text }) => `${name}: ${text}`).join(", ").slice(0, 4_000),
      bars,
      ...(most !== undefined && { most }),
    };
  };
  return periods.length === 0 ? [] : [
    chart(w("figures.chart_sent"), w("figures.chart_sent_lead"), ({ sent }) => sent, countText),
    chart(
      w("figures.chart_kept"),
      w("figures.chart_kept_lead"),
      ({ kept }) => kept?.value ?? null,
      percent,
      1,
    ),
    chart(
      w("figures.chart_answered"),
      w("figures.chart_answered_lead"),
      ({ answered_minutes }) => answered_minutes,
      minutes,
    ),
    chart(
      w("figures.chart_questions"),
      w("figures.chart_questions_lead"),
      ({ questions }) => questions,
      countText,
    ),
  ];
}

export function tablesOf(report: Report, learnt: Learnt | undefined, file: string): readonly TableView[] {
  const table = (
    name: TableName,
    columns: readonly string[],
    rows: TableView["rows"],
    lead = "",
  ): TableView => ({
    name,
    title: wordFor("figuretable", name),
    lead,
    file: `${file}&table=${name}`,
    columns,
    rows,
  });
  const { periods, whole, carriers, origins, countries, kinds, routes, topics, reasons, skus, ratings } =
    report;
  const columns = (...names: readonly string[]) => names.map((name) => wordFor("figurecolumn", name));
  const named = (name: string) => name === "" ? w("figures.unnamed") : name;
  const groups = (rows: Report["carriers"]) =>
    rows.map(({ name, cases, share }) => ({ name: named(name), cells: [countText(cases), trusted(share)] }));
  const all = [
    ...periods.toReversed(),
    ...(periods.length > 1 ? [whole] : []),
  ];
  return [
    table(
      "periods",
      columns("day", ...PERIOD_COLUMNS),
      all.map((one) => ({
        name: one === whole ? w("figures.all") : periodText(one.from),
        cells: cellsOf(one),
      })),
    ),
    table("carriers", columns("carrier", "orders", "kept"), groups(carriers)),
    table(
      "origins",
      columns("origin", "orders", "kept"),
      groups(origins).map((row) => ({ ...row, name: wordFor("origin", row.name) })),
    ),
    table(
      "learnt",
      columns("service", "country", "carrier", "days_told", "learnt_from", "learnt_kept", "since"),
      learntRows(learnt).map((one) => ({
        name: named(one.service),
        cells: [
          named(countryWords(one.country)),
          one.carrier === "" ? w("figures.any") : one.carrier,
          one.days_min === one.days_max ? String(one.days_max) : `${one.days_min} – ${one.days_max}`,
          countText(one.cases),
          trusted(one.kept),
          dayWords(one.since),
        ],
      })),
      w("figures.learnt_lead"),
    ),
    table(
      "countries",
      columns("country", "ordered", "kept"),
      countries.map(({ name, ordered, kept }) => ({
        name: named(countryWords(name)),
        cells: [countText(ordered), trusted(kept)],
      })),
    ),
    table(
      "kinds",
      columns("kind", "sent", "bounced", "clicked", "opened", "p50", "p95", "p99", "questions"),
      kinds.map((one) => ({
        name: isKind(one.kind) ? w(`message.${one.kind}`) : one.kind,
        cells: [
          countText(one.sent),
          trusted(one.bounced),
          trusted(one.clicked),
          one.opened === null ? w("rate.none") : `(${percent(one.opened.value)})`,
          seconds(one.p50),
          seconds(one.p95),
          seconds(one.p99),
          number(one.questions),
        ],
      })),
    ),
    table(
      "routes",
      columns("channel", "domain", "sent", "delivered", "bounced", "complained"),
      routes.map(({ channel, domain, sent, ...one }) => ({
        name: named(channel),
        cells: [
          wordFor("figuredomain", domain),
          countText(sent),
          trusted(one.delivered),
          trusted(one.bounced),
          trusted(one.complained),
        ],
      })),
    ),
    table(
      "topics",
      columns("topic", "cases", "share"),
      groups(topics).map((row) => ({ ...row, name: wordFor("kind", row.name) })),
    ),
    table(
      "reasons",
      columns("reason", "cases", "share"),
      groups(reasons.map((one) => ({ ...one, name: reasonWords(one.name) }))),
    ),
    table(
      "skus",
      columns("sku", "sold", "returned", "reason"),
      skus.map(({ name, sold, returned, reason }) => ({
        name,
        cells: [countText(sold), trusted(returned), named(reasonWords(reason))],
      })),
      w("figures.skus_lead"),
    ),
    table(
      "ratings",
      columns("about", "count", "mean"),
      ratings.map(({ about, ...rating }) => ({
        name: wordFor("rated", about),
        cells: [countText(rating.count), ratingText(rating)],
      })),
    ),
  ];
}

function cellsOf(one: Period): readonly string[] {
  return [
    countText(one.sent),
    countText(one.delivered),
    countText(one.bounced),
    countText(one.complained),
    trusted(one.clicked),
    trusted(one.kept),
    number(one.questions),
    minutes(one.answered_minutes),
    one.solved_hours === null ? w("rate.none") : w("figure.hours", { hours: countText(one.solved_hours) }),
    trusted(one.alone),
    ratingText(one.stars),
    ratingText(one.nps),
    countText(one.ordered),
    countText(one.returned),
  ];
}

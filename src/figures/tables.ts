/** Lays a report out in tables, each with its name, as files and programs take them. Pure. */
import type { Learnt } from "../orders/learnt.ts";
import type { Report } from "./report.ts";
import { type Share, shareOf } from "./sums.ts";

export const TABLES = [
  "periods",
  "carriers",
  "origins",
  "learnt",
  "countries",
  "kinds",
  "routes",
  "topics",
  "reasons",
  "skus",
  "ratings",
] as const;
export type TableName = (typeof TABLES)[number];

/** What orders without a date are told, and how often that was kept; `carrier` is empty for all carriers. */
export interface LearntRow {
  readonly carrier: string;
  readonly service: string;
  readonly country: string;
  readonly days_min: number;
  readonly days_max: number;
  readonly since: string;
  readonly cases: number;
  readonly kept: Share | null;
}

export function learntRows(learnt: Learnt | undefined): readonly LearntRow[] {
  return Object.entries(learnt ?? {}).flatMap(
    ([key, { told, cases, kept, kept_of }]): readonly LearntRow[] => {
      const last = told.at(-1);
      const [carrier = "", service = "", country = ""] = key.split("|");
      return last === undefined || last.days === null ? [] : [{
        carrier,
        service,
        country,
        ...last.days,
        since: last.since,
        cases,
        kept: shareOf(kept, kept_of),
      }];
    },
  ).toSorted((a, b) => b.cases - a.cases);
}

/** Returns a table as rows of cells, the names of its columns first. A share is four columns: cases, of how many, and its bounds. */
export function tableOf(
  report: Report,
  learnt: Learnt | undefined,
  name: TableName,
): readonly (readonly string[])[] {
  const rows: readonly object[] = name === "learnt" ? learntRows(learnt) : report[name];
  const names = [...new Set(rows.flatMap((row) => Object.keys(row)))];
  // What is null in one row shows its columns in another.
  const parts = new Map(names.map((column) => {
    const some = rows.map((row) => (row as Readonly<Record<string, unknown>>)[column])
      .find((value): value is object => typeof value === "object" && value !== null);
    return [column, some === undefined ? null : Object.keys(some)];
  }));
  return [
    names.flatMap((column) => parts.get(column)?.map((part) => `${column}_${part}`) ?? [column]),
    ...rows.map((row) =>
      names.flatMap((column) => {
        const value = (row as Readonly<Record<string, unknown>>)[column];
        const inner = parts.get(column);
        return inner?.map((part) => cell((value as Readonly<Record<string, unknown>> | null)?.[part])) ??
          [cell(value)];
      })
    ),
  ];
}

function cell(value: unknown): string {
  if (typeof value === "number") return String(Number(value.toFixed(6)));
  const text = value === null || value === undefined ? "" : String(value);
  // A spreadsheet takes such a cell for a formula, and reasons are written by customers.
  return /^[=+\-@\t\r]/.test(text) ? `'${text}` : text;
}

/**
 * Lays a family's counts out day by day, without what was named already and what follows from it, and sums them for the
 * parts that are asked. It judges nothing. Pure.
 */
import type { DayCounts } from "./counts.ts";
import { type Cell, type Family, type FamilyName, FOLLOWS } from "./families.ts";

/** What is named: a family, and the parts by which it is told apart; none is the whole shop. */
export interface About {
  readonly family: FamilyName;
  readonly parts: Readonly<Record<string, string>>;
}

/** Something that was named, with the days that say nothing about what is usual. */
export interface Trouble extends About {
  readonly since: string;
  readonly until: string;
  /** False while it lasts. */
  readonly is_over: boolean;
}

/** Days after its end in which something still has consequences. */
const FOLLOWS_DAYS = 21;

/** One family's cells, day by day, without what is named already. */
export interface Series {
  readonly family: Family;
  readonly days: readonly string[];
  readonly bad: readonly (readonly Cell[])[];
  readonly all: readonly (readonly Cell[])[];
}

/** The value of each of a family's parts; null where all of them are meant. */
export type Parts = readonly (string | null)[];

/** Takes out what earlier weeks named, on its days, and what follows from something that this week names. */
export function seriesOf(
  family: Family,
  days: readonly DayCounts[],
  troubles: readonly Trouble[],
  found: readonly About[],
): Series {
  const lag = family.lag_days ?? 0;
  const all = days.map(({ counts }) => family.all(counts));
  const lagged: Series = {
    family,
    days: days.map(({ day }) => day),
    bad: days.map(({ counts }) => family.bad(counts)),
    all: lag === 0 ? all : all.map((_, at) => all[at - lag] ?? []),
  };
  const cut = lag === 0 ? lagged : {
    family,
    days: lagged.days.slice(lag),
    bad: lagged.bad.slice(lag),
    all: lagged.all.slice(lag),
  };
  const own = troubles.filter((one) => one.family === family.name);
  const clean = own.reduce((series, trouble) => withoutTrouble(series, trouble), cut);
  const last = clean.days.at(-1) ?? "";
  const follow = [
    ...found,
    ...troubles.filter(({ since, until }) => since <= last && last <= addDays(until, FOLLOWS_DAYS)),
  ].filter((about) => about.family !== family.name);
  return follow.reduce(withoutFollowing, clean);
}

/**
 * Leaves out what lasts, on all days, so that the rest stays comparable; of what is over, its own days alone, with all of
 * which it was counted.
 */
function withoutTrouble(series: Series, trouble: Trouble): Series {
  const parts = partsIn(series.family, trouble);
  if (!trouble.is_over) return without(series, parts, () => true);
  const told_apart = series.all.flat()[0]?.parts ?? [];
  const coarse = parts.map((part, at) => told_apart[at] === null ? null : part);
  return without(series, coarse, (day) => day >= trouble.since && day <= trouble.until);
}

/** Leaves out, on all days, the questions and ratings that a named carrier, item or missing number explains. */
function withoutFollowing(series: Series, about: About): Series {
  const bad = series.bad.map((cells) => cells.filter((cell) => !followsFrom(about, cell)));
  // Of a carrier's customers nothing is counted; elsewhere all are, so that one part stays told from another.
  const carrier = about.family === "late" ? about.parts["carrier"] : undefined;
  const all = carrier === undefined
    ? series.all
    : series.all.map((cells) => cells.filter((cell) => cell.carrier !== carrier));
  return { ...series, bad, all };
}

function followsFrom({ family, parts: { carrier } }: About, cell: Cell): boolean {
  if (family === "untracked") return cell.tracking === "untracked" && cell.topic === "where";
  if (family === "late") {
    return carrier !== undefined
      ? cell.carrier === carrier
      : cell.topic === "where" || cell.parts[0] === "delivery";
  }
  return (FOLLOWS[family] ?? []).includes(cell.topic ?? "");
}

export function without(series: Series, parts: Parts, isOn: (day: string) => boolean): Series {
  const kept = (cells: readonly Cell[], at: number) =>
    isOn(series.days[at]!) ? cells.filter((cell) => !isWithin(cell.parts, parts)) : cells;
  return { ...series, bad: series.bad.map(kept), all: series.all.map(kept) };
}

/** Returns whether a cell has all of the named parts. */
export function isWithin(cell: Parts, parts: Parts): boolean {
  return parts.every((part, at) => part === null || cell[at] === part);
}

/** Returns whether a cell counts for the named parts: one that is not told apart by a part counts for each of its values. */
export function isOf(cell: Parts, parts: Parts): boolean {
  return parts.every((part, at) => part === null || cell[at] === null || cell[at] === part);
}

export function partsIn(family: Family, { parts }: About): Parts {
  return family.dims.map((dim) => parts[dim] ?? null);
}

export interface Sums {
  readonly bad: readonly number[];
  readonly all: readonly number[];
}

export function sumsOf({ bad, all }: Series, parts: Parts): Sums {
  const count = (cells: readonly Cell[]) =>
    cells.reduce((total, cell) => isOf(cell.parts, parts) ? total + cell.count : total, 0);
  return { bad: bad.map(count), all: all.map(count) };
}

export function sum(all: readonly number[]): number {
  return all.reduce((total, one) => total + one, 0);
}

export function addDays(day: string, count: number): string {
  return new Date(Date.parse(`${day}T00:00:00Z`) + count * 86_400_000).toISOString().slice(0, day.length);
}

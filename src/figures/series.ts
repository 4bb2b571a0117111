/**
 * Lays a family's counts out day by day, without what was named already and what follows from it, and sums them for the
 * parts that are asked. It judges nothing. Pure.
 */
import { type DayCounts, weekdayOf } from "./counts.ts";
import type { Cell } from "./cells.ts";
import { FOLLOWS } from "./families.ts";
import { type Family, type FamilyName, leadDays } from "./family.ts";

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
/** Days in which a customer still rates it after it was seen to be over, which takes a week by itself. */
const RATED_DAYS = 7;

/** One family's cells, day by day, without what is named already. */
export interface Series {
  readonly family: Family;
  readonly days: readonly string[];
  readonly bad: readonly (readonly Cell[])[];
  readonly all: readonly (readonly Cell[])[];
  /** Of each day, the share of each value of the parts by which bad cases alone are counted. */
  readonly shares: readonly Shares[];
  /** These parts: of some day there are shares, though that day may not be laid out, as what is counted of is older. */
  readonly shared: ReadonlySet<string>;
}

type Shares = Readonly<Record<string, ReadonlyMap<string, number>>>;

/** The value of each of a family's parts; null where all of them are meant. */
export type Parts = readonly (string | null)[];

/** Takes out what earlier weeks named, on its days, and what follows from something that this week names. */
export function seriesOf(
  family: Family,
  days: readonly DayCounts[],
  troubles: readonly Trouble[],
  found: readonly About[],
): Series {
  const [lead, lag] = [leadDays(family), family.lag_days ?? 0];
  const [shown, of] = [days.slice(lead), days.slice(lead - lag, days.length - lag)];
  const cellsOf = (read: Family["bad"], counted: readonly DayCounts[]) =>
    counted.map(({ counts }, at) =>
      family.by_weekday ? withWeekday(read(counts), shown[at]!.day) : read(counts)
    );
  const shares = days.map(({ counts }) => sharesOf(family.shared?.(counts) ?? {}));
  const cut: Series = {
    family,
    days: shown.map(({ day }) => day),
    bad: cellsOf(family.bad, shown),
    all: cellsOf(family.all, of),
    shares: shares.slice(lead - lag, days.length - lag),
    shared: new Set(shares.flatMap((one) => Object.keys(one))),
  };
  const own = troubles.filter((one) => one.family === family.name);
  const clean = own.reduce((series, trouble) => withoutTrouble(series, trouble), cut);
  const last = clean.days.at(-1) ?? "";
  const elsewhere = troubles.filter((one) => one.family !== family.name);
  const [by_day, throughout] = family.is_rating
    ? [elsewhere.filter(({ is_over }) => is_over), elsewhere.filter(({ is_over }) => !is_over)]
    : [[], elsewhere];
  const follow = [
    ...found.filter((about) => about.family !== family.name),
    ...throughout.filter(({ since, until }) => since <= last && last <= addDays(until, FOLLOWS_DAYS)),
  ];
  return follow.reduce(withoutFollowing, by_day.reduce(withoutItsRatings, clean));
}

/** Leaves out, of what is over, the ratings of its own days alone: later ones are watched again, and compared with what was usual before it. */
function withoutItsRatings(series: Series, trouble: Trouble): Series {
  const until = addDays(trouble.until, RATED_DAYS);
  const kept = (cells: readonly Cell[], at: number) =>
    series.days[at]! >= trouble.since && series.days[at]! <= until
      ? cells.filter((cell) => !followsFrom(trouble, cell))
      : cells;
  return { ...series, bad: series.bad.map(kept), all: series.all.map(kept) };
}

/**
 * Leaves out what lasts, on all days, so that the rest stays comparable; of what is over, its own days alone, with all of
 * which it was counted.
 */
function withoutTrouble(series: Series, trouble: Trouble): Series {
  // Of several bars one is named, and says the others.
  const parts = partsIn(series.family, trouble).map((part, at) =>
    series.family.is_of_bars && at === 0 ? null : part
  );
  if (!trouble.is_over) return without(series, parts, () => true);
  const is_told_apart = (at: number) =>
    series.all.every((cells) => cells.every((cell) => cell.parts[at] !== null));
  const coarse = parts.map((part, at) => part !== null && is_told_apart(at) ? part : null);
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

function followsFrom({ family, parts }: About, cell: Cell): boolean {
  const { carrier, method } = parts;
  if (family === "untracked") return cell.tracking === "untracked" && cell.topic === "where";
  if (family === "unpaid") return method !== undefined && cell.method === method;
  if (family === "late") {
    return carrier !== undefined
      ? cell.carrier === carrier
      : cell.topic === "where" || cell.parts[0] === "delivery";
  }
  if (family === "asked" || family === "unprompted") return isAskedBySame(parts, cell);
  return (FOLLOWS[family] ?? []).includes(cell.topic ?? "");
}

/** Whether the customers by whom a finding names questions wrote this one too, whatever mail came before it. */
function isAskedBySame({ after, topic, ...of }: About["parts"], cell: Cell): boolean {
  const named = Object.entries(of);
  return after === undefined && named.length > 0 && (topic === undefined || cell.topic === topic) &&
    named.every(([part, value]) => cell[part as "locale" | "method" | "country"] === value);
}

/** Adds the day of the week as the last part. */
function withWeekday(cells: readonly Cell[], day: string): readonly Cell[] {
  const weekday = String(weekdayOf(day));
  return cells.map((cell) => ({ ...cell, parts: [...cell.parts, weekday] }));
}

function sharesOf(shared: Readonly<Record<string, readonly Cell[]>>): Shares {
  return Object.fromEntries(
    Object.entries(shared).map(([dim, cells]) => {
      const total = sum(cells.map(({ count }) => count));
      const by_value = Map.groupBy(cells, ({ parts: [value] }) => value ?? "");
      return [
        dim,
        new Map([...by_value].map(([value, of]) => [value, sum(of.map(({ count }) => count)) / total])),
      ];
    }),
  );
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
  return family.dims.map((dim, at) => parts[dim] ?? (at === 0 ? family.bar : undefined) ?? null);
}

export interface Sums {
  readonly bad: readonly number[];
  readonly all: readonly number[];
}

/** What is not told apart by a part counts by that day's share of its value; a day without shares counts nothing for it. */
export function sumsOf({ family, bad, all, shares, shared }: Series, parts: Parts): Sums {
  const by_share = family.dims.flatMap((dim, at) =>
    parts[at] !== null && shared.has(dim) ? [[dim, parts[at]!] as const] : []
  );
  const count = (cells: readonly Cell[]) =>
    cells.reduce((total, cell) => isOf(cell.parts, parts) ? total + cell.count : total, 0);
  return {
    bad: bad.map(count),
    all: all.map((cells, day) =>
      by_share.reduce((total, [dim, value]) => total * (shares[day]![dim]?.get(value) ?? 0), count(cells))
    ),
  };
}

export function sum(all: readonly number[]): number {
  return all.reduce((total, one) => total + one, 0);
}

export function addDays(day: string, count: number): string {
  return new Date(Date.parse(`${day}T00:00:00Z`) + count * 86_400_000).toISOString().slice(0, day.length);
}

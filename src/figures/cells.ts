/** The counts of one day as cells: a number with the parts by which it is told apart. Pure. */
import { type Counts, partsOf } from "./counts.ts";

/** A part of a cell is null where the count is not told apart by it: pieces sold have no reason of return. */
export interface Cell {
  readonly parts: readonly (string | null)[];
  readonly count: number;
  /** The carrier behind a bad case, which may be named for it already. */
  readonly carrier?: string | undefined;
  /** What the customer asked, which may follow from something else that is named. */
  readonly topic?: string | undefined;
  /** Whether the parcel that was asked about had a tracking number. */
  readonly tracking?: string | undefined;
  /** Of the order that was asked about. */
  readonly locale?: string | undefined;
  readonly method?: string | undefined;
  readonly country?: string | undefined;
}

/** A part that nobody told, as on the days of an older Waybill: it counts in all, and is never named. */
export const UNKNOWN = "?";

export function told(part: string | undefined): string {
  return part === undefined || part === "" ? UNKNOWN : part;
}

/** Whether a day's mails are counted by language, kind and channel together; days of an older Waybill are not. */
export function isTold({ spoken }: Counts): boolean {
  return spoken !== undefined;
}

export function cells(
  by_key: Readonly<Record<string, number>> | undefined,
  read: (parts: readonly string[]) => Omit<Cell, "count"> | null,
): readonly Cell[] {
  return Object.entries(by_key ?? {}).flatMap(([key, count]) => {
    const cell = read(partsOf(key));
    return cell === null ? [] : [{ ...cell, count }];
  });
}

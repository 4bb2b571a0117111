/** What a family of rates is: what counts as bad, of how many, and by which parts it may be told apart. Pure. */
import type { Cell } from "./cells.ts";
import type { Counts } from "./counts.ts";

export const FAMILIES = [
  "untracked",
  "late",
  "unpaid",
  "bounced",
  "complained",
  "clicked",
  "failed",
  "slow",
  "delayed",
  "returned",
  "asked",
  "unprompted",
  "rated",
  "answered",
  "unheard",
  "silent",
] as const;
export type FamilyName = (typeof FAMILIES)[number];

export interface Family {
  readonly name: FamilyName;
  /** Names of the parts. */
  readonly dims: readonly string[];
  /** How many of the first parts any finding may name; the others are seldom the cause. 2 where it is absent. */
  readonly main?: number;
  /** Days between what it is counted of and the bad case. */
  readonly lag_days?: number;
  /** Days by which it may come later still: when less is sold than just before, what was sold then still comes back. */
  readonly trails_days?: number;
  /** True where what all values of the part have in common is no trouble, such as hours in which nobody buys. */
  readonly is_beside_others?: true;
  /** True where all that is counted says what the bad cases say, so that what another trouble explains is left out of both. */
  readonly is_rating?: true;
  /** True where fewer of it are the trouble, such as clicks once a link is broken; `bad` then reads what should come. */
  readonly falls?: true;
  readonly bad: (counts: Counts) => readonly Cell[];
  readonly all: (counts: Counts) => readonly Cell[];
  /** Parts by which the bad cases alone are counted: of how many, the shares of that day's mails or orders say. */
  readonly shared?: (counts: Counts) => Readonly<Record<string, readonly Cell[]>>;
  /** True where the first part is a bar that each case passes or not: one is always named, and never two of them. */
  readonly is_of_bars?: true;
  /** The bar that is meant where none is named, as in findings of an older Waybill. */
  readonly bar?: string;
  /** True where the day of the week may be the cause; it is the last part. */
  readonly by_weekday?: true;
  /** True where a message is shared out per 1,000 and not per 100. */
  readonly per_mille?: true;
}

/** The parts beyond these share a bound of their own, so that they take no confidence from the first. */
export function mainOf({ main = 2 }: Family): number {
  return main;
}

/** The first days of what lags, which say too little: what comes of older orders may not have been counted yet. */
export function leadDays({ lag_days = 0, trails_days = 0 }: Family): number {
  return lag_days === 0 ? 0 : lag_days + Math.floor(trails_days / 2);
}

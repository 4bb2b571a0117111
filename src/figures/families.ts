/**
 * Says which rates of a shop are watched: what counts as bad, of how many, and by which parts it may be told apart. It
 * judges nothing. Pure.
 */
import { type Counts, partsOf } from "./counts.ts";

export const FAMILIES = [
  "untracked",
  "late",
  "bounced",
  "complained",
  "failed",
  "slow",
  "returned",
  "asked",
  "unprompted",
  "rated",
  "answered",
] as const;
export type FamilyName = (typeof FAMILIES)[number];

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
}

export interface Family {
  readonly name: FamilyName;
  /** Names of the parts. */
  readonly dims: readonly string[];
  /** Days between what it is counted of and the bad case. */
  readonly lag_days?: number;
  readonly bad: (counts: Counts) => readonly Cell[];
  readonly all: (counts: Counts) => readonly Cell[];
  /** True where a message is shared out per 1,000 and not per 100. */
  readonly per_mille?: true;
}

/** Bucket of five minutes: see messages/latency_histogram.ts. */
const SLOW_BUCKET = 45;
/** Bucket of eight working hours. */
const LATE_ANSWER_BUCKET = 72;
const STARS_BAD = 2;
const NPS_BAD = 6;
const RETURN_LAG_DAYS = 10;

export const FAMILY_TABLE: readonly Family[] = [
  {
    name: "untracked",
    dims: ["carrier"],
    bad: ({ shipped }) =>
      cells(shipped, ([carrier = "", tracking]) => tracking === "untracked" ? { parts: [carrier] } : null),
    all: ({ shipped }) => cells(shipped, ([carrier = ""]) => ({ parts: [carrier] })),
  },
  {
    name: "late",
    dims: ["carrier", "country"],
    bad: ({ promise }) =>
      cells(
        promise,
        ([carrier = "", country = "", , verdict]) =>
          verdict === "late" ? { parts: [carrier, country] } : null,
      ),
    all: ({ promise }) => cells(promise, ([carrier = "", country = ""]) => ({ parts: [carrier, country] })),
  },
  {
    name: "bounced",
    dims: ["channel", "domain"],
    bad: ({ route }) => byOutcome(route, "bounced"),
    all: ({ route }) => byOutcome(route, "sent"),
  },
  {
    name: "complained",
    dims: ["kind"],
    per_mille: true,
    bad: ({ mail }) => byKind(mail, ["complained"]),
    all: ({ mail }) => byKind(mail, ["sent"]),
  },
  {
    name: "failed",
    dims: ["kind"],
    bad: ({ mail }) => byKind(mail, ["failed"]),
    all: ({ mail }) => byKind(mail, ["sent", "failed"]),
  },
  {
    name: "slow",
    dims: ["kind"],
    bad: ({ took }) =>
      cells(took, ([kind = "", bucket]) => Number(bucket) > SLOW_BUCKET ? { parts: [kind] } : null),
    all: ({ took }) => cells(took, ([kind = ""]) => ({ parts: [kind] })),
  },
  {
    name: "returned",
    dims: ["sku", "reason"],
    lag_days: RETURN_LAG_DAYS,
    bad: ({ returned }) => cells(returned, ([sku = "", reason = ""]) => ({ parts: [sku, reason] })),
    all: ({ sold }) => cells(sold, ([sku = ""]) => ({ parts: [sku, null] })),
  },
  {
    name: "asked",
    dims: ["after", "topic"],
    per_mille: true,
    bad: ({ asked }) =>
      cells(
        asked,
        ([topic = "", after = "", carrier, tracking]) =>
          after === "" ? null : { parts: [after, topic], carrier, topic, tracking },
      ),
    all: ({ mail }) =>
      cells(mail, ([kind = "", outcome]) => outcome === "sent" ? { parts: [kind, null] } : null),
  },
  {
    name: "unprompted",
    dims: ["topic"],
    per_mille: true,
    bad: ({ asked }) =>
      cells(
        asked,
        ([topic = "", after, carrier, tracking]) =>
          after === "" ? { parts: [topic], carrier, topic, tracking } : null,
      ),
    all: ({ ordered }) => cells(ordered, () => ({ parts: [null] })),
  },
  {
    name: "rated",
    dims: ["about"],
    bad: ({ rated }) =>
      cells(
        rated,
        ([about = "", score, carrier]) =>
          Number(score) <= (about === "nps" ? NPS_BAD : STARS_BAD) ? { parts: [about], carrier } : null,
      ),
    all: ({ rated }) => cells(rated, ([about = "", , carrier]) => ({ parts: [about], carrier })),
  },
  {
    name: "answered",
    dims: [],
    bad: ({ answered }) =>
      cells(answered, ([bucket]) => Number(bucket) > LATE_ANSWER_BUCKET ? { parts: [] } : null),
    all: ({ answered }) => cells(answered, () => ({ parts: [] })),
  },
];

/** What follows from a finding by itself and is not named beside it. */
export const FOLLOWS: Readonly<Partial<Record<FamilyName, readonly string[]>>> = {
  returned: ["return", "claim"],
};

function cells(
  by_key: Readonly<Record<string, number>> | undefined,
  read: (parts: readonly string[]) => Omit<Cell, "count"> | null,
): readonly Cell[] {
  return Object.entries(by_key ?? {}).flatMap(([key, count]) => {
    const cell = read(partsOf(key));
    return cell === null ? [] : [{ ...cell, count }];
  });
}

function byOutcome(route: Readonly<Record<string, number>> | undefined, wanted: string): readonly Cell[] {
  return cells(
    route,
    ([channel = "", domain = "", outcome]) => outcome === wanted ? { parts: [channel, domain] } : null,
  );
}

function byKind(
  mail: Readonly<Record<string, number>> | undefined,
  wanted: readonly string[],
): readonly Cell[] {
  return cells(mail, ([kind = "", outcome = ""]) => wanted.includes(outcome) ? { parts: [kind] } : null);
}

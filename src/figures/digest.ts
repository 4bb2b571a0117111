/** Says once a week what stands out in a shop's figures, and what became of what earlier weeks named. Pure. */
import { atLeast } from "./chance.ts";
import type { DayCounts } from "./counts.ts";
import { isFalling } from "./families.ts";
import { type Finding, findingsOf, rateOf } from "./findings.ts";
import { type About, addDays, type Trouble } from "./series.ts";

/** What an earlier digest named, and how it stands this week. */
export interface FollowUp extends About {
  readonly since: string;
  readonly usual: number;
  readonly usual_of: number;
  readonly cases: number;
  readonly of: number;
  /** `over`: as usual again; `usual`: so for so long that it counts as usual from now on. */
  readonly state: "lasts" | "over" | "usual";
  /** What the shop did about it, in its own words. */
  readonly done: readonly Done[];
}

export interface Done {
  /** The name of what was found: see `nameOf`. */
  readonly name: string;
  readonly words: string;
  readonly by: string;
  /** The day on which it was written down. */
  readonly day: string;
}

export interface Digest {
  /** The last day of its week. */
  readonly week: string;
  readonly found: readonly Finding[];
  readonly followed: readonly FollowUp[];
  /** Whether there were days enough to compare. */
  readonly is_early: boolean;
}

const DAYS_MIN = 35;
/** Weeks after which a changed rate is the usual one. */
const LASTS_MAX_WEEKS = 12;
/** A week as bad as this by chance alone still is trouble. */
const OVER_CHANCE = 0.02;
/** Days around a trouble that say nothing of what is usual: it began before it was seen, and ends as slowly. */
const MARGIN_DAYS = 7;

/** `history` is in the order of its days; `earlier` are the shop's digests, oldest first; `done` what the shop did. */
export function digestOf(
  history: readonly DayCounts[],
  week: string,
  earlier: readonly Digest[],
  done: readonly Done[],
): Digest {
  const past = earlier.filter((one) => one.week < week);
  const open = openOf(past);
  const followed = open.map((one) => followUp(history, week, one, done));
  const found = findingsOf(history, week, [
    ...closedOf(past),
    ...followed.map((one) => troubleOf(one, week)),
  ]);
  return {
    week,
    found,
    followed,
    is_early: history.filter(({ day }) => day <= week).length < DAYS_MIN,
  };
}

/** Returns one name for a thing that is found, the same in each week. */
export function nameOf({ family, parts }: About): string {
  return [family, ...Object.keys(parts).sort().map((part) => `${part}=${parts[part]}`)].join("|");
}

type Open = About & { readonly since: string; readonly usual: number; readonly usual_of: number };

/** Returns what was found and is neither over nor usual by now. */
function openOf(past: readonly Digest[]): readonly Open[] {
  const open = new Map<string, Open>();
  for (const { found, followed } of past) {
    for (const one of followed) if (one.state !== "lasts") open.delete(nameOf(one));
    for (const one of found) {
      const { family, parts, since, usual, usual_of } = one;
      open.set(nameOf(one), { family, parts, since, usual, usual_of });
    }
  }
  return [...open.values()];
}

function closedOf(past: readonly Digest[]): readonly Trouble[] {
  return past.flatMap(({ week, followed }) =>
    followed.filter(({ state }) => state !== "lasts").map((one) => troubleOf(one, week))
  );
}

/** Of what became usual, the days before it say nothing any more. */
function troubleOf({ family, parts, since, state }: FollowUp, week: string): Trouble {
  return state === "usual"
    ? { family, parts, since: "", until: addDays(since, -1), is_over: true }
    : { family, parts, since: addDays(since, -MARGIN_DAYS), until: week, is_over: state === "over" };
}

function followUp(history: readonly DayCounts[], week: string, open: Open, done: readonly Done[]): FollowUp {
  const { cases, of } = rateOf(history, week, 7, open);
  const total = Math.round(cases + open.usual * open.usual_of);
  const share = of / (of + open.usual_of);
  const chance = of === 0
    ? 1
    : isFalling(open.family)
    ? 1 - atLeast(cases + 1, total, share)
    : atLeast(cases, total, share);
  const weeks = (Date.parse(week) - Date.parse(open.since)) / 604_800_000;
  const state = chance > OVER_CHANCE ? "over" : weeks > LASTS_MAX_WEEKS ? "usual" : "lasts";
  return {
    ...open,
    cases,
    of,
    state,
    done: done.filter(({ name, day }) => name === nameOf(open) && day >= open.since),
  };
}

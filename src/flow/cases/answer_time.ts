/** Measures how soon the shop answers: working hours from a case's first message to the first answer of a person. */
import { afterWorkingHours, workingHoursBetween } from "../../cases/clocks.ts";
import { selectAnswerTimes } from "../../sql/cases.ts";
import type { Shop } from "../ports.ts";

/** Solved cases whose answers are measured, and how many there must be. */
const MEASURED_MAX = 50;
const MEASURED_MIN = 5;
/** Share of the answers that were at least so quick. */
const MEASURED_SHARE = 0.8;
const HOUR_MS = 3_600_000;
const REMEMBERED_MS = 10 * 60_000;
const REMEMBERED_MAX = 500;

/** Returns the working hours within which four of five answers came; null until enough are measured. */
export type UsualAnswer = (db: D1Database, shop: Shop, now_ms: number) => Promise<number | null>;

/** Returns a measure that an isolate remembers for ten minutes: a page asks each time it is shown. */
export function usualAnswer(): UsualAnswer {
  const remembered = new Map<string, { readonly hours: number | null; readonly at_ms: number }>();
  return async (db, shop, now_ms) => {
    const known = remembered.get(shop.id);
    // Of a clock that was set back, what is remembered is as old as the step.
    if (known !== undefined && Math.abs(now_ms - known.at_ms) < REMEMBERED_MS) return known.hours;
    const hours = await measuredHours(db, shop);
    if (remembered.size >= REMEMBERED_MAX) remembered.clear();
    remembered.set(shop.id, { hours, at_ms: now_ms });
    return hours;
  };
}

/** Returns the hours from now within which four of five answers would come; undefined until enough are measured. */
export async function answerHours(db: D1Database, shop: Shop, now_ms: number): Promise<number | undefined> {
  const hours = await measuredHours(db, shop);
  if (hours === null) return undefined;
  const by_ms = afterWorkingHours(shop.settings, now_ms, Math.max(hours, 0.5));
  return Math.max(1, Math.ceil((by_ms - now_ms) / HOUR_MS));
}

async function measuredHours(db: D1Database, shop: Shop): Promise<number | null> {
  const { results } = await selectAnswerTimes(db, shop.id, MEASURED_MAX).all<
    { readonly opened_at: number; readonly answered_at: number | null }
  >();
  const taken = results.flatMap(({ opened_at, answered_at }) =>
    answered_at === null ? [] : [workingHoursBetween(shop.settings, opened_at, answered_at)]
  ).toSorted((a, b) => a - b);
  return taken.length < MEASURED_MIN ? null : taken[Math.ceil(taken.length * MEASURED_SHARE) - 1]!;
}

/** Decides which allocations are news to their orders, and which must wait after a recent one. Pure. */
import type { Allocation, WaitingLine } from "./allocation.ts";

/** Waiting line with the availability last recorded for its order. */
export interface JudgedLine extends WaitingLine {
  /** Last recorded availability; null before the first. */
  readonly available: boolean | null;
  readonly expected_on: string | null;
  readonly allocated_at: string | null;
}

export interface News {
  /** News by order, the newest order first. */
  readonly by_order: ReadonlyMap<string, readonly Allocation<JudgedLine>[]>;
  /** Time at which the first waiting news may be sent; null when none waits. */
  readonly held_until_ms: number | null;
}

/**
 * Shortest time between two changes for a line, so that a contradictory feed does not write to customers every few
 * minutes.
 */
export const WORD_STANDS_MS = 3_600_000;

export function newsOf(allocations: readonly Allocation<JudgedLine>[], now_ms: number): News {
  const news = allocations.filter(isNews);
  const held = news.map(({ line }) => standsUntil(line)).filter((until_ms) => until_ms > now_ms);
  return {
    by_order: Map.groupBy(
      news.filter(({ line }) => standsUntil(line) <= now_ms),
      ({ line }) => line.order_id,
    ),
    held_until_ms: held.length === 0 ? null : Math.min(...held),
  };
}

/** Returns whether the allocation is news; an available line is only news if it was recorded as unavailable. */
function isNews({ line, available, expected_on }: Allocation<JudgedLine>): boolean {
  if (available) return line.available === false;
  return line.available !== false || line.expected_on !== expected_on;
}

function standsUntil({ allocated_at }: JudgedLine): number {
  return allocated_at === null ? 0 : Date.parse(allocated_at) + WORD_STANDS_MS;
}

/** Which verdicts on lines are news to their orders, and which must wait because the customer has just read another. Pure. */
import type { Allocation, WaitingLine } from "./allocation.ts";

/** A waiting line with what its order has been told so far. */
export interface JudgedLine extends WaitingLine {
  /** Null while nobody has said anything. */
  readonly available: boolean | null;
  readonly expected_on: string | null;
  readonly allocated_at: string | null;
}

export interface News {
  /** By order, the newest order first. */
  readonly by_order: ReadonlyMap<string, readonly Allocation<JudgedLine>[]>;
  /** When the first of those that must wait may be told; null when none must. */
  readonly held_until_ms: number | null;
}

/** A feed that contradicts itself must not write to customers every few minutes: a word stands for so long. */
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

/** That a line is there is only news to whoever was told that it is not. */
function isNews({ line, available, expected_on }: Allocation<JudgedLine>): boolean {
  if (available) return line.available === false;
  return line.available !== false || line.expected_on !== expected_on;
}

function standsUntil({ allocated_at }: JudgedLine): number {
  return allocated_at === null ? 0 : Date.parse(allocated_at) + WORD_STANDS_MS;
}

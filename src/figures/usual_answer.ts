/** Counts a day's first answers by each bar that they passed: a shop that answers in an hour is slow after two. Pure. */
import { type Cell, cells } from "./cells.ts";

/** Working hours, with the last bucket that is within them: see messages/latency_histogram.ts. */
const BARS = [["2", 64], ["8", 72], ["24", 78]] as const;

/** Answers that took longer than each bar; with `all`, all answers under each. */
export function answersOver(
  answered: Readonly<Record<string, number>> | undefined,
  which: "over" | "all" = "over",
): readonly Cell[] {
  return BARS.flatMap(([hours, bucket]) =>
    cells(answered, ([of]) => which === "all" || Number(of) > bucket ? { parts: [hours] } : null)
  );
}

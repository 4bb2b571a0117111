/** Reads how far the clock is behind: what has been due for how long, and whose night was swept longest ago. Writes nothing. */
import type { Lane } from "../../messages/kinds/definition.ts";
import { type OldestDue, selectOldestDue } from "../../sql/errands.ts";
import { selectLeastSwept } from "../../sql/retention.ts";

export interface ClockState {
  /** Milliseconds for which the oldest due message of each lane has waited; null where none is due. */
  readonly waited_ms: Readonly<Record<Lane, number | null>>;
  /** Milliseconds since the oldest deadline of an order that was not planned since: the lag of the clock; 0 without any. */
  readonly lag_ms: number;
  /** The shop with a retention time whose night was swept longest ago; null where no shop has one. */
  readonly least_swept: LeastSwept | null;
}

export interface LeastSwept {
  readonly shop_id: string;
  /** Milliseconds since the epoch; 0 where no night was swept yet. */
  readonly swept_at: number;
}

/** The clock of several cells: of each figure the one that is furthest behind. */
export function latestOf(clocks: readonly ClockState[]): ClockState {
  const longest = (lane: Lane) => {
    const waited = clocks.flatMap(({ waited_ms }) => waited_ms[lane] ?? []);
    return waited.length === 0 ? null : Math.max(...waited);
  };
  const swept = clocks.flatMap(({ least_swept }) => least_swept ?? []);
  return {
    waited_ms: { urgent: longest("urgent"), bulk: longest("bulk") },
    lag_ms: Math.max(...clocks.map(({ lag_ms }) => lag_ms)),
    least_swept: swept.toSorted((a, b) => a.swept_at - b.swept_at)[0] ?? null,
  };
}

export async function readClock(db: D1Database, now_ms: number): Promise<ClockState> {
  const [oldest, least] = await db.batch<unknown>([selectOldestDue(db, now_ms), selectLeastSwept(db)]);
  const since = new Map((oldest!.results as OldestDue[]).map((row) => [row.what, row.since]));
  const waited = (what: OldestDue["what"]) => {
    const at_ms = since.get(what);
    return at_ms === undefined ? null : Math.max(0, now_ms - at_ms);
  };
  return {
    waited_ms: { urgent: waited("urgent"), bulk: waited("bulk") },
    lag_ms: waited("order") ?? 0,
    least_swept: (least!.results[0] as LeastSwept | undefined) ?? null,
  };
}

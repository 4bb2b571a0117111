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

/**
 * Wakes due messages of the bulk lane: a bounded number each tick, and to one recipient domain at the pace that the
 * shop set.
 */
import { giveTurns, type Turn, type Waiting, withinPace } from "../../messages/pace.ts";
import { postpone, readWaiting, selectTurns, upsertTurns } from "../../sql/paces.ts";
import { wake } from "./wake.ts";
import type { SweepPorts } from "../ports.ts";

/** Most waiting messages read each tick, so that many mails to one large provider do not delay the others. */
export const LOOKED_AT_MAX = 1_000;
/** Most messages of the bulk lane woken each tick. */
const WOKEN_MAX = 200;

/**
 * Wakes the messages of `due`, the result of `selectWaiting`. Messages beyond the pace are postponed with a reason
 * and a time.
 */
export async function wakeBulk(
  { db, bulk_wake_queue }: Pick<SweepPorts, "db" | "bulk_wake_queue">,
  due: D1Result,
  now_ms: number,
): Promise<void> {
  const { now, beyond } = withinPace(readWaiting(due));
  if (beyond.length > 0) await moveBeyond(db, beyond, now_ms);
  const keys = now.slice(0, WOKEN_MAX).map(({ subject, kind, about }) => ({ subject, kind, about }));
  await wake(bulk_wake_queue, keys);
}

async function moveBeyond(db: D1Database, beyond: readonly Waiting[], now_ms: number): Promise<void> {
  const { results: given } = await selectTurns(db, beyond).all<Turn>();
  const { later, turns } = giveTurns(beyond, given, now_ms);
  await db.batch([postpone(db, later, now_ms), upsertTurns(db, turns)]);
}

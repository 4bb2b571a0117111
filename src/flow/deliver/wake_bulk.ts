/** Wakes what can wait: at the pace of the clock, and to one recipient's domain at the pace that its shop has set. */
import { giveTurns, type Turn, type Waiting, withinPace } from "../../messages/pace.ts";
import { postpone, readWaiting, selectTurns, upsertTurns } from "../../sql/paces.ts";
import { wake } from "./wake.ts";
import type { SweepPorts } from "../ports.ts";

/** Looked at in one tick, so that a night's mails to one large provider do not stand before all others. */
export const LOOKED_AT_MAX = 1_000;
/** What can wait never stands before what cannot. */
const WOKEN_MAX = 200;

/** `due`: what `selectWaiting` gave. What is beyond the pace is written down with its reason, and its time. */
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

/**
 * Wakes a shop's due messages of the bulk lane: so many that the queue is never full of one shop's, and to one
 * recipient domain at the pace that the shop set.
 */
import { giveTurns, type Turn, type Waiting, withinPace } from "../../messages/pace.ts";
import type { Woken } from "../../sql/errands.ts";
import { postpone, readWaiting, selectTurns, upsertTurns } from "../../sql/paces.ts";
import { type Chosen, wakeNext } from "../clock/wake_next.ts";
import { wake } from "./wake.ts";
import type { SweepPorts } from "../ports.ts";

/** Most waiting messages of a shop read at once, so that many mails to one large provider do not delay the others. */
export const LOOKED_AT_MAX = 1_000;
/** Most messages of one shop that wait in the queue of the bulk lane at once. */
const BULK_MAX = 200;

/**
 * Wakes the messages of `due`, the result of `selectWaiting`, without those that `before` names. Messages beyond the
 * pace are postponed with a reason and a time.
 */
export async function wakeBulk(
  { db, bulk_wake_queue }: Pick<SweepPorts, "db" | "bulk_wake_queue">,
  due: D1Result,
  before: Woken | undefined,
  now_ms: number,
): Promise<Pick<Chosen, "woken" | "is_more">> {
  const { now, beyond } = withinPace(readWaiting(due));
  if (beyond.length > 0) await moveBeyond(db, beyond, now_ms);
  const chosen = wakeNext(now, before, BULK_MAX, now_ms);
  await wake(bulk_wake_queue, chosen.keys);
  return chosen;
}

async function moveBeyond(db: D1Database, beyond: readonly Waiting[], now_ms: number): Promise<void> {
  const { results: given } = await selectTurns(db, beyond).all<Turn>();
  const { later, turns } = giveTurns(beyond, given, now_ms);
  await db.batch([postpone(db, later, now_ms), upsertTurns(db, turns)]);
}

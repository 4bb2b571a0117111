/**
 * Deletes every night what an order's own deadline does not reach, for a shop that keeps customers for a limited time,
 * and gives older orders an end once the shop sets such a time.
 */
import { COPY_FOLDERS } from "../../messages/copy_path.ts";
import { keyText, type MessageKey } from "../../messages/message.ts";
import { localTime } from "../../orders/quiet_hours.ts";
import { deleteOldActs } from "../../sql/audit.ts";
import { deleteErasures } from "../../sql/erasures.ts";
import { moveDeadline, selectUnplanned } from "../../sql/orders.ts";
import { deleteOldReaches, deleteOldWayCodes } from "../../sql/reaches.ts";
import {
  deleteOldBounces,
  deleteOldChallenges,
  deleteOldCustomers,
  deleteOldParked,
  deleteOldWatches,
  deleteStandalones,
  markSwept,
  type RetentionRow,
  selectOldStandalones,
  selectRetention,
  upsertRetention,
} from "../../sql/retention.ts";
import { DELETED_AT_ONCE, deleteObjects } from "../delete_objects.ts";
import type { Shop, SweepPorts } from "../ports.ts";
import { keptFolders } from "../record/spill.ts";
import { deleteOldLetters } from "./erase_dead_letters.ts";

/** Hours in the shop's zone, from and before: a lost tick is made up for. */
const NIGHT = { from: 3, before: 6 } as const;
/** A night that was swept is not swept again. */
const SWEPT_FOR_MS = 12 * 3_600_000;
/** Rows of one table that one run deletes; a next run follows at once where more are left. */
const ROWS_MAX = 1_000;
const DAY_MS = 86_400_000;
/** Orders that one run reads: each may cost one query more, and so many are erased before the next run. */
const ORDERS_MAX = 250;
/** Orders whose time ended long ago get deadlines one after the other, as many a minute as one run erases. */
const ENDED_PER_MINUTE = 10;
/** No queue keeps a webhook longer: after this time a spilled webhook in the bucket will never be delivered. */
const KEPT_MAX_MS = 14 * DAY_MS;

type RetentionPorts = Pick<SweepPorts, "db" | "mail">;

/** Whether a run would find work: it is night and the night was not swept, or older orders have no end yet. */
export function isRetentionDue(
  { retention_days, time_zone }: Pick<Shop["settings"], "retention_days" | "time_zone">,
  row: RetentionRow | undefined,
  now_ms: number,
): boolean {
  if (retention_days === null) return false;
  return !isWhole(row, retention_days) || isNight(time_zone, row, now_ms);
}

function isWhole(row: RetentionRow | undefined, days: number): boolean {
  return row !== undefined && row.days === days && row.after === null;
}

function isNight(time_zone: string, row: RetentionRow | undefined, now_ms: number): boolean {
  const { hour } = localTime(time_zone, now_ms);
  return hour >= NIGHT.from && hour < NIGHT.before && now_ms - (row?.swept_at ?? 0) > SWEPT_FOR_MS;
}

/** Serves the shop once. Returns whether this night's rows are not all deleted, so that a next run must follow. */
export async function serveRetention(ports: RetentionPorts, shop: Shop, now_ms: number): Promise<boolean> {
  const { retention_days: days, time_zone } = shop.settings;
  if (days === null) return false;
  const row = await selectRetention(ports.db, shop.id).first<RetentionRow>() ?? undefined;
  if (!isWhole(row, days)) await goOnWithOrders(ports, shop.id, days, row, now_ms);
  if (!isNight(time_zone, row, now_ms)) return false;
  const is_left = await sweepNight(ports, shop.id, now_ms - days * DAY_MS, now_ms);
  if (!is_left) await markSwept(ports.db, shop.id, now_ms).run();
  return is_left;
}

/** Returns whether a table or a folder held more than one run deletes. */
async function sweepNight(
  { db, mail }: RetentionPorts,
  id: string,
  before_ms: number,
  now_ms: number,
): Promise<boolean> {
  const { results: standalones } = await selectOldStandalones(db, id, before_ms, ROWS_MAX).all<MessageKey>();
  // Deletes the copies first: without their ledger rows nothing would find them.
  await deleteObjects(
    mail,
    COPY_FOLDERS.flatMap((folder) => standalones.map((key) => `${folder}/${keyText(key)}`)),
  );
  const deleted = await db.batch([
    deleteStandalones(db, standalones),
    deleteOldParked(db, id, before_ms, ROWS_MAX),
    deleteOldWatches(db, id, new Date(before_ms).toISOString(), ROWS_MAX),
    deleteOldChallenges(db, id, now_ms - DAY_MS, ROWS_MAX),
    deleteOldReaches(db, id, before_ms, ROWS_MAX),
    deleteOldWayCodes(db, id, now_ms - DAY_MS, ROWS_MAX),
    deleteOldCustomers(db, id, before_ms, ROWS_MAX),
    deleteOldBounces(db, id, before_ms, ROWS_MAX),
    deleteErasures(db, id, before_ms, ROWS_MAX),
    deleteOldActs(db, id, before_ms, ROWS_MAX),
  ]);
  await deleteOldLetters({ db, mail }, id, before_ms);
  let is_left = deleted.some(({ meta }) => meta.changes >= ROWS_MAX);
  for (const prefix of keptFolders(id)) {
    // The names begin with the time, so that the old ones come first.
    const { objects, truncated } = await mail.list({ prefix, limit: DELETED_AT_ONCE });
    const old = objects.filter(({ uploaded }) =>
      uploaded.getTime() < Math.min(before_ms, now_ms - KEPT_MAX_MS)
    );
    await deleteObjects(mail, old.map(({ key }) => key));
    is_left ||= truncated && old.length === objects.length;
  }
  return is_left;
}

/**
 * A new order plans its own erasure when it is written. Orders older than the shop's retention setting get a deadline
 * here, some at each tick, once for each value of the setting.
 */
async function goOnWithOrders(
  { db }: RetentionPorts,
  id: string,
  days: number,
  before: RetentionRow | undefined,
  now_ms: number,
): Promise<void> {
  const after = before?.days === days ? before.after ?? "" : "";
  const { results } = await selectUnplanned(db, id, after, ORDERS_MAX).all<Unplanned>();
  let ended = 0;
  const moves = results.flatMap(({ id: order_id, seq, deadline_at, placed_at, is_erased }) => {
    const over_ms = Date.parse(placed_at) + days * DAY_MS;
    const ends_ms = Math.max(over_ms, now_ms + Math.floor(ended / ENDED_PER_MINUTE) * 60_000);
    const is_sooner = is_erased === 0 && (deadline_at === null || ends_ms < deadline_at);
    if (is_sooner && over_ms < ends_ms) ended++;
    return is_sooner ? [moveDeadline(db, { id: order_id, seq, deadline_at: ends_ms })] : [];
  });
  const next = results.length < ORDERS_MAX ? null : results.at(-1)!.id;
  await db.batch([...moves, upsertRetention(db, id, { days, after: next })]);
}

interface Unplanned {
  readonly id: string;
  readonly seq: number;
  readonly deadline_at: number | null;
  readonly placed_at: string;
  readonly is_erased: number;
}

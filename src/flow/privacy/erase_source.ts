/**
 * Erases all orders of one source of a shop, with the customers who have no order elsewhere, and everything of that
 * source that waits. Orders and customers of other sources stay; where there are none, what belongs to no order goes too.
 */
import { deleteSourceContradictions } from "../../sql/contradictions.ts";
import {
  type ErasureRow,
  insertErasure,
  NOTHING_DONE,
  readErasures,
  saveProgress,
  selectErasure,
} from "../../sql/erasures.ts";
import { COPY_FOLDERS } from "../../messages/copy_path.ts";
import { sourceSubject } from "../../messages/subject.ts";
import { readOrders } from "../../sql/customers.ts";
import { selectOrderOfOthers, selectOrdersAfter } from "../../sql/orders.ts";
import {
  deleteShopStandalones,
  deleteShopSuppressions,
  deleteShopWatches,
  deleteSourceParked,
} from "../../sql/retention.ts";
import { deleteObjects } from "../delete_objects.ts";
import { openOrder } from "../archive/open_order.ts";
import { emptyFolder } from "./empty_folder.ts";
import { metered, type MeteredPorts } from "./metered.ts";
import type { ErasePorts, Shop } from "../ports.ts";
import { listSpilledAfter } from "../record/list_spilled.ts";
import { sourceOfKept } from "../record/kept_webhook.ts";
import { readKept, SET_ASIDE, SPILL } from "../record/spill.ts";
import { eraseAllDeadLetters } from "./erase_dead_letters.ts";
import { continueOrderErasure, startOrderErasure } from "./start_order_erasure.ts";

/** Most orders read in one run: each takes some fifty of the thousand statements that an invocation may make. */
const AT_ONCE = 12;

/** Begins the job; the sweep continues it. */
export function insertSourceErasure(
  db: D1Database,
  shop_id: string,
  source: string,
  asked_at_ms: number,
  now_ms: number,
): D1PreparedStatement {
  const progress = { ...NOTHING_DONE, begun_ms: now_ms };
  return insertErasure(db, sourceSubject(shop_id, source), progress, asked_at_ms);
}

/** Returns true where the job is complete, false where the sweep continues it. */
export async function continueSourceErasure(
  given: ErasePorts,
  shop: Shop,
  { subject, asked_at, progress: begun }: ErasureRow,
  now_ms: number,
): Promise<boolean> {
  if (begun === null) return true;
  const ports = metered(given);
  const { db, mail, has_room } = ports;
  let progress = begun;
  const source = subject.slice(sourceSubject(shop.id, "").length);
  const page = selectOrdersAfter(db, `${shop.id}/${source}`, progress.after ?? "", AT_ONCE);
  const rows = readOrders(await page.all());
  for (const stored of rows) {
    if (!has_room()) return false;
    const row = (await openOrder(ports, stored))!;
    const is_later = Date.parse(row.order.details.placed_at) > asked_at;
    if (row.order.erased_at === undefined && !is_later) {
      await startOrderErasure(ports, shop, row, asked_at, now_ms);
      const [job] = readErasures(await selectErasure(db, row.id).all());
      if (job !== undefined) await continueOrderErasure(ports, shop, job, now_ms);
    }
    progress = { ...progress, after: row.id };
    await saveProgress(db, subject, progress).run();
  }
  if (rows.length === AT_ONCE || !has_room()) return false;
  const is_last = await selectOrderOfOthers(db, shop.id, source).first() === null;
  await db.batch([
    deleteSourceParked(db, shop.id, source),
    deleteSourceContradictions(db, shop.id, source),
    ...(is_last
      ? [
        deleteShopWatches(db, shop.id),
        deleteShopSuppressions(db, shop.id),
        deleteShopStandalones(db, shop.id),
      ]
      : []),
  ]);
  if (is_last) {
    for (const folder of [...COPY_FOLDERS, "attachments"]) {
      if (!await emptyFolder(mail, `${folder}/${shop.id}/`, has_room)) return false;
    }
  }
  await eraseAllDeadLetters(ports, shop.id, source);
  const kept_after = await deleteKept(ports, shop.id, source, progress.kept_after ?? "");
  if (kept_after !== null) {
    await saveProgress(db, subject, { ...progress, kept_after }).run();
    return false;
  }
  await saveProgress(db, subject, null).run();
  return true;
}

/**
 * Deletes the webhooks of the source that wait in the bucket, those after `from`. Returns the key of the last that was
 * looked at where the rest must wait for another invocation; null at the end.
 */
async function deleteKept(
  { mail, has_room }: MeteredPorts,
  shop_id: string,
  source: string,
  from: string,
): Promise<string | null> {
  let after = from;
  // In the order of their names: what was looked at lies before all of the folder that follows.
  for (const folder of [SET_ASIDE, SPILL] as const) {
    for (;;) {
      const { objects, is_more } = await listSpilledAfter(mail, folder, shop_id, after);
      const theirs: string[] = [];
      for (const one of objects) {
        if (!has_room()) break;
        if ((one.source ?? await sourceInside(mail, one.key)) === source) theirs.push(one.key);
        after = one.key;
      }
      await deleteObjects(mail, theirs);
      if (after !== (objects.at(-1)?.key ?? after) || is_more && !has_room()) return after;
      if (!is_more) break;
    }
  }
  return null;
}

/** Returns the source of an object that an older Waybill kept without naming it. */
async function sourceInside(mail: R2Bucket, key: string): Promise<string | null> {
  const stored = await mail.get(key);
  return stored === null ? null : sourceOfKept(readKept(await stored.json()));
}

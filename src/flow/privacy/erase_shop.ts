/**
 * Erases all customers of a shop: those with an address, those without, and everything that waits or was written for
 * them.
 */
import { COPY_FOLDERS } from "../../messages/copy_path.ts";
import { readOrders, selectSomeCustomer } from "../../sql/customers.ts";
import {
  type ErasureRow,
  insertErasure,
  NOTHING_DONE,
  readErasures,
  saveProgress,
  selectErasure,
} from "../../sql/erasures.ts";
import { deleteShopContradictions } from "../../sql/contradictions.ts";
import { shopSubject } from "../../messages/subject.ts";
import { selectOrdersAfter } from "../../sql/orders.ts";
import {
  deleteShopParked,
  deleteShopStandalones,
  deleteShopSuppressions,
  deleteShopWatches,
} from "../../sql/retention.ts";
import { deleteShopUnreachable } from "../../sql/unreachable.ts";
import { emptyFolder } from "./empty_folder.ts";
import { eraseCustomer } from "./erase_customer.ts";
import { eraseOrder } from "./erase_order.ts";
import type { ErasePorts, Shop } from "../ports.ts";
import { keptFolders } from "../record/spill.ts";

/** Orders erased in one run: each takes some thirty of the thousand statements that an invocation may make. */
const AT_ONCE = 20;

/**
 * Starts the job and runs it as far as one invocation allows. Returns true where it is complete, false where the
 * sweep continues it.
 */
export async function eraseShop(
  ports: ErasePorts,
  shop: Shop,
  asked_at_ms: number,
  now_ms: number,
): Promise<boolean> {
  const subject = shopSubject(shop.id);
  const [, selected] = await ports.db.batch([
    insertErasure(ports.db, subject, { ...NOTHING_DONE, begun_ms: now_ms }, asked_at_ms),
    selectErasure(ports.db, subject),
  ]);
  return await continueShopErasure(ports, shop, readErasures(selected!)[0]!, now_ms);
}

export async function continueShopErasure(
  ports: ErasePorts,
  shop: Shop,
  { subject, progress }: ErasureRow,
  now_ms: number,
): Promise<boolean> {
  if (progress === null) return true;
  const { db, mail } = ports;
  for (let count = 0; count < AT_ONCE; count++) {
    const found = await selectSomeCustomer(db, shop.id).first<{ readonly customer: string }>();
    if (found === null) break;
    const asked = { notifies_customer: false, is_whole: true };
    if (!await eraseCustomer(ports, shop, found.customer, asked, now_ms)) return false;
    if (count === AT_ONCE - 1) return false;
  }
  const rows = readOrders(await selectOrdersAfter(db, shop.id, progress.after ?? "", AT_ONCE).all());
  for (const row of rows) {
    if (row.order.erased_at === undefined) await eraseOrder(ports, shop, row, now_ms);
    await saveProgress(db, subject, { ...progress, after: row.id }).run();
  }
  if (rows.length === AT_ONCE) return false;
  await db.batch([
    deleteShopParked(db, shop.id),
    deleteShopWatches(db, shop.id),
    deleteShopSuppressions(db, shop.id),
    deleteShopStandalones(db, shop.id),
    deleteShopContradictions(db, shop.id),
    deleteShopUnreachable(db, shop.id),
  ]);
  for (
    const folder of [
      ...keptFolders(shop.id),
      ...COPY_FOLDERS.map((folder) => `${folder}/${shop.id}/`),
      `attachments/${shop.id}/`,
    ]
  ) {
    await emptyFolder(mail, folder);
  }
  await saveProgress(db, subject, null).run();
  return true;
}

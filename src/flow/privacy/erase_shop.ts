/** Erases every customer of a shop that goes: those with an address, those without, and all that waits or was written for them. */
import { readOrders, selectSomeCustomer } from "../../sql/customers.ts";
import {
  type ErasureRow,
  insertErasure,
  keepGoing,
  NOTHING_DONE,
  readErasures,
  selectErasure,
} from "../../sql/erasures.ts";
import { shopSubject } from "../../messages/subject.ts";
import { selectOrdersAfter } from "../../sql/orders.ts";
import {
  deleteStoreNotices,
  deleteStoreParked,
  deleteStoreSuppressions,
  deleteStoreWatches,
} from "../../sql/retention.ts";
import { emptyFolder } from "./empty_folder.ts";
import { eraseCustomer } from "./erase_customer.ts";
import { eraseOrder } from "./erase_order.ts";
import type { ErasePorts, Shop } from "../ports.ts";
import { keptFolders } from "../record/spill.ts";

/** One invocation may make a thousand queries: some thirty an order. */
const AT_ONCE = 20;

/** True when all of it is done; false when the sweep does the rest. From here on it is not forgotten. */
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
  return await goOnWithShop(ports, shop, readErasures(selected!)[0]!, now_ms);
}

export async function goOnWithShop(
  ports: ErasePorts,
  shop: Shop,
  { subject, going }: ErasureRow,
  now_ms: number,
): Promise<boolean> {
  if (going === null) return true;
  const { db, mail } = ports;
  for (let count = 0; count < AT_ONCE; count++) {
    const found = await selectSomeCustomer(db, shop.id).first<{ readonly customer: string }>();
    if (found === null) break;
    const asked = { tells: false, is_whole: true };
    if (!await eraseCustomer(ports, shop, found.customer, asked, now_ms)) return false;
    if (count === AT_ONCE - 1) return false;
  }
  const rows = readOrders(await selectOrdersAfter(db, shop.id, going.after ?? "", AT_ONCE).all());
  for (const row of rows) {
    if (row.order.erased_at === undefined) await eraseOrder(ports, shop, row, now_ms);
    await keepGoing(db, subject, { ...going, after: row.id }).run();
  }
  if (rows.length === AT_ONCE) return false;
  await db.batch([
    deleteStoreParked(db, shop.id),
    deleteStoreWatches(db, shop.id),
    deleteStoreSuppressions(db, shop.id),
    deleteStoreNotices(db, shop.id),
  ]);
  for (const folder of [...keptFolders(shop.id), `sent/${shop.id}/`, `attachments/${shop.id}/`]) {
    await emptyFolder(mail, folder);
  }
  await keepGoing(db, subject, null).run();
  return true;
}

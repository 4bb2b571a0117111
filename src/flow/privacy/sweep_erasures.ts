/**
 * Continues erasures that one run did not finish or that were interrupted: oldest first, and a failure of one does
 * not delay another.
 */
import { splitOrderId } from "../../orders/order_id.ts";
import { shopSubject } from "../../messages/subject.ts";
import { readErasures, selectOpenErasures } from "../../sql/erasures.ts";
import { begunAt, continueErasure, LEFT_MS } from "./erase_customer.ts";
import { continueShopErasure } from "./erase_shop.ts";
import { continueOrderErasure } from "./start_order_erasure.ts";
import type { SweepPorts } from "../ports.ts";

/** More than the erasures that begin between two runs; each takes about twenty queries. */
const ERASURES_MAX = 30;

export async function sweepErasures(
  ports: SweepPorts,
  now_ms: number,
): Promise<void> {
  // The request that began an erasure continues it itself for a while.
  const open = readErasures(await selectOpenErasures(ports.db, now_ms - LEFT_MS, ERASURES_MAX).all());
  const failures: unknown[] = [];
  for (const row of open) {
    if (begunAt(row) > now_ms - LEFT_MS) continue;
    try {
      const { shop_id } = splitOrderId(row.subject);
      const shop = await ports.find_shop(shop_id, now_ms);
      if (shop === null) continue; // Waits while the shop does not exist.
      const is_whole = row.subject === shopSubject(shop_id);
      const is_orders = row.progress?.customer !== undefined;
      const next = is_whole ? continueShopErasure : is_orders ? continueOrderErasure : continueErasure;
      const is_done = await next(ports, shop, row, now_ms);
      if (!is_done) break; // The limit of one run is reached.
    } catch (error) {
      failures.push(error);
    }
  }
  if (failures.length > 0) throw new AggregateError(failures, `${failures.length} erasures did not go on`);
}

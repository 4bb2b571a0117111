/**
 * Allocates the SKUs that changed: first their orders, then their watchers. What does not fit into one tick is done
 * at the next.
 */
import { purgeOpenLines } from "../../sql/open_lines.ts";
import { deleteWork, insertWork, selectWork, type StockWork } from "../../sql/stock.ts";
import { deleteNotified } from "../../sql/stock_watches.ts";
import { allocateStock, openAfter } from "./allocate_stock.ts";
import { wake } from "../deliver/wake.ts";
import type { StockPorts } from "../ports.ts";
import { notifyWatchers } from "./watch_stock.ts";

/** Each SKU takes about eight statements and each order sixteen, besides the other queries of the tick. */
const WORK_MAX = 20;
const ORDERS_MAX = 12;

/**
 * Deletes a SKU from the queue only when a pass has found nothing to do, so that a pass cut short by a bound or a
 * crash is repeated. A SKU that fails does not delay another.
 */
export async function sweepStock(ports: StockPorts, now_ms: number): Promise<void> {
  const { results } = await selectWork(ports.db, now_ms, WORK_MAX).all<StockWork>();
  let orders_left = ORDERS_MAX;
  const failures: unknown[] = [];
  for (const work of Map.groupBy(results, ({ shop_id, sku }) => `${shop_id}/${sku}`).values()) {
    if (orders_left <= 0) break;
    try {
      orders_left -= await lookAtSku(ports, work, orders_left, now_ms);
    } catch (error) {
      failures.push(error);
    }
  }
  if (failures.length > 0) throw new AggregateError(failures, `${failures.length} SKUs were not looked at`);
}

/** Returns how many orders received an event. */
async function lookAtSku(
  ports: StockPorts,
  work: readonly StockWork[],
  orders_max: number,
  now_ms: number,
): Promise<number> {
  const { shop_id, sku } = work[0]!;
  const shop = await ports.find_shop(shop_id, now_ms);
  const done = work.map((row) => deleteWork(ports.db, row));
  if (shop === null || !shop.settings.stock.track) {
    await ports.db.batch(done);
    return 0;
  }
  const { notified, left, held_until_ms, free, due_keys } = await allocateStock(
    ports,
    shop,
    sku,
    { orders_max },
    now_ms,
  );
  await wake(ports.wake_queue, due_keys);
  if (notified + left > 0) return notified;
  const is_free = free !== null && free > 0;
  if (is_free && (await notifyWatchers(ports, shop, sku, free, now_ms)).length > 0) return 0;
  await ports.db.batch([
    purgeOpenLines(ports.db, shop_id, sku, openAfter(now_ms)),
    ...(is_free ? [] : [deleteNotified(ports.db, shop_id, sku)]),
    ...done,
    ...(held_until_ms === null ? [] : [insertWork(ports.db, { due_at: held_until_ms, shop_id, sku })]),
  ]);
  return 0;
}

/**
 * Allocates a shop's SKUs that changed: first their orders, then their watchers. What does not fit into one run is
 * done by the shop's next.
 */
import { purgeOpenLines } from "../../sql/open_lines.ts";
import { deleteWork, insertWork, type StockWork } from "../../sql/stock.ts";
import { deleteNotified } from "../../sql/stock_watches.ts";
import { allocateStock, openAfter } from "./allocate_stock.ts";
import { wake } from "../deliver/wake.ts";
import type { Shop, StockPorts } from "../ports.ts";
import { notifyWatchers } from "./watch_stock.ts";

/** Each SKU takes about eight statements and each order sixteen, besides what else the errand does. */
export const WORK_MAX = 20;
const ORDERS_MAX = 12;

/**
 * Serves `work`, the SKUs that are due, and returns whether a bound cut it short. Deletes a SKU from the queue only when a pass
 * has found nothing to do, so that a pass cut short by a bound or a crash is repeated. A SKU that fails does not delay
 * another.
 */
export async function serveStock(
  ports: StockPorts,
  shop: Shop,
  work: readonly StockWork[],
  now_ms: number,
): Promise<boolean> {
  let orders_left = ORDERS_MAX;
  const failures: unknown[] = [];
  for (const of_sku of Map.groupBy(work, ({ sku }) => sku).values()) {
    if (orders_left <= 0) break;
    try {
      orders_left -= await lookAtSku(ports, shop, of_sku, orders_left, now_ms);
    } catch (error) {
      failures.push(error);
    }
  }
  if (failures.length > 0) throw new AggregateError(failures, `${failures.length} SKUs were not looked at`);
  return work.length === WORK_MAX || orders_left <= 0;
}

/** Returns how many orders received an event. */
async function lookAtSku(
  ports: StockPorts,
  shop: Shop,
  work: readonly StockWork[],
  orders_max: number,
  now_ms: number,
): Promise<number> {
  const { shop_id, sku } = work[0]!;
  const done = work.map((row) => deleteWork(ports.db, row));
  if (!shop.settings.stock.track) {
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

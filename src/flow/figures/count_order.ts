/** Counts what a commit adds to a shop's day, in the same commit: what is committed once is counted once. */
import { orderCounts } from "../../figures/order_counts.ts";
import type { Order } from "../../orders/state.ts";
import { addToCounts } from "../../sql/figures.ts";
import { shopDayOf } from "../deliver/send_attempt.ts";
import type { Shop } from "../ports.ts";

/** Writes nothing for a shop without `figures`. */
export function countOrder(
  db: D1Database,
  shop: Shop,
  before: Order | null,
  after: Order,
  now_ms: number,
): readonly D1PreparedStatement[] {
  if (!shop.settings.figures) return [];
  const counts = orderCounts(before, after, shop.settings);
  return counts.length === 0 ? [] : [addToCounts(db, shop.id, shopDayOf(shop, now_ms), counts)];
}

/** Takes an order off the list of unreachable ones because a person says that it is well as it is. */
import { dismissUnreachable } from "../../sql/unreachable.ts";

/** Returns false where the order is not on the list. */
export async function dismissOrder(
  db: D1Database,
  shop_id: string,
  order_id: string,
  now_ms: number,
): Promise<boolean> {
  const { meta } = await dismissUnreachable(db, shop_id, order_id, now_ms).run();
  return meta.changes > 0;
}

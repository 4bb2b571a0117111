/**
 * Plans an order again because its deadline has passed: writes the messages that time made due, and the next
 * deadline.
 */
import { nextDeadline, retentionEnds } from "../../orders/plan/deadline.ts";
import { forOrder } from "../../orders/trial.ts";
import { planMessages } from "../../orders/plan/plan.ts";
import { readLedger, selectLedger, upsertMessages } from "../../sql/messages.ts";
import { moveDeadline, type OrderRow, readOrder, selectOrder } from "../../sql/orders.ts";
import { openOrder, type OpenPorts } from "../archive/open_order.ts";
import { insertOrderAlerts } from "../record/order_alerts.ts";
import type { Shop } from "../ports.ts";

/** Returns the order where its retention has ended, so that its customer must be erased; otherwise null. */
export async function replanOrder(
  { db, mail }: OpenPorts,
  shop: Shop,
  order_id: string,
  now_ms: number,
): Promise<OrderRow | null> {
  const [selected, ledger] = await db.batch([selectOrder(db, order_id), selectLedger(db, order_id)]);
  const row = await openOrder({ mail }, readOrder(selected!));
  if (row === null) return null;
  const ends_ms = retentionEnds({ order: row.order, shop: shop.settings });
  if (ends_ms !== null && ends_ms <= now_ms) return row;
  // In the archive nothing but the end of its retention is waited for.
  if (row.archived !== undefined) {
    await moveDeadline(db, { ...row, deadline_at: ends_ms }).run();
    return null;
  }
  const input = {
    order: row.order,
    shop: forOrder(shop.settings, row.id),
    ledger: readLedger(ledger!, row),
    now_ms,
  };
  await db.batch([
    upsertMessages(db, row.id, planMessages(input), now_ms),
    ...insertOrderAlerts(db, shop, row.id, input),
    moveDeadline(db, { ...row, deadline_at: nextDeadline(input) }),
  ]);
  return null;
}

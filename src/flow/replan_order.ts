/** Plans an order anew because time has passed: what the clock alone made due is written down, and the next deadline set. */
import { nextDeadline } from "../orders/deadline.ts";
import { planMessages } from "../orders/plan.ts";
import { readLedger, selectLedger, upsertMessage } from "../store/messages.ts";
import { moveDeadline, readOrder, selectOrder } from "../store/orders.ts";
import { insertOrderAlerts } from "./order_alerts.ts";
import type { Shop } from "./ports.ts";

export async function replanOrder(
  db: D1Database,
  shop: Shop,
  order_id: string,
  now_ms: number,
): Promise<void> {
  const [selected, ledger] = await db.batch([selectOrder(db, order_id), selectLedger(db, order_id)]);
  const row = readOrder(selected!);
  if (row === null) return;
  const situation = { order: row.order, shop: shop.settings, ledger: readLedger(ledger!), now_ms };
  await db.batch([
    ...planMessages(situation).map((message) => upsertMessage(db, row.id, message, now_ms)),
    ...insertOrderAlerts(db, shop, row.id, situation),
    moveDeadline(db, { ...row, deadline_at: nextDeadline(situation) }),
  ]);
}

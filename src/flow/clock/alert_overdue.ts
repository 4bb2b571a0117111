/** Alerts a shop when its messages have been due for longer than their lane allows and have no newer time. */
import { type Lane, LANES } from "../../messages/kinds/definition.ts";
import { LANE_LIMIT_MS } from "../../messages/mail_class.ts";
import { dayOf } from "../deliver/send_attempt.ts";
import type { Shop } from "../ports.ts";
import { insertShopAlert } from "../shop_alert.ts";

/**
 * Alerts the shop at most once a day, with how many of the messages in `due` are overdue. A message that is retried
 * later, or waits for its channel, has a newer `due_at` and is not overdue.
 */
export async function alertOverdue(
  { db }: { readonly db: D1Database },
  shop: Shop,
  due: Readonly<Record<Lane, readonly { readonly due_at: number }[]>>,
  now_ms: number,
): Promise<void> {
  const overdue = (lane: Lane) =>
    due[lane].filter(({ due_at }) => due_at <= now_ms - LANE_LIMIT_MS[lane]).length;
  const count = LANES.reduce((sum, lane) => sum + overdue(lane), 0);
  if (count === 0) return;
  await insertShopAlert(db, shop, { topic: "mails_overdue", count }, now_ms, { about: dayOf(now_ms) }).run();
}

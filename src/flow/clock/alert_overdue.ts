/** Alerts a shop when a message has been due for longer than its lane allows and has no newer time. */
import { LANES } from "../../messages/kinds/definition.ts";
import { LANE_LIMIT_MS } from "../../messages/mail_class.ts";
import { splitOrderId } from "../../orders/order_id.ts";
import { selectOverdue } from "../../sql/messages.ts";
import { dayOf } from "../deliver/send_attempt.ts";
import type { SweepPorts } from "../ports.ts";
import { insertShopAlert } from "../shop_alert.ts";

/** Most overdue messages counted for each lane and run; the others are counted once these have left. */
const OVERDUE_MAX = 1_000;
/** Most shops that one tick alerts; the next tick alerts the others. */
const SHOPS_MAX = 50;

/**
 * Alerts each shop at most once a day. A message that is retried later, or waits for its channel, has a newer
 * `due_at` and is not overdue.
 */
export async function alertOverdue(ports: SweepPorts, now_ms: number): Promise<void> {
  const selected = await ports.db.batch<{ readonly subject: string }>(
    LANES.map((lane) => selectOverdue(ports.db, lane, now_ms - LANE_LIMIT_MS[lane], OVERDUE_MAX)),
  );
  const subjects = selected.flatMap(({ results }) => results);
  const by_shop = Map.groupBy(subjects, ({ subject }) => splitOrderId(subject).shop_id);
  const alerts: D1PreparedStatement[] = [];
  for (const [shop_id, { length: count }] of [...by_shop].slice(0, SHOPS_MAX)) {
    const shop = await ports.find_shop(shop_id, now_ms);
    if (shop === null) continue; // The next attempt to send these messages records that their shop is gone.
    const about = { about: dayOf(now_ms) };
    alerts.push(insertShopAlert(ports.db, shop, { topic: "mails_overdue", count }, now_ms, about));
  }
  if (alerts.length > 0) await ports.db.batch(alerts);
}

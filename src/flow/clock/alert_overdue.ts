/** Holds the promise of the lanes: a mail that is due longer than its lane allows, and has no newer time, is told to its shop. */
import { LANES } from "../../messages/kinds/definition.ts";
import { LANE_LIMIT_MS } from "../../messages/mail_class.ts";
import { splitOrderId } from "../../orders/order_id.ts";
import { selectOverdue } from "../../sql/messages.ts";
import { dayOf } from "../deliver/send_attempt.ts";
import type { SweepPorts } from "../ports.ts";
import { insertShopAlert } from "../shop_alert.ts";

/** Of each lane; what is beyond is told once these have left. */
const OVERDUE_MAX = 1_000;
/** What one tick asks D1 for; the rest is told by the next. */
const SHOPS_MAX = 50;

/** At most once a day and shop. A mail that is tried again later, or waits for its channel, has a newer time and a reason. */
export async function alertOverdue(ports: SweepPorts, now_ms: number): Promise<void> {
  const selected = await ports.db.batch<{ readonly subject: string }>(
    LANES.map((lane) => selectOverdue(ports.db, lane, now_ms - LANE_LIMIT_MS[lane], OVERDUE_MAX)),
  );
  const subjects = selected.flatMap(({ results }) => results);
  const by_shop = Map.groupBy(subjects, ({ subject }) => splitOrderId(subject).shop_id);
  const alerts: D1PreparedStatement[] = [];
  for (const [shop_id, { length: count }] of [...by_shop].slice(0, SHOPS_MAX)) {
    const shop = await ports.find_shop(shop_id, now_ms);
    if (shop === null) continue; // The next attempt at these mails writes down that their shop is gone.
    const about = { about: dayOf(now_ms) };
    alerts.push(insertShopAlert(ports.db, shop, { topic: "mails_overdue", count }, now_ms, about));
  }
  if (alerts.length > 0) await ports.db.batch(alerts);
}

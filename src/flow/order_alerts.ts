/** What an order must tell its shop by itself, as notices for the ledger. */
import type { Notice } from "../messages/notice.ts";
import { shopSubject } from "../messages/subject.ts";
import { alertsOf } from "../orders/alerts.ts";
import { splitOrderId } from "../orders/order_id.ts";
import type { Situation } from "../orders/plan.ts";
import { insertNotice } from "../store/messages.ts";
import type { Shop } from "./ports.ts";

const DAY_MS = 86_400_000;

/** Each is written once, however often the order is planned. */
export function insertOrderAlerts(
  db: D1Database,
  shop: Shop,
  order_id: string,
  situation: Situation,
): readonly D1PreparedStatement[] {
  const { source, sender_id } = splitOrderId(order_id);
  const { now_ms, order } = situation;
  return alertsOf(situation).map(({ topic, about, cause }) => {
    const notice: Notice<"shop_alert"> = {
      kind: "shop_alert",
      about: `${topic}:${source}:${sender_id}:${about}`,
      to: { email: shop.settings.alerts_email ?? shop.settings.support_email, name: shop.settings.name },
      locale: shop.settings.locale,
      link: {
        purpose: "order",
        subject: order_id,
        expires_at_ms: now_ms + shop.settings.link_days * DAY_MS,
      },
      facts: { topic, order_number: order.details.number, cause },
      due_at_ms: now_ms,
      valid_until_ms: null,
    };
    return insertNotice(db, shopSubject(shop.id), notice, now_ms);
  });
}

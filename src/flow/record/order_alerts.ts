/** What an order must tell its shop by itself, as notices for the ledger. */
import { alertsOf } from "../../orders/plan/alerts.ts";
import { splitOrderId } from "../../orders/order_id.ts";
import type { Shop } from "../ports.ts";
import { insertShopAlert } from "../shop_alert.ts";
import type { PlanInput } from "../../orders/plan/plan_input.ts";

const DAY_MS = 86_400_000;

/** Each is written once, however often the order is planned. */
export function insertOrderAlerts(
  db: D1Database,
  shop: Shop,
  order_id: string,
  input: PlanInput,
): readonly D1PreparedStatement[] {
  const { source, sender_id } = splitOrderId(order_id);
  const { now_ms, order } = input;
  const expires_at_ms = now_ms + shop.settings.link_days * DAY_MS;
  return alertsOf(input).map(({ topic, about, cause }) =>
    insertShopAlert(db, shop, { topic, order_number: order.details.number, cause }, now_ms, {
      about: `${source}:${sender_id}:${about}`,
      link: { purpose: "order", subject: order_id, expires_at_ms },
    })
  );
}

/** Returns the statements that owe the shop an order's alerts. */
import type { FactsOf } from "../../messages/standalone.ts";
import { decimalFromMinor } from "../../orders/money.ts";
import { alertsOf, type OrderAlert } from "../../orders/plan/alerts.ts";
import { splitOrderId } from "../../orders/order_id.ts";
import type { Shop } from "../ports.ts";
import { insertShopAlert } from "../shop_alert.ts";
import type { PlanInput } from "../../orders/plan/plan_input.ts";
import type { Order } from "../../orders/state.ts";

const DAY_MS = 86_400_000;

/** Owes each alert once, however often the order is planned. */
export function insertOrderAlerts(
  db: D1Database,
  shop: Shop,
  order_id: string,
  input: PlanInput,
): readonly D1PreparedStatement[] {
  const { source, sender_id } = splitOrderId(order_id);
  const { now_ms, order } = input;
  const expires_at_ms = now_ms + shop.settings.link_days * DAY_MS;
  return alertsOf(input).map((alert) =>
    insertShopAlert(db, shop, { order_number: order.details.number, ...factsOf(alert, order) }, now_ms, {
      about: `${source}:${sender_id}:${alert.about}`,
      link: { purpose: "order", subject: order_id, expires_at_ms },
    })
  );
}

function factsOf(alert: OrderAlert, { details: { currency } }: Order): FactsOf<"shop_alert"> {
  switch (alert.topic) {
    case "cancellation_requested":
      return { topic: alert.topic, cause: alert.cause };
    case "refund_failed": {
      const amount = `${decimalFromMinor(alert.amount_minor, currency)} ${currency}`;
      return {
        topic: alert.topic,
        detail: alert.reason === undefined ? amount : `${amount}: ${alert.reason}`,
      };
    }
  }
}

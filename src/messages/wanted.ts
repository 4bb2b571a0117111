/** Whether a mail that was planned earlier is still true now: asked just before it is sent. */
import type { Order } from "../orders/order.ts";
import { planMessages } from "../orders/plan.ts";
import type { ShopSettings } from "../orders/shop.ts";
import type { MessageKey, SuppressionReason } from "./message.ts";

/** Null when it is wanted, else the reason against it. What the present state no longer plans is not sent. */
export function reasonAgainst(
  message: Pick<MessageKey, "kind" | "about">,
  order: Order,
  shop: ShopSettings,
  now_ms: number,
): SuppressionReason | null {
  const planned = planMessages(order, shop, now_ms)
    .find(({ kind, about }) => kind === message.kind && about === message.about);
  return planned === undefined ? "no_longer_owed" : planned.against;
}

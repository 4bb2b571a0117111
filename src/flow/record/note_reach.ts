/** Keeps the list of orders that owe mails and cannot be written to, and alerts the shop to a new one, once an hour at most. */
import { DAY_MS } from "../../orders/days.ts";
import type { PlannedMessage } from "../../orders/plan/plan_input.ts";
import type { Order } from "../../orders/state.ts";
import { obstacleOf, unreached } from "../../orders/unreached.ts";
import { deleteUnreachable, upsertUnreachable } from "../../sql/unreachable.ts";
import type { Shop } from "../ports.ts";
import { insertShopAlert } from "../shop_alert.ts";

/** `before` is the order before this commit; null for a new one. A bounce has an alert of its own. */
export function noteReach(
  db: D1Database,
  shop: Shop,
  order_id: string,
  { before, after, planned }: {
    readonly before: Order | null;
    readonly after: Order;
    readonly planned: readonly PlannedMessage[];
  },
  now_ms: number,
): readonly D1PreparedStatement[] {
  const reason = unreached(after, planned);
  if (reason === null) {
    const was_listed = before !== null && obstacleOf(before) !== null;
    return was_listed ? [deleteUnreachable(db, shop.id, order_id)] : [];
  }
  const is_new = before === null || obstacleOf(before) === null;
  return [
    upsertUnreachable(db, shop.id, { order_id, since: now_ms, reason }),
    ...(is_new && reason === "no_address" ? [alertOf(db, shop, order_id, after, now_ms)] : []),
  ];
}

function alertOf(db: D1Database, shop: Shop, order_id: string, { details }: Order, now_ms: number) {
  return insertShopAlert(
    db,
    shop,
    { topic: "order_unreachable", order_number: details.number },
    now_ms,
    {
      link: {
        purpose: "correction",
        subject: order_id,
        expires_at_ms: now_ms + shop.settings.link_days * DAY_MS,
      },
    },
  );
}

/** Decides from when goods that were missing count as there, by which a promise begins anew. Pure; it reads no clock. */
import { dayIn } from "./days.ts";
import { goodsOf } from "./goods/goods.ts";
import { shippedAt } from "./goods/shipment.ts";
import { shipmentWay, travels } from "./goods/way.ts";
import type { ShopSettings } from "./shop.ts";
import type { Order } from "./state.ts";

/**
 * Returns the day on which the last missing goods were there again: when Waybill found them in stock, or when goods that
 * their storefront never called available left all the same. Null where none were missing.
 */
export function backInStockOn(order: Order, shop: Pick<ShopSettings, "time_zone">): string | null {
  const { allocated = [], stock_changed_at = "" } = order;
  const found = allocated.filter(({ available }) => available).map(({ at }) => at);
  const left = departuresOfMissing(order).filter((at) => at >= stock_changed_at);
  const back_at = [...found, ...left].sort().at(-1);
  return back_at === undefined ? null : dayIn(shop.time_zone, Date.parse(back_at));
}

/** Returns whether goods to be brought were missing when the order came, so that no day was ever told for it. */
export function wasShortFromTheStart({ stock_changed_at, details: { lines } }: Order): boolean {
  return stock_changed_at === undefined && lines.some(({ stock }) => stock?.available === false);
}

/** Returns when each shipment left that holds goods which are called unavailable. */
function departuresOfMissing(order: Order): readonly string[] {
  const { details } = order;
  const missing = details.lines.filter(({ stock }) => stock?.available === false).map(({ id }) => id);
  if (missing.length === 0) return [];
  return goodsOf(order).holdings
    .filter(({ shipment, pieces }) =>
      travels(shipmentWay(details, shipment)) && missing.some((id) => (pieces.get(id) ?? 0) > 0)
    )
    .map(({ shipment }) => shippedAt(shipment));
}

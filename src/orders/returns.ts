/** Finds the return policy in force when the order was placed: a later, narrower policy does not apply to it. Pure. */
import type { Order } from "./state.ts";
import { homeAt } from "./goods/arrival.ts";
import type { ReturnPolicy, ShopSettings } from "./shop.ts";
import { orderedAt } from "./placing.ts";
import { DAY_MS } from "./days.ts";
import { textOrder } from "../values/text_order.ts";

/** Returns the policy in force at the time of the order; the first one for an older order; null where there is none. */
export function returnPolicy({ details }: Order, shop: ShopSettings): ReturnPolicy | null {
  const versions = [shop.returns, ...shop.earlier_returns].filter((policy) => policy !== undefined)
    .toSorted((a, b) => textOrder(startOf(a), startOf(b)));
  return versions.findLast((policy) => startOf(policy) <= orderedAt(details)) ?? versions[0] ?? null;
}

/**
 * Returns when the return period ends, in milliseconds since the epoch; null before it begins, or where the shop
 * accepts no returns.
 */
export function returnsUntil(order: Order, shop: ShopSettings): number | null {
  const home_at = homeAt(order);
  const policy = returnPolicy(order, shop);
  return home_at === null || policy === null ? null : Date.parse(home_at) + policy.window_days * DAY_MS;
}

/** A policy without `since` always applied. */
function startOf({ since }: ReturnPolicy): string {
  return since ?? "";
}

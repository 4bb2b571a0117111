/** Decides since when an order is called off: its shop cancelled it, or has paid back all of it. Pure; reads the account alone. */
import { accountOf } from "./account/account.ts";
import type { Order } from "./state.ts";

/** Returns the time of the cancellation, or else of the last money that went back; null while the order goes on. */
export function calledOffAt(order: Order): string | null {
  if (order.cancelled !== undefined) return order.cancelled.at;
  const { status, refunds, disputes } = accountOf(order);
  if (status !== "refunded") return null;
  const back = refunds.filter(({ state }) => state === "pending" || state === "succeeded");
  const lost = disputes.filter(({ outcome }) => outcome === "lost");
  // A storefront may say so without a refund of its own: then its snapshot does.
  return [...back, ...lost].map(({ at }) => at).sort().at(-1) ?? order.details_at ?? order.details.placed_at;
}

export function isCalledOff(order: Order): boolean {
  return calledOffAt(order) !== null;
}

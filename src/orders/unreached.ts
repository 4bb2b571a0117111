/** Decides whether an order that owes mails can be written to. Pure. */
import { isReachable } from "./addressee.ts";
import { wayOf } from "./goods/way.ts";
import type { PlannedMessage } from "./plan/plan_input.ts";
import { hasFailed } from "./reachable.ts";
import type { Order } from "./state.ts";

export type Unreached = "no_address" | "bounced";

/** Returns why the customer's mailbox cannot be written to; null where it can. */
export function obstacleOf(order: Pick<Order, "details" | "failed_addresses">): Unreached | null {
  const { customer } = order.details;
  if (!isReachable(customer)) return "no_address";
  return hasFailed(order, customer) ? "bounced" : null;
}

/**
 * Returns why an order is left without its mails; null where it owes none or can be written to. Who took everything
 * along at the till and left no address wants no mail.
 */
export function unreached(order: Order, planned: readonly PlannedMessage[]): Unreached | null {
  if (order.erased_at !== undefined) return null;
  const { customer, lines } = order.details;
  const is_till_sale = lines.every((line) => wayOf(line) === "till") && customer.email_given === undefined;
  if (is_till_sale) return null;
  return planned.some(({ against }) => against === "no_address" || against === "bounced")
    ? obstacleOf(order)
    : null;
}

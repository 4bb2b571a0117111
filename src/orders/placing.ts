/** When an order came to be one. Pure. */
import type { OrderDetails } from "./event.ts";

/** When the customer ordered: later than its storefront began the order, where that was a draft or an order by hand. */
export function orderedAt({ placed_at, ordered_at }: Pick<OrderDetails, "placed_at" | "ordered_at">): string {
  return ordered_at !== undefined && ordered_at > placed_at ? ordered_at : placed_at;
}

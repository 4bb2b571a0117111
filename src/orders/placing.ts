/** Decides when an order was placed. Pure. */
import type { OrderDetails } from "./event.ts";

/** Returns when the customer ordered; later than `placed_at` where the storefront began it as a draft or by hand. */
export function orderedAt({ placed_at, ordered_at }: Pick<OrderDetails, "placed_at" | "ordered_at">): string {
  return ordered_at !== undefined && ordered_at > placed_at ? ordered_at : placed_at;
}

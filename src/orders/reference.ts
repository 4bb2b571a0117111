/** How one sender may name an order that another sender brought: by number, payment or tracking number. Pure. */
import { orderId } from "./order_id.ts";

/** `order_id` is the storefront's own id, whichever storefront it is. */
export interface Reference {
  readonly by: "order_id" | "number" | "payment" | "tracking";
  readonly value: string;
}

/** Senders that bring orders, in whose words an `order_id` may be meant. */
const STOREFRONTS = ["shopify", "woocommerce", "bigcommerce", "standard"] as const;

/** The names under which an order that `reference` means is looked for, within one shop: `demo/~number/1001`. */
export function referenceNames(store_id: string, { by, value }: Reference): readonly string[] {
  switch (by) {
    case "order_id":
      return STOREFRONTS.map((source) => orderId(store_id, source, value));
    case "number":
      return [`${store_id}/~number/${plain(value).replace(/^#/, "").toLowerCase()}`];
    case "payment":
      return [`${store_id}/~payment/${plain(value)}`];
    case "tracking":
      return [`${store_id}/~tracking/${plain(value).replaceAll(/[\s-]/g, "").toUpperCase()}`];
  }
}

/** A slash would let one name pass for another. */
function plain(value: string): string {
  return value.trim().replaceAll("/", "%2F");
}

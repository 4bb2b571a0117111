/**
 * Decides who gets a mail that a SKU is back in stock: at most as many as there are pieces, first come first served,
 * each once. Pure; sends nothing.
 */
import type { StandaloneMail } from "../messages/standalone.ts";
import type { WatchedProduct } from "./event.ts";
import { textOrder } from "../values/text_order.ts";

/** Customer who asked for a mail. */
export interface Watch {
  readonly email: string;
  readonly name?: string | undefined;
  /** Language as a BCP 47 tag; absent means the shop's language. */
  readonly locale?: string | undefined;
  readonly product: WatchedProduct;
  readonly asked_at: string;
}

export interface FreeStock {
  /** Number of pieces that are not ordered. */
  readonly free: number;
  /** Number of watchers notified since the stock was last empty. */
  readonly notified: number;
}

const TRUE_FOR_MS = 2 * 86_400_000;

/**
 * Returns the watchers to notify now, earliest request first. Watchers notified before count against `free`, as they
 * may be about to buy.
 */
export function watchersToNotify<One extends Pick<Watch, "email" | "asked_at">>(
  { free, notified }: FreeStock,
  watches: readonly One[],
): readonly One[] {
  return watches.toSorted((a, b) => textOrder(a.asked_at, b.asked_at) || textOrder(a.email, b.email))
    .slice(0, Math.max(0, free - notified));
}

/**
 * Returns the mail for a watcher. Its key holds the SKU and the time of the request, so a later request gets another
 * mail. It expires after two days, when the product is probably sold.
 */
export function backInStock(sku: string, watch: Watch, due_at_ms: number): StandaloneMail<"back_in_stock"> {
  const { email, name, locale, product, asked_at } = watch;
  return {
    kind: "back_in_stock",
    about: `${sku.replaceAll("/", "%2F")}@${asked_at}`,
    due_at_ms,
    valid_until_ms: due_at_ms + TRUE_FOR_MS,
    to: { email, name },
    locale,
    facts: { product },
  };
}

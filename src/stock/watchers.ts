/** Who is told that a SKU is there again: no more than there are pieces, whoever asked first, each once. Pure; sends nothing. */
import type { StandaloneMail } from "../messages/standalone.ts";
import type { WatchedProduct } from "./event.ts";

/** A customer who asked to be told. */
export interface Watch {
  readonly email: string;
  readonly name?: string | undefined;
  /** BCP 47; the shop's where it is not known. */
  readonly locale?: string | undefined;
  readonly product: WatchedProduct;
  readonly asked_at: string;
}

export interface FreeStock {
  /** Pieces that nobody has ordered. */
  readonly free: number;
  /** How many have been told since there last was none. */
  readonly notified: number;
}

const TRUE_FOR_MS = 2 * 86_400_000;

/** Those of the watchers that may be told now, the first to ask first. Whoever was told may be about to buy. */
export function watchersToNotify<One extends Pick<Watch, "email" | "asked_at">>(
  { free, notified }: FreeStock,
  watches: readonly One[],
): readonly One[] {
  return watches.toSorted((a, b) => compare(a.asked_at, b.asked_at) || compare(a.email, b.email))
    .slice(0, Math.max(0, free - notified));
}

/**
 * The mail that a watcher is owed. It is about the SKU and the time at which this customer asked: whoever asks again later
 * is told again. After two days somebody else has bought it.
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

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

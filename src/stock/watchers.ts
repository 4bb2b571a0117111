/** Who is told that a SKU is there again: no more than there are pieces, whoever asked first, each once. Pure; sends nothing. */
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
  readonly told: number;
}

/** A mail that no order owns, as the ledger of notices takes it. */
export interface BackInStock {
  readonly kind: "back_in_stock";
  /** The SKU, and when this customer asked: whoever asks again later is told again. Without a slash, as in every key. */
  readonly about: string;
  readonly due_at_ms: number;
  /** By then somebody else has bought it. */
  readonly valid_until_ms: number;
  readonly to: { readonly email: string; readonly name?: string | undefined };
  readonly locale?: string | undefined;
  readonly facts: { readonly product: WatchedProduct };
}

const TRUE_FOR_MS = 2 * 86_400_000;

/** Those of the watchers that may be told now, the first to ask first. Whoever was told may be about to buy. */
export function watchersToTell<One extends Pick<Watch, "email" | "asked_at">>(
  { free, told }: FreeStock,
  watches: readonly One[],
): readonly One[] {
  return watches.toSorted((a, b) => compare(a.asked_at, b.asked_at) || compare(a.email, b.email))
    .slice(0, Math.max(0, free - told));
}

export function backInStock(sku: string, watch: Watch, due_at_ms: number): BackInStock {
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

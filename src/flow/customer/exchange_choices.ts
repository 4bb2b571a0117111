/**
 * Finds what each item of an order may be exchanged for: by the order itself, else by its storefront, which is asked once in some
 * minutes. Where nobody says it, there is no choice, and the customer writes it.
 */
import type { Variant } from "../../orders/event.ts";
import { splitOrderId } from "../../orders/order_id.ts";
import type { OrderRow } from "../../sql/orders.ts";
import type { Shop } from "../ports.ts";

/** Variants by the order's line ids. */
export type Choices = ReadonlyMap<string, readonly Variant[]>;

/** What an isolate remembers of storefronts' answers, by order. */
export type ChoiceCache = Map<string, { readonly choices: Choices; readonly until_ms: number }>;

export interface ExchangePorts {
  /** Returns null where the storefront is not asked, or does not answer. */
  readonly find_variants: (shop: Shop, source: string, order: string) => Promise<Choices | null>;
  readonly choice_cache: ChoiceCache;
}

const KEPT_MS = 300_000;
/** Nothing that was not answered is asked for again at once. */
const UNANSWERED_MS = 60_000;
const ORDERS_KEPT_MAX = 200;

export async function exchangeChoices(
  { find_variants, choice_cache }: ExchangePorts,
  shop: Shop,
  { id, order: { details: { lines } } }: OrderRow,
  now_ms: number,
): Promise<Choices> {
  const own = new Map(
    lines.flatMap((line) => line.variants === undefined ? [] : [[line.id, line.variants] as const]),
  );
  if (own.size > 0) return own;
  const { source, sender_id } = splitOrderId(id);
  const kept = choice_cache.get(id);
  if (kept !== undefined && kept.until_ms > now_ms) return kept.choices;
  const found = await find_variants(shop, source, sender_id);
  if (choice_cache.size >= ORDERS_KEPT_MAX) choice_cache.clear();
  const choices = found ?? new Map();
  choice_cache.set(id, { choices, until_ms: now_ms + (found === null ? UNANSWERED_MS : KEPT_MS) });
  return choices;
}

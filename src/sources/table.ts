/** All senders that Waybill understands, by the name that stands in the address of their webhook. */
import { shopify } from "./shopify.ts";
import type { Source } from "./source.ts";
import { standard } from "./standard.ts";
import { woocommerce } from "./woocommerce.ts";

export const SOURCES: Readonly<Record<"standard" | "shopify" | "woocommerce", Source>> = {
  standard,
  shopify,
  woocommerce,
};

export function sourceNamed(name: string): Source | null {
  return Object.hasOwn(SOURCES, name) ? SOURCES[name as keyof typeof SOURCES] : null;
}

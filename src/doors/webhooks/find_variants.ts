/** Which storefronts tell what an item may be exchanged for: only with the shop's own token and at its own host, and briefly. */
import type { ExchangePorts } from "../../flow/customer/exchange_choices.ts";
import { shopifyHost } from "../../sources/shopify/host.ts";
import { variantsAtShopify } from "../../sources/shopify/variants.ts";
import { woocommerceHost } from "../../sources/woocommerce/changed.ts";
import { variantsAtWoocommerce } from "../../sources/woocommerce/variants.ts";
import { senderAsker } from "./ask_sender.ts";

/** A customer waits for the form meanwhile; without an answer it has a field for words. */
const TIMEOUT_MS = 2_000;

const STOREFRONTS = {
  shopify: { hostOf: shopifyHost, find: variantsAtShopify },
  woocommerce: { hostOf: woocommerceHost, find: variantsAtWoocommerce },
} as const;

export function variantFinder(fetch: typeof globalThis.fetch): ExchangePorts["find_variants"] {
  return async function findVariants(shop, source, order) {
    const tokens = shop.secrets[`${source}.token`] ?? [];
    if (tokens.length === 0 || !Object.hasOwn(STOREFRONTS, source)) return null;
    const { hostOf, find } = STOREFRONTS[source as keyof typeof STOREFRONTS];
    const api_version = shop.settings.apps[source]?.api_version;
    return await find(order, {
      tokens,
      ...(api_version === undefined ? {} : { api_version }),
      ask: senderAsker(fetch, tokens.slice(0, 1).map(hostOf), TIMEOUT_MS),
    });
  };
}

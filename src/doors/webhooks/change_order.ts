/** Which storefronts can change an order for its customer: only with the shop's own token and at its own host. */
import type { StorefrontChange } from "../../orders/storefront_change.ts";
import type { ChangePorts } from "../../flow/customer/carry_out.ts";
import { err } from "../../result.ts";
import { changeAtShopify } from "../../sources/shopify/change_order.ts";
import { shopifyHost } from "../../sources/shopify/host.ts";
import { changeAtWoocommerce } from "../../sources/woocommerce/change_order.ts";
import { woocommerceHost } from "../../sources/woocommerce/changed.ts";
import { senderAsker } from "./ask_sender.ts";

const STOREFRONTS = {
  shopify: { hostOf: shopifyHost, change: changeAtShopify },
  woocommerce: { hostOf: woocommerceHost, change: changeAtWoocommerce },
} as const;

export function orderChanger(fetch: typeof globalThis.fetch): ChangePorts["change_order"] {
  return async function changeOrder(shop, source, change: StorefrontChange) {
    if (!Object.hasOwn(STOREFRONTS, source)) return err("denied", `${source} changes no orders`);
    const { hostOf, change: changeAt } = STOREFRONTS[source as keyof typeof STOREFRONTS];
    const tokens = shop.secrets[`${source}.token`] ?? [];
    const api_version = shop.settings.apps[source]?.api_version;
    return await changeAt(change, {
      tokens,
      ...(api_version === undefined ? {} : { api_version }),
      ask: senderAsker(fetch, tokens.slice(0, 1).map(hostOf)),
    });
  };
}

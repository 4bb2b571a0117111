/** Which storefronts can be asked for changed orders: only with the shop's own token and at its own host. */
import type { ReconcilePorts } from "../../flow/clock/reconcile.ts";
import { err } from "../../result.ts";
import { changedAtShopify } from "../../sources/shopify/changed.ts";
import { shopifyHost } from "../../sources/shopify/host.ts";
import { changedAtWoocommerce, woocommerceHost } from "../../sources/woocommerce/changed.ts";
import { senderAsker } from "./ask_sender.ts";

const STOREFRONTS = {
  shopify: { hostOf: shopifyHost, changed: changedAtShopify },
  woocommerce: { hostOf: woocommerceHost, changed: changedAtWoocommerce },
} as const;

export function changedOrdersFetcher(fetch: typeof globalThis.fetch): ReconcilePorts["fetch_changed_orders"] {
  return async function fetchChangedOrders(shop, source, asked) {
    if (!Object.hasOwn(STOREFRONTS, source)) {
      return err("unavailable", `${source} cannot be asked for orders`);
    }
    const { hostOf, changed } = STOREFRONTS[source as keyof typeof STOREFRONTS];
    const tokens = shop.secrets[`${source}.token`] ?? [];
    const { date_names, time_zone, apps, mails: { sub_orders } } = shop.settings;
    const api_version = apps[source]?.api_version;
    return await changed(asked, {
      tokens,
      date_names,
      time_zone,
      sub_orders,
      ...(api_version === undefined ? {} : { api_version }),
      ask: senderAsker(fetch, tokens.slice(0, 1).map(hostOf)),
    });
  };
}

/** The Shopify app of a shop: its settings and secrets put together, and what the verbs ask its store. */
import type { ConnectionPorts } from "../../flow/connect/check_connection.ts";
import type { UninstallPorts } from "../../flow/connect/uninstall_app.ts";
import type { Shop } from "../../flow/ports.ts";
import { err, ok, type Result } from "../../result.ts";
import { type AdminAccess, askAdmin } from "../../sources/shopify/admin_api.ts";
import { API_VERSION } from "../../sources/shopify/api_version.ts";
import { type AppIdentity, refreshToken, STORE_DOMAIN } from "../../sources/shopify/app.ts";
import { shopifyHost } from "../../sources/shopify/host.ts";
import { STORE } from "../../sources/shopify/subscription_query.ts";
import { checkSubscriptions } from "../../sources/shopify/subscriptions.ts";
import { senderAsker } from "../webhooks/ask_sender.ts";

export interface ShopifyApp extends AppIdentity {
  readonly api_version: string;
  readonly tracks_stock: boolean;
  /** Whether customers' cancellations and addresses are carried out at the store. */
  readonly changes_orders: boolean;
  readonly decides_returns: boolean;
  /** Asked for when the app is installed. A store that granted it not is no trouble: its customers write what they want instead. */
  readonly offers_exchanges: boolean;
  /** Whether Waybill subscribes to the topics, or `shopify.app.toml` declares them. */
  readonly registers_topics: boolean;
}

/** Returns the app of the shop; null where its settings or secret are not complete. */
export function shopifyApp({ settings, secrets }: Shop): ShopifyApp | null {
  const { apps, stores, stock, storefront_acts, returns } = settings;
  const settled = apps["shopify"];
  const domain = stores["shopify"];
  const live = secrets["shopify"] ?? [];
  if (settled === undefined || domain === undefined || !STORE_DOMAIN.test(domain) || live.length === 0) {
    return null;
  }
  return {
    domain,
    client_id: settled.client_id,
    secrets: live,
    api_version: settled.api_version ?? API_VERSION,
    tracks_stock: stock.track,
    changes_orders: storefront_acts.length > 0,
    decides_returns: storefront_acts.includes("returns"),
    offers_exchanges: returns !== undefined,
    registers_topics: settled.topics === "registered",
  };
}

/** Answers the questions of the verbs about apps at storefronts; Shopify is the only one with an app. */
export function storefrontApps(
  fetch: typeof globalThis.fetch,
  public_url: string,
): Pick<ConnectionPorts & UninstallPorts, "refresh_token" | "check_webhooks" | "accepts_token"> {
  return {
    async refresh_token(shop, { source }, refresh_token) {
      const app = source === "shopify" ? shopifyApp(shop) : null;
      if (app === null) return notComplete(shop.id);
      return await refreshToken(app, refresh_token, senderAsker(fetch, [app.domain]));
    },
    async check_webhooks(shop, { source }, now_ms) {
      const app = source === "shopify" ? shopifyApp(shop) : null;
      const access = app === null ? null : accessOf(shop, app, fetch);
      if (app === null || access === null) return notComplete(shop.id);
      const checked = await checkSubscriptions(access, {
        uri: `${public_url}/hooks/${shop.id}/shopify`,
        by_worker: app.registers_topics,
        tracks_stock: app.tracks_stock,
        changes_orders: app.changes_orders,
        decides_returns: app.decides_returns,
      }, now_ms);
      if (checked.ok) return checked;
      return err(checked.reason === "unauthorized" ? "unauthorized" : "unavailable", checked.message);
    },
    async accepts_token(shop, { source }) {
      const app = source === "shopify" ? shopifyApp(shop) : null;
      const access = app === null ? null : accessOf(shop, app, fetch);
      if (access === null) return notComplete(shop.id);
      const answer = await askAdmin(access, STORE, {});
      if (answer.ok) return ok(true);
      return answer.reason === "unauthorized" ? ok(false) : err("unavailable", answer.message);
    },
  };
}

/** Returns the access by the shop's token; null where it has none for the store of its settings. */
function accessOf(
  { secrets }: Shop,
  { domain, api_version: version }: ShopifyApp,
  fetch: typeof globalThis.fetch,
): AdminAccess | null {
  const [token] = secrets["shopify.token"] ?? [];
  if (token === undefined || shopifyHost(token) !== domain) return null;
  return { domain, token: token.slice(domain.length + 1), version, ask: senderAsker(fetch, [domain]) };
}

function notComplete(shop_id: string): Result<never, "unavailable"> {
  return err(
    "unavailable",
    `Cannot ask the store of ${shop_id} as stores.shopify, apps.shopify.client_id, the secret and the token must be given`,
  );
}

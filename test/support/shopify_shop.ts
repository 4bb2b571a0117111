/** A shop of the house with a Shopify app, and the store that it belongs to. */
import { env } from "cloudflare:workers";
import { storefrontApps } from "../../src/doors/connect/shopify_app.ts";
import type { ConnectionPorts } from "../../src/flow/connect/check_connection.ts";
import type { UninstallPorts } from "../../src/flow/connect/uninstall_app.ts";
import { shopFinder } from "../../src/flow/find_shop.ts";
import { readSealingKeys, seal, sealingRing, unseal } from "../../src/sealed.ts";
import { SHOP } from "./cast.ts";
import { openStore, type StoreState } from "./shopify_admin.ts";

export const APP_SECRET = "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";
export const STORE = "kontor.myshopify.com";
const KEYS = readSealingKeys(env.SEALING_KEY)!;

/** Writes the shop `kontor` with its app; `secrets` beside the app's own. */
export async function openShopifyShop(
  { settings = {}, secrets = {} }: {
    readonly settings?: Record<string, unknown>;
    readonly secrets?: Record<string, readonly string[]>;
  } = {},
): Promise<void> {
  const all = {
    ...SHOP,
    stores: { shopify: STORE },
    apps: { shopify: { client_id: "client00" } },
    ...settings,
  };
  const kept = { shopify: [APP_SECRET], ...secrets };
  const sealed = await seal(
    await sealingRing(KEYS),
    JSON.stringify(kept),
    "kontor",
    new Uint8Array(12).fill(3),
  );
  await env.DB.prepare("insert or replace into shops (id, settings, secrets) values ('kontor', ?1, ?2)")
    .bind(JSON.stringify(all), sealed).run();
  for (const table of ["connections", "reconciliations", "messages"]) {
    await env.DB.prepare(`delete from ${table}`).run();
  }
}

/** What the shop's secrets are now. */
export async function secretsOfShop(): Promise<Record<string, readonly string[]>> {
  const sealed = await env.DB.prepare("select secrets from shops where id = 'kontor'").first<string>(
    "secrets",
  );
  return JSON.parse(await unseal(await sealingRing(KEYS), sealed!, "kontor"));
}

/** The store with its app; no token is valid before it was installed. */
export function openShopifyStore(given: Partial<StoreState> = {}) {
  return openStore({ client_id: "client00", client_secret: APP_SECRET, tokens: new Set(), ...given });
}

/** The ports of the verbs over `fetch`, with a shop finder that remembers nothing. */
export function connectionPorts(fetch: typeof globalThis.fetch): ConnectionPorts & UninstallPorts {
  return {
    db: env.DB,
    directory: env.DB,
    find_shop: (id, now_ms) => shopFinder(env.DB, KEYS, [])(id, now_ms),
    sealing_keys: KEYS,
    random: (count) => crypto.getRandomValues(new Uint8Array(count)),
    ...storefrontApps(fetch, "https://waybill.test"),
  };
}

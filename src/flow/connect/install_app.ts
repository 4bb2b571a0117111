/** Keeps the access that a store has granted to a shop's app. */
import type { AccessToken } from "../../orders/storefront_app.ts";
import { type Connection, selectConnection, upsertConnection } from "../../sql/connections.ts";
import { upsertReconciliation } from "../../sql/reconciliations.ts";
import type { Shop } from "../ports.ts";
import { changeSecrets, type SecretPorts, type Secrets } from "./change_secrets.ts";

/** Days before the installation for which the store is asked for orders. */
const FIRST_DAYS = 7;
const DAY_MS = 86_400_000;

export interface Install {
  readonly source: string;
  /** The storefront's own name of the shop: `kontor.myshopify.com`. */
  readonly store: string;
  readonly access: AccessToken;
}

/**
 * Keeps the token among the shop's secrets. From the next tick on its webhooks are subscribed to, and the store is
 * asked for the orders of the last days.
 */
export async function installApp(
  ports: SecretPorts,
  shop: Shop,
  { source, store, access }: Install,
  now_ms: number,
): Promise<void> {
  const kept = await changeSecrets(ports, shop.id, (secrets) => withToken(secrets, source, store, access), [
    upsertConnection(ports.db, {
      shop_id: shop.id,
      source,
      store,
      scopes: access.scopes.join(","),
      installed_at: now_ms,
      token_until: tokenUntil(access, now_ms),
      due_at: now_ms,
    }),
    upsertReconciliation(ports.db, {
      shop_id: shop.id,
      source,
      since: null,
      first_since: new Date(now_ms - FIRST_DAYS * DAY_MS).toISOString(),
      due_at: now_ms,
    }),
  ]);
  if (kept === null) throw new Error(`Cannot install an app for ${shop.id} as there is no such shop`);
}

/** Selects the app that is installed at `source`; null where none is. */
export async function installedApp(
  db: D1Database,
  shop_id: string,
  source: string,
): Promise<Connection | null> {
  return await selectConnection(db, shop_id, source).first<Connection>();
}

/** Returns the secrets with a new token in place of all older ones: a store has one. */
export function withToken(
  secrets: Secrets,
  source: string,
  store: string,
  { token, expires }: AccessToken,
): Secrets {
  const { [`${source}.refresh`]: _, ...others } = secrets;
  return {
    ...others,
    [`${source}.token`]: [`${store}:${token}`],
    ...(expires === null ? {} : { [`${source}.refresh`]: [expires.refresh_token] }),
  };
}

/** Returns when the token expires, in milliseconds since the epoch; null where it does not. */
export function tokenUntil({ expires }: AccessToken, now_ms: number): number | null {
  return expires === null ? null : now_ms + expires.in_s * 1_000;
}

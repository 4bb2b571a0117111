/**
 * Checks each night that a storefront's webhooks still stand, subscribes to those that it dropped, and tells the shop
 * what only the shop can mend.
 */
import type { VersionTrouble, WebhooksChecked, WebhooksRefusal } from "../../orders/storefront_app.ts";
import { err, type Result } from "../../result.ts";
import { type Connection, updateChecked } from "../../sql/connections.ts";
import { upsertReconciliation } from "../../sql/reconciliations.ts";
import type { FindShop, Shop } from "../ports.ts";
import { insertShopAlert } from "../shop_alert.ts";
import { type TokenPorts, withFreshToken } from "./fresh_token.ts";
import { installedApp } from "./install_app.ts";

export interface ConnectionPorts extends TokenPorts {
  readonly find_shop: FindShop;
  /** Makes the shop's subscriptions at the storefront what they should be. */
  readonly check_webhooks: (
    shop: Shop,
    connection: Pick<Connection, "source" | "store">,
    now_ms: number,
  ) => Promise<Result<WebhooksChecked, WebhooksRefusal>>;
}

const DAY_MS = 86_400_000;
/** Time of day in UTC at which few people in Europe or America order. */
const NIGHT_MS = 3 * 3_600_000;
const BACKOFF_MAX_MS = 3_600_000;
/** The same trouble is told again after this time, as long as it lasts. */
const TOLD_AGAIN_MS = 7 * DAY_MS;

/** Checks a due connection. One that fails is checked later, with a growing delay. */
export async function serveConnection(
  ports: ConnectionPorts,
  shop_id: string,
  source: string,
  now_ms: number,
): Promise<void> {
  const row = await installedApp(ports.db, shop_id, source);
  if (row === null || row.due_at > now_ms) return;
  try {
    await checkOne(ports, row, now_ms);
  } catch (error) {
    const failed = row.failures + 1;
    const due_at = now_ms + Math.min(BACKOFF_MAX_MS, 60_000 * 2 ** Math.min(failed, 10));
    await updateChecked(ports.db, { ...row, failures: failed, due_at }).run();
    throw error;
  }
}

async function checkOne(ports: ConnectionPorts, row: Connection, now_ms: number): Promise<void> {
  const tomorrow = Math.floor(now_ms / DAY_MS) * DAY_MS + DAY_MS + NIGHT_MS;
  const done = updateChecked(ports.db, { ...row, checked_at: now_ms, due_at: tomorrow, failures: 0 });
  const shop = await ports.find_shop(row.shop_id, now_ms);
  if (shop === null) {
    await done.run();
    return;
  }
  const checked = await check(ports, shop, row, now_ms);
  if (!checked.ok && checked.reason === "unavailable") throw new Error(checked.message);
  const troubles = checked.ok ? troublesIn(row, checked.value) : [UNAUTHORIZED];
  await ports.db.batch([
    done,
    ...troubles.map(({ key, detail }) => tellTrouble(ports.db, shop, row.source, { key, detail }, now_ms)),
    // What happened while nothing was subscribed is asked for at once.
    ...(checked.ok && checked.value.subscribed.length > 0 && row.checked_at !== null
      ? [upsertReconciliation(ports.db, {
        shop_id: row.shop_id,
        source: row.source,
        since: null,
        first_since: new Date(row.checked_at).toISOString(),
        due_at: now_ms,
      })]
      : []),
  ]);
}

async function check(
  ports: ConnectionPorts,
  shop: Shop,
  row: Connection,
  now_ms: number,
): Promise<Result<WebhooksChecked, WebhooksRefusal>> {
  const fresh = await withFreshToken(ports, shop, row.source, now_ms);
  if (fresh.ok) return await ports.check_webhooks(fresh.value, row, now_ms);
  return err(fresh.reason === "refused" ? "unauthorized" : "unavailable", fresh.message);
}

/** A trouble of a connection; `key` is the same for the same trouble. */
export interface Trouble {
  readonly key: string;
  readonly detail: string;
}

const UNAUTHORIZED: Trouble = {
  key: "unauthorized",
  detail:
    "The store no longer accepts Waybill’s token: install the app again, or open it in the store’s admin.",
};

function troublesIn(
  { checked_at }: Connection,
  { subscribed, refused, scopes_missing, version }: WebhooksChecked,
): readonly Trouble[] {
  const troubles: Trouble[] = [];
  // The first check subscribes to everything; later ones only to what the storefront dropped.
  if (checked_at !== null && subscribed.length > 0) {
    const detail = `The store had dropped webhooks that failed: ${
      subscribed.join(", ")
    }. They are subscribed again, and the orders since the last check are asked for.`;
    troubles.push({ key: `dropped ${checked_at}`, detail });
  }
  if (refused.length > 0 || scopes_missing.length > 0) {
    const detail = [
      ...(refused.length > 0 ? [`The store refuses the webhooks ${refused.join(", ")}.`] : []),
      ...(scopes_missing.length > 0 ? [`The app lacks the scopes ${scopes_missing.join(", ")}.`] : []),
      "Open the app in the store’s admin to grant them.",
    ].join(" ");
    troubles.push({ key: `refused ${[...refused, ...scopes_missing].join(" ")}`, detail });
  }
  return version === null ? troubles : [...troubles, versionTroubleText(version)];
}

/** Words what is wrong with the version of a storefront's API. */
export function versionTroubleText(trouble: VersionTrouble): Trouble {
  switch (trouble.what) {
    case "differs":
      return {
        key: `version ${trouble.got} ${trouble.wanted}`,
        detail:
          `Webhooks come in version ${trouble.got} of the store’s API, and the settings name ${trouble.wanted}. Where ${trouble.wanted} has ended, update Waybill; otherwise give the app and the settings the same version.`,
      };
    case "ends":
      return {
        key: `version ${trouble.version} ends`,
        detail:
          `Version ${trouble.version} of the store’s API ends on ${trouble.on}: update Waybill, or set a later version in the settings.`,
      };
  }
}

/** Inserts the alert; the same trouble is told once a week. */
export function tellTrouble(
  db: D1Database,
  shop: Pick<Shop, "id" | "settings">,
  source: string,
  { key, detail }: Trouble,
  now_ms: number,
): D1PreparedStatement {
  const about = `${source} ${key} ${Math.floor(now_ms / TOLD_AGAIN_MS)}`;
  return insertShopAlert(db, shop, { topic: "connection_trouble", detail }, now_ms, { about });
}

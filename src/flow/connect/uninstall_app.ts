/** Ends the connection of a store that has uninstalled the app. The store itself must confirm it: it refuses the token. */
import { type Connection, deleteConnection } from "../../sql/connections.ts";
import { deleteReconciliation } from "../../sql/reconciliations.ts";
import type { Result } from "../../result.ts";
import type { Shop } from "../ports.ts";
import { insertShopAlert } from "../shop_alert.ts";
import { changeSecrets, type SecretPorts, type Secrets } from "./change_secrets.ts";
import { type TokenPorts, withFreshToken } from "./fresh_token.ts";
import { installedApp } from "./install_app.ts";

export interface UninstallPorts extends TokenPorts {
  /** Asks the store whether it takes the shop's token. */
  readonly accepts_token: (
    shop: Shop,
    connection: Pick<Connection, "source" | "store">,
  ) => Promise<Result<boolean, "unavailable">>;
}

/** `installed`: the store still takes the token, so that the report is an old one, or no report of the store's. */
export type Uninstalled = "uninstalled" | "installed" | "another_store" | "unavailable";

/** Takes a report that `store` has uninstalled the app. */
export async function takeUninstalled(
  ports: UninstallPorts,
  shop: Shop,
  { source, store }: { readonly source: string; readonly store: string },
  now_ms: number,
): Promise<Uninstalled> {
  const connection = await installedApp(ports.db, shop.id, source);
  if (connection === null || connection.store !== store) return "another_store";
  const fresh = await withFreshToken(ports, shop, source, now_ms);
  if (!fresh.ok && fresh.reason === "unavailable") return "unavailable";
  const accepts = fresh.ok ? await ports.accepts_token(fresh.value, connection) : null;
  if (accepts?.ok === false) return "unavailable";
  if (accepts?.value === true) return "installed";
  await uninstallApp(ports, shop, connection, now_ms);
  return "uninstalled";
}

/** Deletes the tokens of the app and asks its store nothing more. The orders stay; the shop is told. */
async function uninstallApp(
  ports: SecretPorts,
  shop: Shop,
  { source, installed_at }: Pick<Connection, "source" | "installed_at">,
  now_ms: number,
): Promise<void> {
  const { db } = ports;
  const detail = `The app was uninstalled from ${source}: no webhook comes any more.`;
  await changeSecrets(ports, shop.id, (secrets) => withoutToken(secrets, source), [
    deleteConnection(db, { shop_id: shop.id, source, installed_at }),
    deleteReconciliation(db, shop.id, source),
    insertShopAlert(db, shop, { topic: "connection_trouble", detail }, now_ms, {
      about: `${source} uninstalled ${installed_at}`,
    }),
  ]);
}

function withoutToken(secrets: Secrets, source: string): Secrets {
  const { [`${source}.refresh`]: _refresh, [`${source}.token`]: _token, ...others } = secrets;
  return others;
}

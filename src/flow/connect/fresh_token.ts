/** Makes a shop's token at a storefront valid before it is used. */
import type { AccessToken, TokenRefusal } from "../../orders/storefront_app.ts";
import { err, ok, type Result } from "../../result.ts";
import { type Connection, updateTokenUntil } from "../../sql/connections.ts";
import type { Shop } from "../ports.ts";
import { changeSecrets, type SecretPorts } from "./change_secrets.ts";
import { installedApp, tokenUntil, withToken } from "./install_app.ts";

export interface TokenPorts extends SecretPorts {
  /** Asks the storefront for the next token. */
  readonly refresh_token: (
    shop: Shop,
    connection: Pick<Connection, "source" | "store">,
    refresh_token: string,
  ) => Promise<Result<AccessToken, TokenRefusal>>;
}

/** Time before its end at which a token counts as expired: a page of orders takes less. */
const MARGIN_MS = 300_000;

/** Returns the shop with a token that is valid now. A token that was given by hand is returned as it is. */
export async function withFreshToken(
  ports: TokenPorts,
  shop: Shop,
  source: string,
  now_ms: number,
): Promise<Result<Shop, TokenRefusal>> {
  const [refresh] = shop.secrets[`${source}.refresh`] ?? [];
  if (refresh === undefined) return ok(shop);
  const connection = await installedApp(ports.db, shop.id, source);
  if (connection === null || connection.token_until === null) return ok(shop);
  if (now_ms < connection.token_until - MARGIN_MS) return ok(shop);
  const access = await ports.refresh_token(shop, connection, refresh);
  if (!access.ok) return access;
  const secrets = await changeSecrets(
    ports,
    shop.id,
    (before) => withToken(before, source, connection.store, access.value),
    [updateTokenUntil(ports.db, connection, tokenUntil(access.value, now_ms))],
  );
  return secrets === null ? err("refused", `There is no shop ${shop.id}`) : ok({ ...shop, secrets });
}

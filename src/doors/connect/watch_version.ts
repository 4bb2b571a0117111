/** Alerts a shop to the version of the storefront's API in which its webhooks come: it ends soon, or is another. */
import { tellTrouble, versionTroubleText } from "../../flow/connect/check_connection.ts";
import { API_VERSION, VERSION_FORM, versionTrouble } from "../../sources/shopify/api_version.ts";
import { logFailure } from "../log.ts";
import type { Arrival } from "../webhooks/arrival.ts";

/**
 * Looks at one verified webhook; costs a statement only where there is a trouble. Without an app the webhooks' version is
 * chosen on a screen of the store's, so only its end matters.
 */
export function watchVersion({ ports, shop, name, webhook, now_ms, background }: Arrival): void {
  if (name !== "shopify") return;
  const got = webhook.headers.get("x-shopify-api-version");
  if (got === null || !VERSION_FORM.test(got)) return;
  const app = shop.settings.apps["shopify"];
  const trouble = versionTrouble(got, app === undefined ? got : app.api_version ?? API_VERSION, now_ms);
  if (trouble === null) return;
  const telling = tellTrouble(ports.db, shop, name, versionTroubleText(trouble), now_ms).run();
  background(telling.catch((error) => logFailure("version_not_told", { shop: shop.id }, error)));
}

/** Writes `shopify.app.toml` from what the Worker asks of a Shopify store: topics, scopes, addresses, API version. */
import { API_VERSION } from "../../src/sources/shopify/api_version.ts";
import { COMPLIANCE_TOPICS, scopesOf, topicsOf } from "../../src/sources/shopify/topics.ts";

export interface TomlInput {
  /** The Worker's public URL, without a slash at the end. */
  readonly url: string;
  readonly shop: string;
  readonly client_id: string;
  readonly tracks_stock: boolean;
}

/** Returns the file as `shopify app deploy` takes it. All values must be free of quotes and backslashes. */
export function shopifyToml({ url, shop, client_id, tracks_stock }: TomlInput): string {
  const uri = `${url}/hooks/${shop}/shopify`;
  const quoted = (names: readonly string[]) => names.map((name) => `    "${name}",\n`).join("");
  return `# Waybill as an app of one Shopify store. \`deno task connectors shopify SHOP\` fills it in.
# https://shopify.dev/docs/apps/build/cli-for-apps/app-configuration

client_id = "${client_id}"
name = "Waybill"
application_url = "${url}/shopify/${shop}"
embedded = false

[access_scopes]
scopes = "${scopesOf({ tracks_stock }).join(",")}"
# The store grants the scopes on Shopify's page, and Waybill gets its token by a code.
use_legacy_install_flow = true

[auth]
redirect_urls = ["${url}/shopify/${shop}/granted"]

[webhooks]
api_version = "${API_VERSION}"

  # Only this file can declare these three.
  [[webhooks.subscriptions]]
  compliance_topics = [
${quoted(COMPLIANCE_TOPICS)}  ]
  uri = "${uri}"

  # Goes with the setting \`apps.shopify.topics\`: "declared". Shopify never drops what is declared here. Without this
  # part, leave the setting out: Waybill then subscribes at the store, and subscribes again to what Shopify drops.
  [[webhooks.subscriptions]]
  topics = [
${quoted(topicsOf({ tracks_stock }))}  ]
  uri = "${uri}"
`;
}

/** The file in connectors/shopify, with names to be replaced. */
export const EXAMPLE: TomlInput = {
  url: "https://orders.your-shop.example",
  shop: "your-shop",
  client_id: "",
  tracks_stock: false,
};

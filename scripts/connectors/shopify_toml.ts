/** Writes `shopify.app.toml` from what the Worker asks of a Shopify store: topics, scopes, addresses, API version. */
import { API_VERSION } from "../../src/sources/shopify/api_version.ts";
import {
  type AppNeeds,
  COMPLIANCE_TOPICS,
  SCOPE_REASONS,
  scopesOf,
  topicsOf,
} from "../../src/sources/shopify/topics.ts";

export interface TomlInput extends AppNeeds {
  /** The Worker's public URL, without a slash at the end. */
  readonly url: string;
  readonly shop: string;
  readonly client_id: string;
}

/** Returns the file as `shopify app deploy` takes it. All values must be free of quotes and backslashes. */
export function shopifyToml({ url, shop, client_id, ...needs }: TomlInput): string {
  const scopes = scopesOf(needs);
  const uri = `${url}/hooks/${shop}/shopify`;
  const quoted = (names: readonly string[]) => names.map((name) => `    "${name}",\n`).join("");
  return `# Waybill as an app of one Shopify store. \`deno task connectors shopify SHOP\` fills it in.
# https://shopify.dev/docs/apps/build/cli-for-apps/app-configuration

client_id = "${client_id}"
name = "Waybill"
application_url = "${url}/shopify/${shop}"
embedded = false

[access_scopes]
${scopes.map((scope) => `# ${scope}: ${SCOPE_REASONS[scope]}\n`).join("")}scopes = "${scopes.join(",")}"
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
${quoted(topicsOf(needs))}  ]
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

/** The features that need further scopes: the option that asks for them, and what is so without it. */
export const FURTHER = [
  {
    need: "tracks_stock",
    option: "--stock",
    without: "customers are not told of goods that ran out or are back",
  },
  {
    need: "offers_exchanges",
    option: "--exchanges",
    without: "customers write in words what they would like in exchange",
  },
  {
    need: "changes_orders",
    option: "--acts cancel,address",
    without: "cancellations and new addresses are cases that a person carries out",
  },
  {
    need: "decides_returns",
    option: "--acts returns",
    without: "what the desk decides about a return is entered in Shopify by hand",
  },
] as const satisfies readonly {
  readonly need: keyof AppNeeds;
  readonly option: string;
  readonly without: string;
}[];

/** Returns a line for each scope that is asked for, and for each that could be. */
export function scopeLines(needs: AppNeeds): readonly string[] {
  const asked = scopesOf(needs);
  const further = FURTHER.flatMap(({ need, option, without }) => {
    const more = scopesOf({ ...needs, [need]: true }).filter((scope) => !asked.includes(scope));
    return more.length === 0 ? [] : [`  ${option}: ${more.join(", ")}. Without it ${without}.`];
  });
  return [
    "Scopes that the file asks for:",
    ...asked.map((scope) => `  ${scope}: ${SCOPE_REASONS[scope]}`),
    ...(further.length === 0 ? [] : ["Not asked for; each has its option:", ...further]),
  ];
}

/** Names whoever sends webhooks (a source, a mail provider or the service of a way) with what reading them needs. */
import type { Shop } from "../../flow/ports.ts";
import { isShortWay, type ShortWay } from "../../messages/ways.ts";
import type { Provider } from "../../providers/provider.ts";
import { providerNamed } from "../../providers/table.ts";
import { shopifyHost } from "../../sources/shopify/host.ts";
import type { Source, SourcePorts } from "../../sources/source.ts";
import { sourceNamed, tokensOf } from "../../sources/table.ts";
import type { Ports } from "../ports.ts";
import { senderAsker } from "./ask_sender.ts";
import { fetchOrStandIn } from "./stand_in_sender.ts";

export type Sender =
  | { readonly source: Source }
  | { readonly provider: Provider }
  /** The service of a short way, by which customers write. */
  | { readonly way: ShortWay }
  /** The shop's help desk, where its people answer. */
  | { readonly helpdesk: "chatwoot" };

export function senderNamed(name: string): Sender | null {
  const source = sourceNamed(name);
  if (source !== null) return { source };
  const provider = providerNamed(name);
  if (provider !== null) return { provider };
  if (isShortWay(name)) return { way: name };
  return name === "chatwoot" ? { helpdesk: name } : null;
}

export function sourcePortsOf(ports: Ports, shop: Shop, source: Source): SourcePorts {
  return {
    registered_url: `${ports.public_url}/hooks/${shop.id}/${source.name}`,
    tokens: tokensOf(shop.secrets, source),
    store_domain: storeDomain(shop, source),
    date_names: shop.settings.date_names,
    sub_orders: shop.settings.mails.sub_orders,
    ask: senderAsker(fetchOrStandIn(ports.ways.fetch, ports.config), hostsOf(shop, source)),
  };
}

/** Returns the hosts that the source names, and of Shopify that of the shop's own token, which opens no other. */
function hostsOf({ secrets }: Shop, source: Source): readonly string[] {
  return source.name === "shopify"
    ? tokensOf(secrets, source).slice(0, 1).map(shopifyHost)
    : source.hosts ?? [];
}

/** Returns the domain from the settings, or that of the shop's token, which is given for one store. */
function storeDomain({ settings, secrets }: Shop, source: Source): string | null {
  const token = source.name === "shopify" ? tokensOf(secrets, source)[0] : undefined;
  return settings.stores[source.name] ?? (token === undefined ? null : shopifyHost(token).toLowerCase());
}

/**
 * The topics to which a shop's app subscribes, and the scopes that Shopify asks for them: no more than these. Pure.
 * https://shopify.dev/docs/api/admin-graphql/latest/enums/WebhookSubscriptionTopic
 */

/** Topics of every shop, with the scope that each needs. */
const OF_EVERY_SHOP = {
  "orders/create": "read_orders",
  "orders/updated": "read_orders",
  "orders/paid": "read_orders",
  "orders/cancelled": "read_orders",
  "refunds/create": "read_orders",
  "returns/request": "read_returns",
  "returns/approve": "read_returns",
  "returns/decline": "read_returns",
  "returns/cancel": "read_returns",
  "returns/process": "read_returns",
  "returns/close": "read_returns",
  "returns/reopen": "read_returns",
  "returns/update": "read_returns",
  "fulfillments/create": "read_fulfillments",
  "fulfillments/update": "read_fulfillments",
  "fulfillment_events/create": "read_fulfillments",
  "disputes/create": "read_shopify_payments_disputes",
  "disputes/update": "read_shopify_payments_disputes",
  "app/uninstalled": null,
} as const;

/** Further topics of a shop whose stock Waybill tracks. */
const OF_STOCK = {
  "inventory_levels/update": "read_inventory",
  "inventory_levels/connect": "read_inventory",
  "inventory_levels/disconnect": "read_inventory",
  "inventory_items/create": "read_inventory",
  "inventory_items/update": "read_inventory",
  "products/create": "read_products",
  "products/update": "read_products",
} as const;

/** The only topics that Shopify takes from `shopify.app.toml` alone. */
export const COMPLIANCE_TOPICS = ["customers/data_request", "customers/redact", "shop/redact"] as const;

/** Scope of no topic: an order's due days and instalments, which the Admin API shows only with it. */
const SCOPE_OF_TERMS = "read_payment_terms";

/** By which orders are cancelled and their addresses changed; returns are decided by both. */
const SCOPE_OF_CHANGES = "write_orders";
const SCOPE_OF_RETURNS = "write_returns";
/** Scope of no topic: what an item may be exchanged for. */
const SCOPE_OF_EXCHANGES = "read_products";

/** What each scope is for, in the words of the file that asks for it; a write scope covers reading. */
export const SCOPE_REASONS: Readonly<Record<string, string>> = {
  read_orders: "orders, payments and refunds",
  read_returns: "returns as they are requested, approved and received",
  read_fulfillments: "parcels, tracking numbers and scans",
  read_shopify_payments_disputes: "disputed payments and the bank's day for the evidence",
  read_payment_terms: "due days and instalments of orders on account",
  read_inventory: "counts of stock, for the setting stock.track",
  read_products:
    "names and SKUs of what is in stock (stock.track), and variants that an item can be exchanged for (returns)",
  write_orders: "cancels orders and changes delivery addresses that customers ask for (storefront_acts)",
  write_returns: "approves and declines returns as the desk decides (storefront_acts: returns)",
};

export interface AppNeeds {
  readonly tracks_stock: boolean;
  /** Whether Waybill cancels orders and changes their addresses for customers. */
  readonly changes_orders?: boolean;
  /** Whether the desk's decisions about returns are carried out in Shopify. */
  readonly decides_returns?: boolean;
  /** Whether customers choose on the page what they exchange an item for. */
  readonly offers_exchanges?: boolean;
}

/** Returns the topics to subscribe to, as webhooks name them. */
export function topicsOf({ tracks_stock }: AppNeeds): readonly string[] {
  return Object.keys(tracks_stock ? { ...OF_EVERY_SHOP, ...OF_STOCK } : OF_EVERY_SHOP);
}

/** Returns the scopes to ask for, each once. */
export function scopesOf(
  { tracks_stock, changes_orders = false, decides_returns = false, offers_exchanges = false }: AppNeeds,
): readonly string[] {
  const topics = tracks_stock ? { ...OF_EVERY_SHOP, ...OF_STOCK } : OF_EVERY_SHOP;
  const scopes = Object.values(topics).filter((scope) => scope !== null);
  return [
    ...new Set([
      ...scopes,
      SCOPE_OF_TERMS,
      ...(changes_orders ? [SCOPE_OF_CHANGES] : []),
      ...(decides_returns ? [SCOPE_OF_RETURNS] : []),
      ...(offers_exchanges ? [SCOPE_OF_EXCHANGES] : []),
    ]),
  ];
}

/** Returns those of `scopes` that `granted` does not cover; a write scope covers reading. */
export function missingScopes(scopes: readonly string[], granted: readonly string[]): readonly string[] {
  return scopes.filter((scope) =>
    !granted.includes(scope) && !granted.includes(scope.replace(/^read_/, "write_"))
  );
}

/** `orders/create` as the Admin API names it: `ORDERS_CREATE`. */
export function topicInApi(topic: string): string {
  return topic.toUpperCase().replaceAll("/", "_");
}

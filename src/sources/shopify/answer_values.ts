/** Reads single values of an answer of the GraphQL Admin API, and writes them as a webhook does. Checks nothing. */

/** `{ price: "89.99", price_set: … }`: the plain amount is in the shop's currency. */
export function sumOf(name: string, bag: unknown): object {
  return { [name]: inShopMoney(bag), [`${name}_set`]: moneySet(bag) };
}

export function moneySet(bag: unknown): unknown {
  if (typeof bag !== "object" || bag === null) return null;
  return { shop_money: moneyOf(bag, "shopMoney"), presentment_money: moneyOf(bag, "presentmentMoney") };
}

function moneyOf(bag: object, name: string): unknown {
  return { amount: valueAt(bag, name, "amount"), currency_code: valueAt(bag, name, "currencyCode") };
}

export function inShopMoney(bag: unknown): unknown {
  return valueAt(bag, "shopMoney", "amount");
}

/** `gid://shopify/LineItem/466157049` as a webhook writes it: the number, and the whole beside it. */
export function idsOf(gid: unknown): { readonly id: unknown; readonly admin_graphql_api_id: unknown } {
  return { id: /\/(\d{1,20})(?:\?|$)/.exec(String(gid))?.[1], admin_graphql_api_id: gid };
}

export function inLowerCase(word: unknown): unknown {
  return typeof word === "string" ? word.toLowerCase() : word;
}

export function nodesAt(connection: unknown): readonly unknown[] {
  return listAt(valueAt(connection, "nodes"));
}

export function listAt(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}

/** Returns the value at `path`, or undefined where a part of the path is missing. */
export function valueAt(value: unknown, ...path: readonly string[]): unknown {
  return path.reduce(
    (inner, name) =>
      typeof inner === "object" && inner !== null
        ? (inner as Readonly<Record<string, unknown>>)[name]
        : undefined,
    value,
  );
}

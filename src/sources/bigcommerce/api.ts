/**
 * Fetches from a BigCommerce store what its webhooks name, from one host and one store and within a bounded number of
 * pages.
 */
import * as v from "valibot";
import { err, ok, type Result } from "../../result.ts";
import { PlainId } from "../read/fields.ts";
import { readJson } from "../read/json.ts";
import { checked, invalid } from "../read/parse_error.ts";
import type { Ask, SourcePorts } from "../source.ts";

export const HOSTS = ["api.bigcommerce.com"];

/** An id that is put into request paths, therefore only digits. */
export const StoreId = v.pipe(PlainId, v.regex(/^\d{1,20}$/, "Must be a number"));

/** A store with its access tokens. */
export interface Store {
  readonly hash: string;
  readonly tokens: readonly string[];
  readonly ask: Ask;
}

/** `invalid` where asking again brings the same answer: a token that opens nothing, or what cannot be read. */
type Fetched<T> = Promise<Result<T | null, "unavailable" | "invalid">>;

/** Page size of the older API, and the number of pages that are read of one order: 10,000 lines. */
const PAGE = 250;
const PAGES_MAX = 40;

/**
 * Returns the store of `producer` (`stores/abc123`) with the tokens that this shop has for it (`abc123:<access
 * token>`).
 */
export function storeOf(
  producer: string,
  { tokens, ask }: SourcePorts,
): Result<Store, "invalid" | "unavailable"> {
  const hash = /^stores\/([a-z0-9]{1,32})$/.exec(producer)?.[1];
  if (hash === undefined) return invalid("producer", "must be stores/<store hash>", producer);
  // The operator can still add the token: BigCommerce retries for two days.
  if (tokens.length === 0) {
    return err("unavailable", "Cannot fetch what BigCommerce tells of as this shop must have a token for it");
  }
  const own = tokens.filter((token) => token.startsWith(`${hash}:`)).map((token) =>
    token.slice(hash.length + 1)
  );
  return own.length === 0
    ? invalid("producer", "must be the store that this shop has a token for", producer)
    : ok({ hash, tokens: own, ask });
}

/** Fetches the order and its lines, which BigCommerce returns on separate pages; `null` when there is no such order. */
export async function fetchOrder(
  store: Store,
  order_id: string,
): Fetched<{ readonly order: unknown; readonly products: readonly unknown[] }> {
  const path = `v2/orders/${order_id}`;
  const [order, products] = await Promise.all([
    get(store, `${path}?include=consignments,fees&consignment_structure=object`),
    fetchPages(store, `${path}/products`),
  ]);
  if (!order.ok) return order;
  if (!products.ok) return products;
  if (order.value === null) return ok(null);
  return ok({ order: order.value, products: await pictured(store, products.value) });
}

const Pictures = v.object({
  data: v.array(v.object({
    id: v.number(),
    primary_image: v.nullish(v.object({ url_standard: v.nullish(v.string()) })),
  })),
});
/** Products of one question; a longer order shows the pictures of these. */
const PICTURED_MAX = 100;

/**
 * Adds each product's picture as `image_url`. A store whose token may not read products has none: an order is an order without
 * its pictures too.
 */
async function pictured(store: Store, products: readonly unknown[]): Promise<readonly unknown[]> {
  const idOf = (product: unknown) => (product as { readonly product_id?: unknown } | null)?.product_id;
  const ids = [...new Set(products.map(idOf))].filter((id) => Number.isSafeInteger(id) && Number(id) > 0)
    .slice(0, PICTURED_MAX);
  if (ids.length === 0) return products;
  const query = `id:in=${ids.join(",")}&include=primary_image&include_fields=id&limit=${PICTURED_MAX}`;
  const answer = await get(store, `v3/catalog/products?${query}`);
  const read = answer.ok ? checked(Pictures, answer.value ?? { data: [] }) : answer;
  if (!read.ok) return products;
  const found = new Map(read.value.data.map(({ id, primary_image }) => [id, primary_image?.url_standard]));
  return products.map((product) => {
    const image_url = found.get(idOf(product) as number);
    return typeof image_url === "string" ? { ...(product as object), image_url } : product;
  });
}

export async function fetchShipment(store: Store, order_id: string, shipment_id: string): Fetched<unknown> {
  return await get(
    store,
    `v2/orders/${order_id}/shipments/${shipment_id}`,
  );
}

const Refunds = v.object({ data: v.array(v.object({ id: v.union([v.number(), v.string()]) })) });

/**
 * Fetches a refund and its order, because a refund names no currency. The refund is searched only among the refunds
 * of that order.
 */
export async function fetchRefund(
  store: Store,
  order_id: string,
  refund_id: string,
): Fetched<{ readonly order: unknown; readonly refund: unknown }> {
  const [order, answer] = await Promise.all([
    get(store, `v2/orders/${order_id}`),
    get(store, `v3/orders/${order_id}/payment_actions/refunds`),
  ]);
  if (!order.ok) return order;
  if (!answer.ok) return answer;
  if (order.value === null || answer.value === null) return ok(null);
  const refunds = checked(Refunds, answer.value);
  if (!refunds.ok) return refunds;
  const index = refunds.value.data.findIndex(({ id }) => String(id) === refund_id);
  const refund = (answer.value as { readonly data: readonly unknown[] }).data[index];
  return ok(refund === undefined ? null : { order: order.value, refund });
}

async function fetchPages(
  store: Store,
  path: string,
): Promise<Result<readonly unknown[], "unavailable" | "invalid">> {
  const entries: unknown[] = [];
  for (let page = 1; page <= PAGES_MAX; page++) {
    const answer = await get(store, `${path}?limit=${PAGE}&page=${page}`);
    if (!answer.ok) return answer;
    const read = checked(v.array(v.unknown()), answer.value ?? []);
    if (!read.ok) return read;
    entries.push(...read.value);
    if (read.value.length < PAGE) break;
  }
  return ok(entries);
}

/**
 * Fetches `path`; `null` where it does not exist (404) or the list is empty (204). A token that was replaced is
 * refused, so the next token is tried.
 */
async function get({ hash, tokens, ask }: Store, path: string): Fetched<unknown> {
  let refused = 0;
  for (const token of tokens) {
    const answer = await ask(new URL(`https://api.bigcommerce.com/stores/${hash}/${path}`), {
      headers: { "x-auth-token": token, accept: "application/json" },
    });
    if (!answer.ok) return answer;
    const { status, body } = answer.value;
    if (status === 401 || status === 403) {
      refused = status;
      continue;
    }
    if (status === 404 || status === 204) return ok(null);
    if (status !== 200) return err("unavailable", `Cannot fetch from BigCommerce as it answered ${status}`);
    const json = readJson(body);
    return json.ok ? json : err("unavailable", `Cannot read BigCommerce's answer: ${json.message}`);
  }
  // BigCommerce would try for two days, each time in vain, and then say no more: the shop is told, and may replay.
  return err(
    "invalid",
    `Cannot fetch from BigCommerce as its token must open orders: got the answer ${refused}`,
  );
}

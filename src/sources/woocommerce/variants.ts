/**
 * Asks a WooCommerce shop for the variations of an order's products that are in stock, for an exchange.
 * https://developer.woocommerce.com/docs/apis/rest-api/v3/product-variations/
 */
import * as v from "valibot";
import { type Variant, VARIANTS_MAX } from "../../orders/event.ts";
import { readJson } from "../read/json.ts";
import type { ChangedPorts } from "../source.ts";

/** Products that one form asks for: each is a request of its own. */
const PRODUCTS_MAX = 5;

const Order = v.object({
  line_items: v.array(
    v.object({ id: v.number(), product_id: v.number(), variation_id: v.nullish(v.number()) }),
  ),
});
const Variations = v.array(v.object({
  attributes: v.array(v.object({ option: v.string() })),
  stock_status: v.string(),
}));

/** By the order's line ids; only lines that are a variation themselves have others beside them. */
export async function variantsAtWoocommerce(
  order: string,
  { tokens, ask }: ChangedPorts,
): Promise<ReadonlyMap<string, readonly Variant[]> | null> {
  const [token] = tokens;
  if (token === undefined || !/^\d{1,20}$/.test(order)) return null;
  const site = token.slice(0, token.indexOf(":ck_"));
  const headers = { authorization: `Basic ${btoa(token.slice(site.length + 1))}` };
  const get = async <Of>(path: string, schema: v.GenericSchema<unknown, Of>): Promise<Of | null> => {
    const answer = await ask(new URL(`https://${site}/wp-json/wc/v3/${path}`), { headers });
    if (!answer.ok || answer.value.status !== 200) return null;
    const json = readJson(answer.value.body);
    const read = json.ok ? v.safeParse(schema, json.value) : null;
    return read?.success === true ? read.output : null;
  };
  const found = await get(`orders/${order}`, Order);
  if (found === null) return null;
  const lines = found.line_items.filter(({ variation_id }) => (variation_id ?? 0) > 0);
  const products = [...new Set(lines.map(({ product_id }) => product_id))].slice(0, PRODUCTS_MAX);
  const known = new Map(
    await Promise.all(products.map(async (product) => {
      const all = await get(`products/${product}/variations?per_page=${VARIANTS_MAX}`, Variations);
      const titles = (all ?? []).filter(({ stock_status }) => stock_status !== "outofstock")
        .map(({ attributes }) =>
          attributes.map(({ option }) => option.trim()).filter((option) => option !== "")
        )
        .flatMap((options) => options.length === 0 ? [] : [{ title: options.join(" / ").slice(0, 100) }]);
      return [product, titles] as const;
    })),
  );
  return new Map(lines.map(({ id, product_id }) => [String(id), known.get(product_id) ?? []]));
}

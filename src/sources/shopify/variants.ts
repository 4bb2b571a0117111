/**
 * Asks a store for the variants of an order's products that can be bought now, for an exchange. It needs the scope `read_products`;
 * without it the products are null, and nothing is offered.
 */
import * as v from "valibot";
import { type Variant, VARIANTS_MAX } from "../../orders/event.ts";
import type { ChangedPorts } from "../source.ts";
import { askAdmin } from "./admin_api.ts";
import { API_VERSION } from "./api_version.ts";
import { shopifyHost } from "./host.ts";

/** Products and variants of one question, which costs a point for each ten: below the 1,000 that one may cost. */
const LINES_MAX = 20;

const VARIANTS = `query OrderVariants($id: ID!, $lines: Int!, $variants: Int!) {
  order(id: $id) {
    lineItems(first: $lines) {
      nodes { id product { variants(first: $variants) { nodes { title availableForSale } } } }
    }
  }
}`;

const Answer = v.object({
  order: v.nullable(v.object({
    lineItems: v.object({
      nodes: v.array(v.object({
        id: v.string(),
        product: v.nullish(v.object({
          variants: v.object({
            nodes: v.array(v.object({ title: v.string(), availableForSale: v.boolean() })),
          }),
        })),
      })),
    }),
  })),
});

/** By the order's line ids; a product with one variant alone, which Shopify calls `Default Title`, has none to choose. */
export async function variantsAtShopify(
  order: string,
  { tokens, ask, api_version = API_VERSION }: ChangedPorts,
): Promise<ReadonlyMap<string, readonly Variant[]> | null> {
  const [token] = tokens;
  if (token === undefined || !/^\d+$/.test(order)) return null;
  const domain = shopifyHost(token);
  const access = { domain, token: token.slice(domain.length + 1), version: api_version, ask };
  const variables = { id: `gid://shopify/Order/${order}`, lines: LINES_MAX, variants: VARIANTS_MAX };
  const answer = await askAdmin(access, VARIANTS, variables);
  const read = answer.ok ? v.safeParse(Answer, answer.value) : null;
  if (read === null || !read.success) return null;
  return new Map(
    (read.output.order?.lineItems.nodes ?? []).map(({ id, product }) => [
      id.slice(id.lastIndexOf("/") + 1),
      (product?.variants.nodes ?? [])
        .filter(({ availableForSale, title }) => availableForSale && title !== "Default Title")
        .map(({ title }) => ({ title })),
    ]),
  );
}

import { describe, expect, test, vi } from "vitest";
import {
  type ChoiceCache,
  exchangeChoices,
  type ExchangePorts,
} from "../../../src/flow/customer/exchange_choices.ts";
import { variantFinder } from "../../../src/doors/webhooks/find_variants.ts";
import type { Shop } from "../../../src/flow/ports.ts";
import { fold } from "../../../src/orders/fold/fold.ts";
import type { OrderRow } from "../../../src/sql/orders.ts";
import { ADAS_ORDER, NOW_MS, placed, SHOP } from "../../support/cast.ts";

const shop = (secrets: Shop["secrets"]) => ({ id: "demo", settings: SHOP, secrets }) as unknown as Shop;
const rowOf = (id: string, variants?: readonly { title: string }[]) =>
  ({
    id,
    order: fold([placed({
      ...ADAS_ORDER,
      lines: ADAS_ORDER.lines.map((line, index) =>
        index === 0 && variants !== undefined ? { ...line, variants: [...variants] } : line
      ),
    })])!,
  }) as unknown as OrderRow;

/** A storefront that answers each path, and remembers what it was asked. */
function storefront(answers: Readonly<Record<string, unknown>>) {
  const asked: string[] = [];
  const fetch = ((input: RequestInfo | URL) => {
    const { host, pathname } = new URL(input instanceof Request ? input.url : String(input));
    asked.push(`${host}${pathname}`);
    const found = answers[pathname];
    return Promise.resolve(found === undefined ? new Response("", { status: 404 }) : Response.json(found));
  }) as typeof globalThis.fetch;
  return { asked, find_variants: variantFinder(fetch) };
}

const SHOPIFY = { "shopify.token": ["kontor.myshopify.com:shpat_1"] };
const SHOPIFY_PATH = "/admin/api/2026-10/graphql.json";
const WOO = { "woocommerce.token": ["kontor.example:ck_1:cs_1"] };

describe("what an item may be exchanged for", () => {
  test("is what the order itself says, and no storefront is asked then", async () => {
    const { asked, find_variants } = storefront({});
    const cache: ChoiceCache = new Map();
    const row = rowOf("demo/shopify/1001", [{ title: "Blue" }]);
    const choices = await exchangeChoices({ find_variants, choice_cache: cache }, shop(SHOPIFY), row, NOW_MS);
    expect(choices.get("1")).toEqual([{ title: "Blue" }]);
    expect(asked).toEqual([]);
  });

  test("is what Shopify sells now, by the line's own id", async () => {
    const nodes = [
      {
        id: "gid://shopify/LineItem/1",
        product: {
          variants: {
            nodes: [
              { title: "Blue / M", availableForSale: true },
              { title: "Blue / L", availableForSale: false },
            ],
          },
        },
      },
      {
        id: "gid://shopify/LineItem/2",
        product: { variants: { nodes: [{ title: "Default Title", availableForSale: true }] } },
      },
      { id: "gid://shopify/LineItem/3", product: null },
    ];
    const { asked, find_variants } = storefront({
      [SHOPIFY_PATH]: { data: { order: { lineItems: { nodes } } } },
    });
    const found = await find_variants(shop(SHOPIFY), "shopify", "1001");
    expect([...found!]).toEqual([["1", [{ title: "Blue / M" }]], ["2", []], ["3", []]]);
    expect(asked).toEqual([`kontor.myshopify.com${SHOPIFY_PATH}`]);
  });

  test("is what WooCommerce has in stock of the same product", async () => {
    const { asked, find_variants } = storefront({
      "/wp-json/wc/v3/orders/7": {
        line_items: [{ id: 11, product_id: 5, variation_id: 51 }, { id: 12, product_id: 6, variation_id: 0 }],
      },
      "/wp-json/wc/v3/products/5/variations": [
        { attributes: [{ option: "Red" }, { option: "S" }], stock_status: "instock" },
        { attributes: [{ option: "Red" }, { option: "M" }], stock_status: "outofstock" },
        { attributes: [], stock_status: "instock" },
      ],
    });
    const found = await find_variants(shop(WOO), "woocommerce", "7");
    expect([...found!]).toEqual([["11", [{ title: "Red / S" }]]]);
    expect(asked).toHaveLength(2);
  });

  test("is nothing without a token, for another storefront, and for an answer that cannot be read", async () => {
    const { asked, find_variants } = storefront({ [SHOPIFY_PATH]: { data: { order: { lineItems: "?" } } } });
    expect(await find_variants(shop({}), "shopify", "1001")).toBeNull();
    expect(await find_variants(shop({ "standard.token": ["x"] }), "standard", "1001")).toBeNull();
    expect(asked).toEqual([]);
    expect(await find_variants(shop(SHOPIFY), "shopify", "1001")).toBeNull();
    expect(await find_variants(shop(WOO), "woocommerce", "7")).toBeNull();
  });

  test("is asked for once in some minutes, and where there was no answer after a minute", async () => {
    const find_variants = vi.fn<ExchangePorts["find_variants"]>();
    find_variants.mockResolvedValueOnce(null).mockResolvedValue(new Map());
    const ports = { find_variants, choice_cache: new Map() as ChoiceCache };
    const row = rowOf("demo/shopify/1001");
    const at = (seconds: number) => exchangeChoices(ports, shop(SHOPIFY), row, NOW_MS + seconds * 1_000);
    expect((await at(0)).size).toBe(0);
    await at(59);
    expect(find_variants).toHaveBeenCalledTimes(1);
    await at(61);
    await at(120);
    expect(find_variants).toHaveBeenCalledTimes(2);
    await at(400);
    expect(find_variants).toHaveBeenCalledTimes(3);
  });
});

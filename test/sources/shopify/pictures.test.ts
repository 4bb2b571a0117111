import { describe, expect, test } from "vitest";
import { err, ok } from "../../../src/result.ts";
import { shopify } from "../../../src/sources/shopify/shopify.ts";
import type { Asked, SourcePorts } from "../../../src/sources/source.ts";
import adas from "../../fixtures/shopify/orders_create_ada.json" with { type: "json" };
import { shopifyWebhook } from "../../support/shopify.ts";

const URL_OF = "https://cdn.shopify.com/s/files/1/0533/2089/files/grinder.jpg?v=17";
const LINE = String(adas.line_items[0]!.id);
const TOKENS = ["kontor.myshopify.com:shpat_1"];

/** The order's lines as they are read where the store answers so; and what it was asked. */
async function read(answer: unknown, more: Partial<SourcePorts> = {}, topic = "orders/create") {
  const asked: { readonly url: string; readonly what: Asked | undefined }[] = [];
  const reading = await shopify.read(shopifyWebhook(topic, adas), {
    tokens: TOKENS,
    ask: (url, what) => {
      asked.push({ url: url.href, what });
      const body = new TextEncoder().encode(JSON.stringify(answer));
      return Promise.resolve(answer === null ? err("unavailable", "away") : ok({ status: 200, body }));
    },
    ...more,
  });
  if (!reading.ok || reading.value.type !== "events") throw new Error("not read");
  const [event] = reading.value.orders[0]!.events;
  if (event?.type !== "order.placed" && event?.type !== "order.changed") throw new Error("no order");
  return { asked, lines: event.order.lines };
}

const answered = (id: string, url: string | null) => ({
  data: {
    order: {
      lineItems: { nodes: [{ id: `gid://shopify/LineItem/${id}`, image: url === null ? null : { url } }] },
    },
  },
});

describe("the pictures of a new order of Shopify's", () => {
  test("are asked of the shop's own store, with its token", async () => {
    const { asked, lines } = await read(answered(LINE, URL_OF));
    expect(lines[0]!.image_url).toBe(URL_OF);
    expect(asked).toHaveLength(1);
    expect(asked[0]!.url).toMatch(
      /^https:\/\/kontor\.myshopify\.com\/admin\/api\/20\d\d-\d\d\/graphql\.json$/,
    );
    expect(asked[0]!.what?.headers).toEqual({ "x-shopify-access-token": "shpat_1" });
  });

  test.each([
    ["the store is away", null],
    ["it answers something else", { data: { order: null } }],
    ["the line has none", answered(LINE, null)],
    ["its address is none", answered(LINE, "no address")],
    ["they are another line's", answered("1", URL_OF)],
  ])("are left out where %s, and the order is read", async (_, answer) => {
    const { lines } = await read(answer);
    expect(lines.map(({ image_url }) => image_url).filter((one) => one !== undefined)).toEqual([]);
  });

  test("are not asked for without a token, nor for a later snapshot", async () => {
    expect((await read(answered(LINE, URL_OF), { tokens: [] })).asked).toEqual([]);
    expect((await read(answered(LINE, URL_OF), {}, "orders/updated")).asked).toEqual([]);
  });
});

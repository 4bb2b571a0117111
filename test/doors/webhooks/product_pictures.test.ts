/** Shopify's webhooks about products name the pictures that its orders leave out. */
import { env, exports } from "cloudflare:workers";
import { beforeAll, beforeEach, describe, expect, test, vi } from "vitest";
import type { OrderDetails } from "../../../src/orders/event.ts";
import { withKnownPictures } from "../../../src/flow/record/known_pictures.ts";
import adas from "../../fixtures/shopify/orders_create_ada.json" with { type: "json" };
import { NOW_MS } from "../../support/cast.ts";
import { DEMO, openHouse, recording, rows, SECRET } from "../../support/house.ts";
import { signShopify } from "../../support/signing.ts";

beforeAll(openHouse);
beforeEach(() => {
  vi.useFakeTimers({ toFake: ["Date"], now: NOW_MS });
});

const PRODUCT = 7012345678901;
const VARIANT = 8012345678901;
const FRONT = "https://cdn.shopify.com/s/files/1/2/files/mill.jpg?v=1";
const OAK = "https://cdn.shopify.com/s/files/1/2/files/mill-oak.jpg?v=1";

const product = (changes: Record<string, unknown> = {}) => ({
  id: PRODUCT,
  updated_at: "2026-11-20T10:00:00Z",
  image: { id: 1, src: FRONT.replace("https:", "") },
  images: [{ id: 1, src: FRONT }, { id: 2, src: OAK }],
  variants: [{ id: VARIANT, image_id: 2 }, { id: 8012345678999, image_id: null }],
  ...changes,
});

async function post(topic: string, payload: unknown, id: string = crypto.randomUUID()) {
  const body = JSON.stringify(payload);
  const headers = await signShopify(SECRET, body);
  const response = await exports.default.fetch("https://waybill.test/hooks/demo/shopify", {
    method: "POST",
    body,
    headers: { ...headers, "x-shopify-topic": topic, "x-shopify-webhook-id": id },
  });
  return { status: response.status, answer: await response.json<Record<string, unknown>>() };
}

async function linesOf(order_id: string) {
  const row = (await rows("orders")).find(({ id }) => id === `demo/shopify/${order_id}`);
  const { details } = JSON.parse(String(row?.["state"])) as { details: OrderDetails };
  return details.lines.map(({ image_url }) => image_url);
}

async function place(id: number) {
  const order = { ...adas, id, admin_graphql_api_id: `gid://shopify/Order/${id}`, name: `#${id}` };
  expect((await post("orders/create", order)).status).toBe(202);
  return await linesOf(String(id));
}

describe("a webhook about a product", () => {
  test("gives its picture to the lines of orders that come later: the variant's own before the product's", async () => {
    expect(await post("products/create", product())).toMatchObject({ status: 202 });
    expect(await place(9_000_001)).toEqual([OAK, undefined]);
    const of_another = { ...product(), variants: [] };
    await post("products/update", { ...of_another, id: 7012345678902 });
    expect(await place(9_000_002)).toEqual([OAK, FRONT]);
  });

  test("that says nothing new writes no row; the newest picture wins, and one that was removed is shown no more", async () => {
    expect((await post("products/update", product({ updated_at: "2026-11-21T10:00:00Z" }))).answer)
      .toMatchObject({ duplicate: true });
    const older = product({ updated_at: "2026-11-01T10:00:00Z", images: [{ id: 2, src: FRONT }] });
    expect((await post("products/update", older)).answer).toMatchObject({ duplicate: true });
    expect(await place(9_000_003)).toEqual([OAK, FRONT]);
    const bare = product({ updated_at: "2026-11-22T10:00:00Z", image: null, images: [], variants: [] });
    await post("products/update", bare);
    await env.DB.prepare("delete from product_pictures where item like 'variant/%'").run();
    expect(await place(9_000_004)).toEqual([undefined, FRONT]);
  });

  test("is kept although the shop tracks no stock, and its SKUs are not", async () => {
    expect(await rows("stock_items")).toEqual([]);
    expect((await rows("product_pictures")).length).toBeGreaterThan(0);
  });

  test("in which nothing fits gives no picture and is refused for nothing", async () => {
    const odd = product({ id: 7012345678903, image: { src: 7 }, images: "none", variants: [] });
    expect((await post("products/update", odd)).status).toBe(202);
    expect((await rows("product_pictures")).find(({ item }) => item === "product/7012345678903"))
      .toMatchObject({
        url: null,
      });
  });

  test("does not touch a line that has its picture, and asks nothing where no line lacks one", async () => {
    const webhook = {
      source: "shopify",
      webhook_id: "w",
      order: "1",
      events: [],
      received_at_ms: NOW_MS,
      pictured_as: { "1": ["product/1"] },
    };
    const db = { prepare: () => expect.fail("asked") } as unknown as D1Database;
    expect(await withKnownPictures({ ...recording, db }, DEMO, webhook)).toBe(webhook);
  });
});

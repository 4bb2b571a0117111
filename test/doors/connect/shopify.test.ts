import { createExecutionContext, waitOnExecutionContext } from "cloudflare:test";
import { env } from "cloudflare:workers";
import { afterEach, beforeAll, beforeEach, describe, expect, test, vi } from "vitest";
import { forgetPorts } from "../../../src/doors/ports.ts";
import { web } from "../../../src/doors/web.ts";
import ada from "../../fixtures/shopify/orders_create_ada.json";
import fulfilment from "../../fixtures/shopify/fulfillments_create.json";
import { signShopify } from "../../support/signing.ts";
import { NOW_MS } from "../../support/cast.ts";
import { openHouse, rows } from "../../support/house.ts";
import type { StoreState } from "../../support/shopify_admin.ts";
import { shopifyRedirect } from "../../support/shopify_redirect.ts";
import {
  APP_SECRET,
  openShopifyShop,
  openShopifyStore,
  secretsOfShop,
  STORE,
} from "../../support/shopify_shop.ts";

beforeAll(openHouse);
beforeEach(async () => {
  vi.useFakeTimers({ toFake: ["Date"], now: NOW_MS });
  vi.spyOn(console, "error").mockReturnValue();
  forgetPorts();
  await openShopifyShop();
});
afterEach(() => vi.restoreAllMocks());

function openedStore(given: Partial<StoreState> = {}) {
  const opened = openShopifyStore({ codes: new Set(["c0de"]), ...given });
  vi.spyOn(globalThis, "fetch").mockImplementation((input, init) =>
    opened.fetch(input as URL, init as RequestInit)
  );
  return opened;
}

/** Follows one of Shopify's redirects. */
async function follow(
  path: string,
  parameters: Record<string, string> = {},
  { cookie, secret = APP_SECRET }: { readonly cookie?: string; readonly secret?: string } = {},
): Promise<Response> {
  const query = await shopifyRedirect(secret, {
    shop: STORE,
    timestamp: String(Date.now() / 1_000),
    ...parameters,
  });
  const headers = cookie === undefined ? {} : { cookie };
  return await web.request(`${path}?${query}`, { headers }, env);
}

/** Begins and returns the state with the cookie that holds it. */
async function begun(): Promise<{ readonly state: string; readonly cookie: string }> {
  const response = await follow("/shopify/kontor");
  const state = new URL(response.headers.get("location")!).searchParams.get("state")!;
  return { state, cookie: response.headers.get("set-cookie")!.split(";")[0]! };
}

describe("a merchant who opens the app", () => {
  test("is sent to grant the least scopes, and comes back by a state in a cookie of this host alone", async () => {
    const response = await follow("/shopify/kontor");
    expect(response.status).toBe(302);
    const url = new URL(response.headers.get("location")!);
    expect(`${url.origin}${url.pathname}`).toBe(`https://${STORE}/admin/oauth/authorize`);
    expect(Object.fromEntries(url.searchParams)).toMatchObject({
      client_id: "client00",
      scope:
        "read_orders,read_returns,read_fulfillments,read_shopify_payments_disputes,read_payment_terms,read_products",
      redirect_uri: `${env.PUBLIC_URL}/shopify/kontor/granted`,
    });
    const cookie = response.headers.get("set-cookie")!;
    expect(cookie).toMatch(
      /^__Host-shopify-state=[\w-]{32}; Max-Age=600; Path=\/; HttpOnly; Secure; SameSite=Lax$/,
    );
    expect(response.headers.get("cache-control")).toBe("no-store");
    expect(await rows("connections")).toEqual([]);
  });

  test("of a shop that tracks stock grants what stock needs", async () => {
    await openShopifyShop({ settings: { stock: { track: true } } });
    const url = new URL((await follow("/shopify/kontor")).headers.get("location")!);
    expect(url.searchParams.get("scope")).toBe(
      "read_orders,read_returns,read_fulfillments,read_shopify_payments_disputes,read_inventory,read_products,read_payment_terms",
    );
  });

  test("has the shop connected in the end, and the app leads to the desk from then on", async () => {
    const { store } = openedStore();
    const { state, cookie } = await begun();
    const done = await follow("/shopify/kontor/granted", { code: "c0de", state }, { cookie });
    expect(done.status).toBe(200);
    expect(await done.text()).toContain("Your store is connected");
    expect(done.headers.get("set-cookie")).toMatch(/^__Host-shopify-state=; Max-Age=0/);
    expect(await secretsOfShop()).toMatchObject({ "shopify.token": [`${STORE}:shpat_made_1`] });
    expect(store.tokens).toEqual(new Set(["shpat_made_1"]));
    forgetPorts();
    expect((await follow("/shopify/kontor")).headers.get("location")).toBe("/admin/kontor");
  });

  test("grants again when the shop needs more than was granted", async () => {
    openedStore();
    const { state, cookie } = await begun();
    await follow("/shopify/kontor/granted", { code: "c0de", state }, { cookie });
    const secrets = await secretsOfShop();
    const row = (await rows("connections"))[0]!;
    await openShopifyShop({ settings: { stock: { track: true } }, secrets });
    await env.DB.prepare(
      "insert into connections (shop_id, source, store, scopes, installed_at, due_at) values ('kontor', 'shopify', ?1, ?2, 1, 1)",
    ).bind(row["store"], row["scopes"]).run();
    forgetPorts();
    expect((await follow("/shopify/kontor")).headers.get("location")).toContain("/admin/oauth/authorize");
  });
});

describe("nothing is connected", () => {
  const nothing = async () => {
    expect(Object.keys(await secretsOfShop())).toEqual(["shopify"]);
    expect(await rows("connections")).toEqual([]);
  };

  test.each<[string, (begun: { state: string; cookie: string }) => Promise<Response>, number]>([
    [
      "without the cookie of the browser that began",
      ({ state }) => follow("/shopify/kontor/granted", { code: "c0de", state }),
      403,
    ],
    [
      "with another state than the cookie's",
      ({ cookie }) => follow("/shopify/kontor/granted", { code: "c0de", state: "x".repeat(32) }, { cookie }),
      403,
    ],
    ["without a state", ({ cookie }) => follow("/shopify/kontor/granted", { code: "c0de" }, { cookie }), 403],
    ["without a code", ({ state, cookie }) => follow("/shopify/kontor/granted", { state }, { cookie }), 400],
    [
      "with a code that Shopify does not know",
      ({ state, cookie }) => follow("/shopify/kontor/granted", { code: "other", state }, { cookie }),
      400,
    ],
    [
      "by another app's secret",
      ({ state, cookie }) =>
        follow("/shopify/kontor/granted", { code: "c0de", state }, { cookie, secret: "shpss_other" }),
      404,
    ],
    [
      "by another store",
      ({ state, cookie }) =>
        follow("/shopify/kontor/granted", { code: "c0de", state, shop: "evil.myshopify.com" }, { cookie }),
      403,
    ],
    [
      "by a redirect of an hour ago",
      ({ state, cookie }) =>
        follow(
          "/shopify/kontor/granted",
          { code: "c0de", state, timestamp: String(NOW_MS / 1_000 - 3_600) },
          { cookie },
        ),
      403,
    ],
  ])("%s", async (_what, come, status) => {
    const { asked } = openedStore();
    const response = await come(await begun());
    expect(response.status).toBe(status);
    expect(response.headers.get("cache-control")).toBe("no-store");
    expect(await response.text()).not.toMatch(/c0de|shpss|client00/);
    expect(asked.filter(({ url }) => url.host !== STORE)).toEqual([]);
    await nothing();
  });

  test("where the merchant granted less than was asked for", async () => {
    openedStore({ scopes: ["read_orders"] });
    const { state, cookie } = await begun();
    const response = await follow("/shopify/kontor/granted", { code: "c0de", state }, { cookie });
    expect(response.status).toBe(403);
    expect(await response.text()).toContain("may not read enough");
    await nothing();
  });

  test("while Shopify is away, and the page says so", async () => {
    vi.spyOn(globalThis, "fetch").mockRejectedValue(new TypeError("lost"));
    const { state, cookie } = await begun();
    expect((await follow("/shopify/kontor/granted", { code: "c0de", state }, { cookie })).status).toBe(503);
    await nothing();
  });

  test.each<[string, Record<string, unknown>]>([
    ["no app", { apps: {} }],
    ["no store", { stores: {} }],
    ["a store that is none of Shopify's", { stores: { shopify: "kontor.example" } }],
  ])("to a shop whose settings name %s: it looks as if there were none", async (_what, settings) => {
    await openShopifyShop({ settings });
    const response = await follow("/shopify/kontor");
    const unknown = await follow("/shopify/nobody");
    expect([response.status, await response.text()]).toEqual([404, await unknown.text()]);
  });
});

describe("a webhook of the store", () => {
  async function post(topic: string, payload: unknown, version = "2026-10") {
    const body = JSON.stringify(payload);
    const headers = {
      ...await signShopify(APP_SECRET, body),
      "x-shopify-topic": topic,
      "x-shopify-webhook-id": crypto.randomUUID(),
      "x-shopify-shop-domain": STORE,
      "x-shopify-api-version": version,
    };
    const context = createExecutionContext();
    const request = new Request("https://waybill.test/hooks/kontor/shopify", {
      method: "POST",
      headers,
      body,
    });
    const answer = await web.fetch(request, env, context);
    await waitOnExecutionContext(context);
    return { status: answer.status, said: await answer.json() };
  }

  async function connect(store: ReturnType<typeof openedStore>["store"]) {
    const { state, cookie } = await begun();
    await follow("/shopify/kontor/granted", { code: "c0de", state }, { cookie });
    forgetPorts();
    return store;
  }

  const details = async () =>
    (await rows("messages")).filter(({ kind }) => kind === "shop_alert").map(({ facts }) =>
      JSON.parse(String(facts)).facts.detail
    );

  test("that says app/uninstalled ends the connection, once the store refuses the token", async () => {
    const store = await connect(openedStore().store);
    const gone = { id: 1, myshopify_domain: STORE };
    expect(await post("app/uninstalled", gone)).toMatchObject({
      status: 200,
      said: { ignored: "installed" },
    });
    store.tokens.clear();
    expect(await post("app/uninstalled", gone)).toMatchObject({ status: 202, said: { uninstalled: true } });
    expect(Object.keys(await secretsOfShop())).toEqual(["shopify"]);
    expect(await rows("connections")).toEqual([]);
  });

  test.each<[string, unknown]>([
    ["an order", { ...ada, myshopify_domain: STORE }],
    ["a parcel", fulfilment],
    ["nothing", {}],
  ])(
    "with the body of %s and the topic app/uninstalled uninstalls nothing, since no signature covers the topic",
    async (_what, body) => {
      const store = await connect(openedStore().store);
      store.tokens.clear();
      const { said } = await post("app/uninstalled", body);
      expect(said).not.toMatchObject({ uninstalled: true });
      expect(await rows("connections")).toHaveLength(1);
    },
  );

  test("in another version than the settings' is taken, and told to the shop once", async () => {
    openedStore();
    expect((await post("orders/create", ada, "2027-01")).status).toBe(202);
    await post("orders/updated", ada, "2027-01");
    expect(await details()).toEqual([
      expect.stringContaining("version 2027-01 of the store’s API, and the settings name 2026-10"),
    ]);
  });

  test("in the version of the settings is no trouble, until 60 days before its end", async () => {
    openedStore();
    await post("orders/create", ada);
    expect(await details()).toEqual([]);
    vi.setSystemTime(Date.parse("2027-08-15T00:00:00Z"));
    forgetPorts();
    await post("orders/updated", ada);
    expect(await details()).toEqual([expect.stringContaining("ends on 2027-10-01")]);
  });

  test("of a shop without an app comes in the version of a screen: only its end is told", async () => {
    await openShopifyShop({ settings: { apps: {} } });
    openedStore();
    await post("orders/create", ada, "2026-07");
    expect(await details()).toEqual([]);
    await post("orders/updated", ada, "2026-01");
    expect(await details()).toEqual([
      expect.stringContaining("2026-01 of the store’s API ends on 2027-01-01"),
    ]);
  });
});

import "@shopify/shopify-api/adapters/web-api";
import { ApiVersion, LogSeverity, shopifyApi } from "@shopify/shopify-api";
import { setAbstractFetchFunc } from "@shopify/shopify-api/runtime";
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { senderAsker } from "../../../src/doors/webhooks/ask_sender.ts";
import { exchangeCode, grantUrl, refreshToken, verifyRedirect } from "../../../src/sources/shopify/app.ts";
import { CHANGED_ORDERS } from "../../../src/sources/shopify/order_query.ts";
import { topicInApi, topicsOf } from "../../../src/sources/shopify/topics.ts";
import ada from "../../fixtures/shopify/orders_create_ada.json";
import { NOW_MS } from "../../support/cast.ts";
import { openStore } from "../../support/shopify_admin.ts";
import { shopifyRedirect } from "../../support/shopify_redirect.ts";

const SECRET = "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";
const DOMAIN = "kontor.myshopify.com";
const SIGNED = {
  shop: DOMAIN,
  timestamp: String(NOW_MS / 1_000),
  code: "c0de",
  state: "st ate/+",
  host: "YWRtaW4",
};

beforeEach(() => vi.useFakeTimers({ toFake: ["Date"], now: NOW_MS }));
afterEach(() => vi.useRealTimers());

/** Shopify's own library, as an app with this secret would hold it. */
function theirs(apiSecretKey: string) {
  return shopifyApi({
    apiKey: "client",
    apiSecretKey,
    scopes: ["read_orders", "read_fulfillments"],
    hostName: "waybill.test",
    apiVersion: ApiVersion.October26,
    isEmbeddedApp: false,
    logger: { level: LogSeverity.Error, log: () => undefined },
  });
}

async function judged(query: URLSearchParams, secret = SECRET) {
  const [ours, library] = await Promise.all([
    verifyRedirect(query, { secrets: [secret], domain: DOMAIN, now_ms: NOW_MS }),
    theirs(secret).utils.validateHmac(Object.fromEntries(query)).catch(() => false),
  ]);
  return { ours: ours.ok ? "taken" : ours.reason, library };
}

describe("Shopify's own library and this source agree", () => {
  test("that a redirect signed with the app's secret is Shopify's", async () => {
    expect(await judged(await shopifyRedirect(SECRET, SIGNED))).toEqual({ ours: "taken", library: true });
  });

  test.each<[string, Record<string, string>, string]>([
    ["of another app", {}, "shpss_other"],
    ["whose shop was exchanged", { shop: "evil.myshopify.com" }, SECRET],
    ["whose code was exchanged", { code: "another" }, SECRET],
    ["with a parameter more", { extra: "1" }, SECRET],
  ])("that one %s is not", async (_what, changed, secret) => {
    const query = await shopifyRedirect(SECRET, SIGNED);
    for (const [name, value] of Object.entries(changed)) query.set(name, value);
    expect(await judged(query, secret)).toEqual({ ours: "signature", library: false });
  });

  test.each([-91, 91])("that one of %i seconds away is too old or too new", async (away_s) => {
    const query = await shopifyRedirect(SECRET, { ...SIGNED, timestamp: String(NOW_MS / 1_000 + away_s) });
    expect(await judged(query)).toEqual({ ours: "stale", library: false });
  });

  test("on where the merchant is sent, but for the way that grants are asked of a person", async () => {
    const response = await theirs(SECRET).auth.begin({
      shop: DOMAIN,
      callbackPath: "/shopify/demo/granted",
      isOnline: false,
      rawRequest: new Request("https://waybill.test/shopify/demo"),
    }) as Response;
    const library = new URL(response.headers.get("location")!);
    const ours = new URL(grantUrl({ domain: DOMAIN, client_id: "client", secrets: [SECRET] }, {
      scopes: ["read_orders", "read_fulfillments"],
      redirect_uri: "https://waybill.test/shopify/demo/granted",
      state: library.searchParams.get("state")!,
    }));
    library.searchParams.delete("grant_options[]");
    expect(`${ours.origin}${ours.pathname}`).toBe(`${library.origin}${library.pathname}`);
    expect([...ours.searchParams].sort()).toEqual([...library.searchParams].sort());
  });
});

describe("a redirect is not taken", () => {
  test.each<[string, Record<string, string>]>([
    ["of another store of the same app", { shop: "other.myshopify.com" }],
    ["of a host that only looks like a store", { shop: "kontor.myshopify.com.evil.example" }],
  ])("%s", async (_what, changed) => {
    const query = await shopifyRedirect(SECRET, { ...SIGNED, ...changed });
    expect(await verifyRedirect(query, { secrets: [SECRET], domain: DOMAIN, now_ms: NOW_MS }))
      .toMatchObject({ ok: false, reason: "store" });
  });

  test("with a name given twice, which two readers could read as two values", async () => {
    const query = await shopifyRedirect(SECRET, SIGNED);
    query.append("shop", "evil.myshopify.com");
    expect(await verifyRedirect(query, { secrets: [SECRET], domain: DOMAIN, now_ms: NOW_MS }))
      .toMatchObject({ ok: false, reason: "signature" });
  });

  test.each([["", "empty"], ["zz", "no hexadecimal"], ["00", "too short"]])(
    "with the signature %j, which is %s",
    async (hmac) => {
      const query = await shopifyRedirect(SECRET, SIGNED);
      query.set("hmac", hmac);
      expect(await verifyRedirect(query, { secrets: [SECRET], domain: DOMAIN, now_ms: NOW_MS }))
        .toMatchObject({ ok: false, reason: "signature" });
    },
  );

  test("of a shop without a secret, whatever it is signed with", async () => {
    const query = await shopifyRedirect("x", SIGNED);
    expect(await verifyRedirect(query, { secrets: [""], domain: DOMAIN, now_ms: NOW_MS }))
      .toMatchObject({ ok: false, reason: "signature" });
  });

  test("while the old secret of a rotation still signs, it is", async () => {
    const query = await shopifyRedirect("shpss_old", SIGNED);
    expect(await verifyRedirect(query, { secrets: [SECRET, "shpss_old"], domain: DOMAIN, now_ms: NOW_MS }))
      .toEqual({ ok: true, value: { domain: DOMAIN, code: "c0de", state: "st ate/+" } });
  });
});

describe("a token", () => {
  const app = { domain: DOMAIN, client_id: "client", secrets: [SECRET] };

  test("that does not expire is made of a code, once", async () => {
    const { fetch, asked } = openStore({ client_secret: SECRET, codes: new Set(["c0de"]) });
    const ask = senderAsker(fetch, [DOMAIN]);
    expect(await exchangeCode(app, "c0de", ask)).toEqual({
      ok: true,
      value: {
        token: "shpat_made_1",
        scopes: [
          "read_orders",
          "read_returns",
          "read_fulfillments",
          "read_shopify_payments_disputes",
          "read_payment_terms",
          "read_products",
        ],
        expires: null,
      },
    });
    expect(asked[0]!.body).toEqual({
      client_id: "client",
      client_secret: SECRET,
      code: "c0de",
      expiring: "1",
    });
    expect(await exchangeCode(app, "c0de", ask)).toMatchObject({ ok: false, reason: "refused" });
  });

  test("that expires is followed by the next one, by its refresh token", async () => {
    const { fetch } = openStore({ client_secret: SECRET, codes: new Set(["c0de"]), expiring: true });
    const ask = senderAsker(fetch, [DOMAIN]);
    const first = await exchangeCode(app, "c0de", ask);
    expect(first).toMatchObject({ value: { expires: { in_s: 3_600, refresh_token: "shprt_1" } } });
    expect(await refreshToken(app, "shprt_1", ask)).toMatchObject({
      value: { token: "shpat_made_2", expires: { refresh_token: "shprt_2" } },
    });
    expect(await refreshToken(app, "shprt_1", ask)).toMatchObject({ ok: false, reason: "refused" });
  });

  test.each<[string, Response, string]>([
    ["an outage", new Response(null, { status: 502 }), "unavailable"],
    ["no JSON", new Response("<html>"), "unavailable"],
    ["no token", Response.json({ scope: "read_orders" }), "unavailable"],
    ["a refusal", Response.json({ error: "invalid_request" }, { status: 400 }), "refused"],
  ])("is not made of %s, and the answer's words are repeated nowhere", async (_what, response, reason) => {
    const made = await exchangeCode(app, "c0de", () =>
      response.arrayBuffer().then((body) => ({
        ok: true,
        value: { status: response.status, body: new Uint8Array(body) },
      })));
    expect(made).toMatchObject({ ok: false, reason });
    expect(JSON.stringify(made)).not.toMatch(/invalid_request|html|c0de|shpss/);
  });
});

describe("the store of the tests answers Shopify's own library as Shopify would", () => {
  test("a code, a refresh and a question to the Admin API", async () => {
    const { fetch, store } = openStore({ client_secret: SECRET, expiring: true, orders: [ada] });
    setAbstractFetchFunc(fetch as typeof globalThis.fetch);
    store.refresh_tokens.add("shprt_0");
    const { session } = await theirs(SECRET).auth.refreshToken({ shop: DOMAIN, refreshToken: "shprt_0" });
    expect(session).toMatchObject({ accessToken: "shpat_made_1", refreshToken: "shprt_1" });
    const client = new (theirs(SECRET).clients.Graphql)({ session });
    const { data } = await client.request(CHANGED_ORDERS, {
      variables: { first: 5, after: null, query: "updated_at:>='2026-01-01T00:00:00Z'" },
    });
    expect(data).toMatchObject({ orders: { edges: [{ node: { id: ada.admin_graphql_api_id } }] } });
  });
});

test("each topic is named as Shopify's library names it", () => {
  const names = topicsOf({ tracks_stock: true }).map(topicInApi);
  const { webhooks } = theirs(SECRET);
  webhooks.addHandlers(Object.fromEntries(
    topicsOf({ tracks_stock: true }).map((topic) => [
      topic,
      { deliveryMethod: "http" as never, callbackUrl: "/hooks", callback: () => Promise.resolve() },
    ]),
  ));
  expect(webhooks.getTopicsAdded().sort()).toEqual(names.sort());
});

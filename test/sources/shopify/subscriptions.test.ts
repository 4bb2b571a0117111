import { describe, expect, test } from "vitest";
import { senderAsker } from "../../../src/doors/webhooks/ask_sender.ts";
import { checkSubscriptions } from "../../../src/sources/shopify/subscriptions.ts";
import { RETURN_TOPICS } from "../../../src/sources/shopify/return.ts";
import { COMPLIANCE_TOPICS, missingScopes, scopesOf, topicsOf } from "../../../src/sources/shopify/topics.ts";
import { NOW_MS } from "../../support/cast.ts";
import { openStore, type StoreState } from "../../support/shopify_admin.ts";

const URI = "https://waybill.test/hooks/demo/shopify";

function opened(given: Partial<StoreState> = {}) {
  const { store, asked, fetch } = openStore(given);
  const access = {
    domain: store.domain,
    token: "shpat_1",
    version: "2026-10",
    ask: senderAsker(fetch, [store.domain]),
  };
  const check = (more: { tracks_stock?: boolean; by_worker?: boolean; uri?: string } = {}) =>
    checkSubscriptions(access, { uri: URI, by_worker: true, tracks_stock: false, ...more }, NOW_MS);
  const topics = () => store.subscriptions.map(({ topic }) => topic).sort();
  return { store, asked, check, topics };
}

const NAMES = [
  "APP_UNINSTALLED",
  "DISPUTES_CREATE",
  "DISPUTES_UPDATE",
  "FULFILLMENTS_CREATE",
  "FULFILLMENTS_UPDATE",
  "FULFILLMENT_EVENTS_CREATE",
  "ORDERS_CANCELLED",
  "ORDERS_CREATE",
  "ORDERS_PAID",
  "ORDERS_UPDATED",
  "REFUNDS_CREATE",
  "RETURNS_APPROVE",
  "RETURNS_CANCEL",
  "RETURNS_CLOSE",
  "RETURNS_DECLINE",
  "RETURNS_PROCESS",
  "RETURNS_REOPEN",
  "RETURNS_REQUEST",
  "RETURNS_UPDATE",
];

describe("the webhooks of a store", () => {
  test("are all subscribed to at first, and not once more", async () => {
    const { store, check, topics, asked } = opened();
    expect(await check()).toMatchObject({
      ok: true,
      value: { refused: [], scopes_missing: [], version: null },
    });
    expect(topics()).toEqual(NAMES);
    expect(store.subscriptions.every(({ uri, format }) => uri === URI && format === "JSON")).toBe(true);
    const before = asked.length;
    expect(await check()).toMatchObject({ ok: true, value: { subscribed: [] } });
    expect(asked.length).toBe(before + 1);
  });

  test("that Shopify dropped are subscribed to again, and named", async () => {
    const { store, check, topics } = opened();
    await check();
    store.subscriptions = store.subscriptions.filter(({ topic }) => !topic.startsWith("ORDERS_"));
    expect(await check()).toMatchObject({
      value: { subscribed: ["orders/create", "orders/updated", "orders/paid", "orders/cancelled"] },
    });
    expect(topics()).toEqual(NAMES);
  });

  test("move with the Worker's address, and none goes to the old one", async () => {
    const { store, check, topics } = opened();
    await check({ uri: "https://old.example/hooks/demo/shopify" });
    await check();
    expect(topics()).toEqual(NAMES);
    expect(store.subscriptions.every(({ uri }) => uri === URI)).toBe(true);
  });

  test("are no more and no others than wanted: twice the same, another format, a topic that nobody reads", async () => {
    const { store, check, topics } = opened();
    store.subscriptions = [
      { id: "1", topic: "ORDERS_PAID", uri: URI, format: "JSON" },
      { id: "2", topic: "ORDERS_PAID", uri: URI, format: "JSON" },
      { id: "3", topic: "ORDERS_CREATE", uri: URI, format: "XML" },
      { id: "4", topic: "THEMES_CREATE", uri: URI, format: "JSON" },
    ];
    await check();
    expect(topics()).toEqual(NAMES);
    expect(store.subscriptions.map(({ id }) => id)).not.toContain("3");
  });

  test("of stock come and go with the setting", async () => {
    const { check, topics, store } = opened();
    store.scopes = [
      "read_orders",
      "read_returns",
      "read_fulfillments",
      "read_shopify_payments_disputes",
      "read_payment_terms",
      "read_inventory",
      "read_products",
    ];
    await check({ tracks_stock: true });
    expect(topics()).toHaveLength(NAMES.length + 7);
    await check();
    expect(topics()).toEqual(NAMES);
  });

  test("that the scopes do not cover are named, with the scopes, and the others stand", async () => {
    const { check, topics } = opened({ scopes: ["read_orders"] });
    expect(await check()).toMatchObject({
      value: {
        refused: [
          ...Object.keys(RETURN_TOPICS),
          "fulfillments/create",
          "fulfillments/update",
          "fulfillment_events/create",
          "disputes/create",
          "disputes/update",
        ],
        scopes_missing: [
          "read_returns",
          "read_fulfillments",
          "read_shopify_payments_disputes",
          "read_payment_terms",
        ],
      },
    });
    expect(topics()).toEqual(NAMES.filter((name) => !/^(?:FULFILLMENT|RETURNS|DISPUTES)/.test(name)));
  });

  test("that shopify.app.toml declares are left to it, and none is doubled", async () => {
    const { check, topics } = opened();
    await check();
    expect(await check({ by_worker: false })).toMatchObject({
      ok: true,
      value: { subscribed: [], refused: [] },
    });
    expect(topics()).toEqual([]);
  });

  test.each<[string, Partial<StoreState>, string]>([
    ["the token is no longer valid", { tokens: new Set() }, "unauthorized"],
    ["the points are used up", { points: 2 }, "throttled"],
  ])("are not judged where %s", async (_what, given, reason) => {
    expect(await opened(given).check()).toMatchObject({ ok: false, reason });
  });
});

describe("the app asks for", () => {
  test("what its topics need and not a scope more, and writes nothing", () => {
    expect(scopesOf({ tracks_stock: false })).toEqual([
      "read_orders",
      "read_returns",
      "read_fulfillments",
      "read_shopify_payments_disputes",
      "read_payment_terms",
    ]);
    expect(scopesOf({ tracks_stock: false, offers_exchanges: true })).toContain("read_products");
    expect(scopesOf({ tracks_stock: true }).every((scope) => scope.startsWith("read_"))).toBe(true);
  });

  test("what was granted for writing is granted for reading", () => {
    expect(missingScopes(["read_orders", "read_fulfillments"], ["write_orders"])).toEqual([
      "read_fulfillments",
    ]);
  });

  test("no compliance topic, which only the file may declare", () => {
    const topics = topicsOf({ tracks_stock: true });
    expect(COMPLIANCE_TOPICS.filter((topic) => topics.includes(topic))).toEqual([]);
  });
});

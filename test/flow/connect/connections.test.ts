import { env } from "cloudflare:workers";
import { beforeAll, beforeEach, describe, expect, test } from "vitest";
import { type ConnectionPorts, serveConnection } from "../../../src/flow/connect/check_connection.ts";
import { changeSecrets } from "../../../src/flow/connect/change_secrets.ts";
import { withFreshToken } from "../../../src/flow/connect/fresh_token.ts";
import { installApp } from "../../../src/flow/connect/install_app.ts";
import { takeUninstalled } from "../../../src/flow/connect/uninstall_app.ts";
import type { AccessToken } from "../../../src/orders/storefront_app.ts";
import { NOW_MS } from "../../support/cast.ts";
import { openHouse, rows } from "../../support/house.ts";
import type { StoreState } from "../../support/shopify_admin.ts";
import {
  connectionPorts,
  openShopifyShop,
  openShopifyStore,
  secretsOfShop,
  STORE,
} from "../../support/shopify_shop.ts";

const DAY_MS = 86_400_000;
const SCOPES = [
  "read_orders",
  "read_returns",
  "read_fulfillments",
  "read_shopify_payments_disputes",
  "read_payment_terms",
];
const FOREVER: AccessToken = { token: "shpat_1", scopes: SCOPES, expires: null };

beforeAll(openHouse);
beforeEach(() => openShopifyShop());

/** Installs the app at a store, and gives what the sweeps need. */
async function installed(given: Partial<StoreState> = {}, access = FOREVER) {
  const opened = openShopifyStore({ tokens: new Set([access.token]), ...given });
  const ports = connectionPorts(opened.fetch as typeof globalThis.fetch);
  const shop = async () => (await ports.find_shop("kontor", NOW_MS))!;
  await installApp(ports, await shop(), { source: "shopify", store: STORE, access }, NOW_MS);
  return { ...opened, ports, shop };
}

/** The clock finds what is due and does it. */
const check = (ports: ConnectionPorts, now_ms: number) => serveConnection(ports, "kontor", "shopify", now_ms);

async function alerts(): Promise<string[]> {
  const found = await env.DB.prepare("select facts from messages where kind = 'shop_alert' order by about")
    .all<{ facts: string }>();
  return found.results.map(({ facts }) => JSON.parse(facts).facts.detail);
}

describe("an installation", () => {
  test("keeps the token among the shop's sealed secrets, in no other place, and asks the store from then on", async () => {
    await installed();
    expect(await secretsOfShop()).toMatchObject({ "shopify.token": [`${STORE}:shpat_1`] });
    expect(await rows("connections")).toMatchObject([{
      store: STORE,
      scopes: SCOPES.join(","),
      token_until: null,
      due_at: NOW_MS,
    }]);
    expect(await rows("reconciliations")).toMatchObject([{
      shop_id: "kontor",
      due_at: NOW_MS,
      since: new Date(NOW_MS - 7 * DAY_MS).toISOString(),
    }]);
    for (const table of ["shops", "connections", "messages"]) {
      expect(JSON.stringify(await rows(table))).not.toContain("shpat_1");
    }
  });

  test("replaces the one before it, with its token and refresh token", async () => {
    const { ports, shop } = await installed({}, {
      ...FOREVER,
      expires: { in_s: 3_600, refresh_token: "shprt_0" },
    });
    await installApp(ports, await shop(), {
      source: "shopify",
      store: STORE,
      access: { ...FOREVER, token: "shpat_2" },
    }, NOW_MS + 1);
    const secrets = await secretsOfShop();
    expect(secrets["shopify.token"]).toEqual([`${STORE}:shpat_2`]);
    expect(secrets["shopify.refresh"]).toBe(undefined);
    expect(secrets["shopify"]).toHaveLength(1);
  });
});

describe("a store that says that it uninstalled the app", () => {
  test("and no longer takes the token loses it, is asked nothing more, and the shop is told", async () => {
    const { ports, shop, store } = await installed();
    store.tokens.clear();
    expect(await takeUninstalled(ports, await shop(), { source: "shopify", store: STORE }, NOW_MS + 1)).toBe(
      "uninstalled",
    );
    expect(Object.keys(await secretsOfShop())).toEqual(["shopify"]);
    expect(await rows("connections")).toEqual([]);
    expect(await rows("reconciliations")).toEqual([]);
    expect(await alerts()).toEqual(["The app was uninstalled from shopify: no webhook comes any more."]);
    expect(await takeUninstalled(ports, await shop(), { source: "shopify", store: STORE }, NOW_MS + 2)).toBe(
      "another_store",
    );
  });

  test("and whose refresh token is refused has uninstalled it too", async () => {
    const expires = { in_s: 3_600, refresh_token: "shprt_0" };
    const { ports, shop } = await installed({ expiring: true }, { ...FOREVER, expires });
    expect(await takeUninstalled(ports, await shop(), { source: "shopify", store: STORE }, NOW_MS + DAY_MS))
      .toBe("uninstalled");
    expect(Object.keys(await secretsOfShop())).toEqual(["shopify"]);
  });

  test.each<[string, string, Partial<StoreState>, string]>([
    ["and still takes the token changes nothing: the report is an old one", STORE, {}, "installed"],
    ["under another name changes nothing", "other.myshopify.com", { tokens: new Set() }, "another_store"],
    ["and cannot be asked is to say it again", STORE, { points: 0 }, "unavailable"],
  ])("%s", async (_what, store, given, became) => {
    const { ports, shop } = await installed(given);
    expect(await takeUninstalled(ports, await shop(), { source: "shopify", store }, NOW_MS + 1)).toBe(became);
    expect(await secretsOfShop()).toHaveProperty(["shopify.token"]);
    expect(await rows("connections")).toHaveLength(1);
    expect(await alerts()).toEqual([]);
  });
});

describe("secrets that two change at once", () => {
  test("hold both changes", async () => {
    const { ports } = await installed();
    const add = (name: string) =>
      changeSecrets(ports, "kontor", (before) => ({ ...before, [name]: ["x"] }), []);
    await Promise.all(["a.token", "b.token", "c.token"].map(add));
    expect(Object.keys(await secretsOfShop())).toEqual(
      expect.arrayContaining(["a.token", "b.token", "c.token", "shopify"]),
    );
  });

  test("of no shop are not made", async () => {
    const { ports } = await installed();
    expect(await changeSecrets(ports, "nobody", () => ({}), [])).toBe(null);
  });
});

describe("a token that expires", () => {
  const HOUR: AccessToken = { ...FOREVER, expires: { in_s: 3_600, refresh_token: "shprt_0" } };
  const expiring = () => installed({ expiring: true, refresh_tokens: new Set(["shprt_0"]) }, HOUR);

  test("is used as it is while it is valid", async () => {
    const { ports, shop, asked } = await expiring();
    expect(await withFreshToken(ports, await shop(), "shopify", NOW_MS + 3_000_000)).toMatchObject({
      ok: true,
    });
    expect(asked).toEqual([]);
  });

  test("is followed by the next before it ends, and the next is kept", async () => {
    const { ports, shop } = await expiring();
    const at_ms = NOW_MS + 3_400_000;
    const fresh = await withFreshToken(ports, await shop(), "shopify", at_ms);
    expect(fresh).toMatchObject({
      value: { secrets: { "shopify.token": [`${STORE}:shpat_made_1`], "shopify.refresh": ["shprt_1"] } },
    });
    expect(await secretsOfShop()).toMatchObject({
      "shopify.token": [`${STORE}:shpat_made_1`],
      "shopify.refresh": ["shprt_1"],
    });
    expect(await rows("connections")).toMatchObject([{ token_until: at_ms + 3_600_000 }]);
  });

  test("whose refresh token is refused is told to the shop, once a week", async () => {
    const { ports, store } = await expiring();
    store.refresh_tokens.clear();
    for (let night = 1; night <= 3; night++) await check(ports, NOW_MS + night * DAY_MS);
    expect(await alerts()).toEqual([expect.stringContaining("no longer accepts Waybill’s token")]);
    await check(ports, NOW_MS + 8 * DAY_MS);
    expect(await alerts()).toHaveLength(2);
  });
});

describe("the check of each night", () => {
  test("subscribes after the installation, tells nothing, and comes again the next night", async () => {
    const { ports, store } = await installed();
    await check(ports, NOW_MS);
    expect(store.subscriptions).toHaveLength(19);
    expect(store.subscriptions[0]!.uri).toBe("https://waybill.test/hooks/kontor/shopify");
    expect(await alerts()).toEqual([]);
    const [row] = await rows("connections");
    expect(row).toMatchObject({ checked_at: NOW_MS, failures: 0 });
    expect(new Date(row!["due_at"] as number).toISOString()).toMatch(/T03:00:00.000Z$/);
  });

  test("subscribes to what was dropped, says so, and has the orders of that time asked for at once", async () => {
    const { ports, store } = await installed();
    await check(ports, NOW_MS);
    await env.DB.prepare("update reconciliations set due_at = ?1").bind(NOW_MS + 9 * DAY_MS).run();
    store.subscriptions = store.subscriptions.filter(({ topic }) => topic !== "ORDERS_CREATE");
    await check(ports, NOW_MS + DAY_MS);
    expect(store.subscriptions).toHaveLength(19);
    expect(await alerts()).toEqual([expect.stringContaining("orders/create")]);
    expect(await rows("reconciliations")).toMatchObject([{ due_at: NOW_MS + DAY_MS }]);
  });

  test("tells which scopes are missing", async () => {
    const { ports } = await installed({ scopes: ["read_orders"] });
    await check(ports, NOW_MS);
    expect(await alerts()).toEqual([
      expect.stringContaining(
        "lacks the scopes read_returns, read_fulfillments, read_shopify_payments_disputes, read_payment_terms",
      ),
    ]);
  });

  test("tells that the API's version will end, from 60 days before", async () => {
    const { ports } = await installed();
    await check(ports, Date.parse("2027-08-01T12:00:00Z"));
    expect(await alerts()).toEqual([]);
    await check(ports, Date.parse("2027-08-03T12:00:00Z"));
    expect(await alerts()).toEqual([
      expect.stringContaining("2026-10 of the store’s API ends on 2027-10-01"),
    ]);
  });

  test("goes by the version and the topics of the settings", async () => {
    await openShopifyShop({
      settings: { apps: { shopify: { client_id: "client00", api_version: "2026-07", topics: "declared" } } },
    });
    const { ports, store, asked } = await installed();
    await check(ports, NOW_MS);
    expect(asked.map(({ url }) => url.pathname)).toEqual(["/admin/api/2026-07/graphql.json"]);
    expect(store.subscriptions).toEqual([]);
  });

  test("of a store that does not answer comes again soon", async () => {
    const { ports } = await installed({ points: 0 });
    await expect(check(ports, NOW_MS)).rejects.toThrow("THROTTLED");
    expect(await rows("connections")).toMatchObject([{
      failures: 1,
      due_at: NOW_MS + 120_000,
      checked_at: null,
    }]);
    expect(await alerts()).toEqual([]);
  });

  test("does not ask a store other than the one of the settings, whatever token is there", async () => {
    const { ports, asked } = await installed();
    await openShopifyShop({
      settings: { stores: { shopify: "other.myshopify.com" } },
      secrets: { "shopify.token": [`${STORE}:shpat_1`] },
    });
    await installApp(ports, (await ports.find_shop("kontor", NOW_MS))!, {
      source: "shopify",
      store: STORE,
      access: FOREVER,
    }, NOW_MS);
    await expect(check(ports, NOW_MS)).rejects.toThrow();
    expect(asked).toEqual([]);
  });
});

import { env } from "cloudflare:workers";
import { beforeAll, beforeEach, describe, expect, test, vi } from "vitest";
import { changedOrdersFetcher } from "../../../src/doors/webhooks/fetch_changed_orders.ts";
import type { DueErrand } from "../../../src/flow/clock/errand.ts";
import { serveDue } from "../../../src/flow/clock/serve_due.ts";
import type { ErrandPorts } from "../../../src/flow/clock/serve_errand.ts";
import { upsertReconciliation } from "../../../src/sql/reconciliations.ts";
import { hours, NOW, NOW_MS } from "../../support/cast.ts";
import { errandQueue, NO_STOREFRONT, passMinute } from "../../support/clock.ts";
import { DEMO, openHouse, recording, rows } from "../../support/house.ts";
import { openStore } from "../../support/shopify_admin.ts";
import type { WebhookOrder } from "../../support/shopify_admin_order.ts";
import shopify_order from "../../fixtures/shopify/orders_create_ada.json";
import woocommerce_order from "../../fixtures/woocommerce/order_ada.json";
import refund from "../../fixtures/shopify/refunds_create.json";

const DUE: DueErrand = { work: "due", shop_id: DEMO.id };
const LAST_YEAR = "2025-11-22T10:00:00Z";
const TOKENS = {
  "shopify.token": ["kontor.myshopify.com:shpat_1"],
  "woocommerce.token": ["kontor.example/shop:ck_1:cs_2"],
};

const logged = vi.spyOn(console, "error").mockReturnValue();

beforeAll(openHouse);
beforeEach(async () => {
  logged.mockClear();
  for (const table of ["orders", "events", "messages", "refs", "reconciliations"]) {
    await env.DB.prepare(`delete from ${table}`).run();
  }
});

/** A storefront whose every answer is written down; `asked` holds every question. */
function portsAsking(answer: Answers) {
  const asked: { readonly url: URL; readonly headers: Headers; readonly body: string }[] = [];
  const woken: unknown[] = [];
  const queue = {
    sendBatch: (batch: unknown[]) => Promise.resolve(woken.push(...batch)),
  } as unknown as Queue;
  const ports: Omit<ErrandPorts, "errand_queue"> = {
    ...recording,
    mail: env.MAIL,
    ...NO_STOREFRONT,
    wake_queue: queue,
    bulk_wake_queue: queue,
    find_shop: (id) => Promise.resolve(id === DEMO.id ? { ...DEMO, secrets: TOKENS } : null),
    change_order: () => Promise.reject(new Error("No order may be changed")),
    fetch_changed_orders: changedOrdersFetcher((input, init) => {
      const url = new URL(String(input));
      asked.push({ url, headers: new Headers(init?.headers), body: String(init?.body ?? "") });
      return Promise.resolve(answer(url, init));
    }),
  };
  return { ports, asked, woken };
}

type Answers = (url: URL, init: RequestInit | undefined) => Response | Promise<Response>;

/** Shopify's Admin API with these orders. */
function shopifyStore(orders: readonly unknown[]): Answers {
  const { fetch } = openStore({ orders: orders as WebhookOrder[] });
  return (url, init) => fetch(url, init);
}

/** WooCommerce's list of orders, by the time of their last change. */
function woocommerceShop(orders: readonly { readonly date_modified_gmt: string }[]) {
  return (url: URL): Response => {
    const { modified_after = "", per_page, page } = Object.fromEntries(url.searchParams);
    const from = (Number(page) - 1) * Number(per_page);
    const changed = orders.filter(({ date_modified_gmt }) => date_modified_gmt > modified_after);
    return Response.json(changed.slice(from, from + Number(per_page)));
  };
}

const SECONDS = (index: number) =>
  new Date(NOW_MS - 3_600_000 + Math.floor(index / 30) * 1_000).toISOString();

/** Placed, paid, sent and in part cancelled or refunded a year ago, and touched an hour ago. */
function oldShopifyOrder(index: number): unknown {
  const id = 7_000_000 + index;
  return {
    ...shopify_order,
    id,
    admin_graphql_api_id: undefined,
    name: `#${id}`,
    created_at: LAST_YEAR,
    processed_at: LAST_YEAR,
    updated_at: SECONDS(index),
    ...(index % 3 === 0 ? { cancelled_at: LAST_YEAR, cancel_reason: "customer" } : {}),
    ...(index % 5 === 0
      ? { refunds: [{ ...refund, order_id: id, created_at: LAST_YEAR, processed_at: LAST_YEAR }] }
      : {}),
    fulfillments: [{ id: id + 1, order_id: id, status: "success", created_at: LAST_YEAR, line_items: [] }],
  };
}

function oldWoocommerceOrder(index: number) {
  const at = SECONDS(index).slice(0, 19);
  return {
    ...woocommerce_order,
    id: 100 + index,
    number: String(100 + index),
    date_created_gmt: LAST_YEAR.slice(0, 19),
    date_paid_gmt: LAST_YEAR.slice(0, 19),
    date_modified_gmt: at,
    status: index % 3 === 0 ? "cancelled" : "processing",
    refunds: index % 5 === 0 ? [{ id: 9_000 + index, reason: "", total: "-1.00" }] : [],
  };
}

async function due(source: string, due_at = NOW_MS): Promise<void> {
  await upsertReconciliation(env.DB, {
    shop_id: DEMO.id,
    source,
    since: "2026-11-15T00:00:00.000Z",
    first_since: NOW,
    due_at,
  }).run();
}

async function count(sql: string): Promise<number> {
  return (await env.DB.prepare(`select count(*) as count from ${sql}`).first<number>("count"))!;
}

describe("the classic accident", () => {
  test.each([
    ["shopify", shopifyStore(Array.from({ length: 200 }, (_, index) => oldShopifyOrder(index)))],
    ["woocommerce", woocommerceShop(Array.from({ length: 200 }, (_, index) => oldWoocommerceOrder(index)))],
  ])(
    "200 of last year's orders that were touched today come in from %s, and not one mail is owed",
    async (source, shop) => {
      await due(source);
      const { ports, asked, woken } = portsAsking(shop);
      for (let tick = 0; tick < 20; tick++) await passMinute(ports, NOW_MS + tick * 60_000);
      expect(await count("orders")).toBe(200);
      expect(asked.length).toBeGreaterThanOrEqual(8);
      expect(await count("messages where state <> 'suppressed' or due_at is not null")).toBe(0);
      expect(await count("messages where kind = 'order_confirmation' and reason = 'too_old'"))
        .toBeGreaterThan(100);
      for (const at of [1, 24, 24 * 40]) {
        await serveDue({ ...ports, errand_queue: errandQueue() }, DUE, Date.parse(hours(at)));
      }
      expect(woken).toEqual([]);
      expect(await rows("reconciliations")).toMatchObject([{ page: null, failures: 0 }]);

      // The next night the same orders are touched again.
      const before = asked.length;
      await passMinute(ports, NOW_MS + 86_400_000);
      expect(asked.length).toBeGreaterThan(before);
      expect(await count("messages where state <> 'suppressed'")).toBe(0);
    },
  );
});

const missed = { ...shopify_order, created_at: hours(-2), processed_at: hours(-2), updated_at: hours(-2) };

describe("an order that no webhook brought", () => {
  test("an order of two hours ago is recorded, and its confirmation is owed and woken", async () => {
    await due("shopify");
    const { ports, asked, woken } = portsAsking(shopifyStore([missed]));
    await passMinute(ports, NOW_MS);
    expect(await count("messages where kind = 'order_confirmation' and state = 'owed'")).toBe(1);
    expect(woken).toContainEqual({ body: expect.objectContaining({ kind: "order_confirmation" }) });
    const { url, headers, body } = asked[0]!;
    expect(url.host).toBe("kontor.myshopify.com");
    expect(url.pathname).toBe("/admin/api/2026-10/graphql.json");
    expect(JSON.parse(body).variables).toMatchObject({ query: "updated_at:>='2026-11-15T00:00:00.000Z'" });
    expect(headers.get("x-shopify-access-token")).toBe("shpat_1");
  });

  test("a known order adds nothing new", async () => {
    await due("shopify");
    const { ports } = portsAsking(shopifyStore([missed]));
    await passMinute(ports, NOW_MS);
    await due("shopify");
    await passMinute(ports, NOW_MS + 1);
    expect(await count("events")).toBe(1);
  });

  test("an order that cannot be read holds up no other", async () => {
    await due("shopify");
    const { ports } = portsAsking(
      shopifyStore([{ ...missed, id: 5, admin_graphql_api_id: undefined, line_items: [] }, missed]),
    );
    await passMinute(ports, NOW_MS);
    expect(await count("orders")).toBe(1);
    expect(logged).toHaveBeenCalledWith(expect.stringContaining("line_items"));
  });

  test("WooCommerce is asked with its key, for what changed since", async () => {
    await due("woocommerce");
    const { ports, asked } = portsAsking(woocommerceShop([]));
    await passMinute(ports, NOW_MS);
    const { url, headers } = asked[0]!;
    expect(`${url.host}${url.pathname}`).toBe("kontor.example/shop/wp-json/wc/v3/orders");
    expect(url.searchParams.get("modified_after")).toBe("2026-11-14T23:59:59");
    expect(headers.get("authorization")).toBe(`Basic ${btoa("ck_1:cs_2")}`);
  });
});

describe("a storefront that does not answer", () => {
  test("is asked again at longer and longer intervals, from the same point, and at last only as often as needed", async () => {
    await due("shopify");
    const { ports } = portsAsking(() => new Response(null, { status: 429 }));
    await expect(passMinute(ports, NOW_MS)).rejects.toThrow("it answered 429");
    expect(await rows("reconciliations")).toMatchObject([{
      since: "2026-11-15T00:00:00.000Z",
      failures: 1,
      due_at: NOW_MS + 120_000,
    }]);
    await passMinute(ports, NOW_MS + 60_000);
    await expect(passMinute(ports, NOW_MS + 120_000)).rejects.toThrow();
    expect(await rows("reconciliations")).toMatchObject([{
      failures: 2,
      due_at: NOW_MS + 120_000 + 240_000,
    }]);
  });

  test("a page that Shopify forgot begins the run anew", async () => {
    await due("shopify");
    await env.DB.prepare("update reconciliations set page = 'gone'").run();
    const { ports } = portsAsking(shopifyStore([missed]));
    await passMinute(ports, NOW_MS);
    expect(await rows("reconciliations")).toMatchObject([{ page: null, due_at: NOW_MS }]);
    expect(await count("orders")).toBe(0);
    await passMinute(ports, NOW_MS);
    expect(await count("orders")).toBe(1);
  });
});

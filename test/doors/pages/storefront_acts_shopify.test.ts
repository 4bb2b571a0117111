import { env, exports } from "cloudflare:workers";
import { afterEach, beforeAll, beforeEach, describe, expect, test, vi } from "vitest";
import { carryOut, type ChangePorts } from "../../../src/flow/customer/carry_out.ts";
import type { Errand, StorefrontErrand } from "../../../src/flow/clock/errand.ts";
import { orderChanger } from "../../../src/doors/webhooks/change_order.ts";
import { portsOf } from "../../../src/doors/ports.ts";
import { seal, sealingRingIn } from "../../../src/sealed.ts";
import ada from "../../fixtures/shopify/orders_create_ada.json";
import { NOW_MS, SHOP } from "../../support/cast.ts";
import { DEMO, openHouse, SECRET } from "../../support/house.ts";
import { openStore, type StoreState } from "../../support/shopify_admin.ts";
import type { WebhookOrder } from "../../support/shopify_admin_order.ts";
import { signShopify } from "../../support/signing.ts";
import { mailsTo, pathFor, visitor } from "../../support/visitor.ts";

const STORE = "kontor.myshopify.com";
let day = 0;

beforeAll(openHouse);
beforeEach(async () => {
  // Beyond what the isolate remembers of the shop.
  vi.useFakeTimers({ toFake: ["Date"], now: NOW_MS + ++day * 3_600_000 });
  const key = await sealingRingIn(env.SEALING_KEY);
  const secrets = { ...DEMO.secrets, "shopify.token": [`${STORE}:shpat_1`] };
  const sealed = await seal(key, JSON.stringify(secrets), "demo", new Uint8Array(12).fill(4));
  const settings = { ...SHOP, stores: { shopify: STORE }, storefront_acts: ["cancel", "address"] };
  await env.DB.prepare("update shops set settings = ?, secrets = ? where id = 'demo'")
    .bind(JSON.stringify(settings), sealed).run();
});
afterEach(() => vi.restoreAllMocks());

const orderOf = (id: number, more: object = {}) =>
  ({
    ...ada,
    id,
    admin_graphql_api_id: `gid://shopify/Order/${id}`,
    name: `#${id}`,
    order_number: id,
    email: emailOf(id),
    contact_email: emailOf(id),
    customer: { ...ada.customer, email: emailOf(id) },
    customer_locale: "en",
    created_at: new Date().toISOString(),
    processed_at: new Date().toISOString(),
    ...more,
  }) as unknown as WebhookOrder;
const emailOf = (id: number) => `ada-${id}@lovelace.example`;

async function posted(topic: string, order: unknown): Promise<void> {
  const body = new TextEncoder().encode(JSON.stringify(order));
  const answer = await exports.default.fetch("https://waybill.test/hooks/demo/shopify", {
    method: "POST",
    body,
    headers: {
      ...await signShopify(SECRET, body),
      "x-shopify-topic": topic,
      "x-shopify-webhook-id": crypto.randomUUID(),
      "x-shopify-shop-domain": STORE,
    },
  });
  expect(answer.status, await answer.text()).toBe(202);
}

/** An order of the store, as its webhook brings it, and the store that answers from then on. */
async function ordered(id: number, given: Partial<StoreState> = {}) {
  const opened = openStore({ domain: STORE, orders: [orderOf(id)], ...given });
  vi.spyOn(globalThis, "fetch").mockImplementation((input, init) => opened.fetch(input, init));
  await posted("orders/create", orderOf(id));
  return { ...opened, path: await pathFor("order", `demo/shopify/${id}`) };
}

async function stateOf(id: number) {
  return JSON.parse(
    (await env.DB.prepare("select state from orders where id = ?").bind(`demo/shopify/${id}`)
      .first<string>("state"))!,
  );
}

async function caseOf(id: number) {
  return (await env.DB.prepare("select id, state, next from cases where order_id = ?").bind(
    `demo/shopify/${id}`,
  ).first<{ id: string; state: string; next: string }>())!;
}

/** What the queue brings, where the errand comes again; returns what it is told to bring next. */
async function again(case_id: string, tries: number, job?: string): Promise<readonly StorefrontErrand[]> {
  const sent: StorefrontErrand[] = [];
  vi.setSystemTime(Date.now() + 60_000);
  const ports: ChangePorts = {
    ...portsOf(env),
    errand_queue: {
      sendBatch: (batch: Iterable<{ body: Errand }>) => {
        sent.push(...[...batch].map(({ body }) => body as StorefrontErrand));
        return Promise.resolve();
      },
    } as never,
    change_order: orderChanger((input, init) => fetch(input, init)),
  };
  await carryOut(ports, (await portsOf(env).find_shop("demo", Date.now()))!, case_id, tries, Date.now(), job);
  return sent;
}

const JOB = "gid://shopify/Job/1";

describe("a cancellation that Shopify carries out in the background", () => {
  test("is shown as under way at once, and as done when its job is, before any webhook comes", async () => {
    const { path, store, asked } = await ordered(81_001);
    const who = visitor();
    const form = await who.get(`${path}/cancel`);
    const end = await who.submit(form);
    expect(end.html).toContain("We’re cancelling your order");
    expect(end.html).toContain("We’ll email you once it’s cancelled");
    expect((await who.get(path)).html).toContain("We’re cancelling your order");
    // Neither a second tap nor a second tab cancels twice.
    await who.submit(form);
    await who.get(`${path}/cancel`);
    expect(store.cancelled).toHaveLength(1);
    const { id } = await caseOf(81_001);
    expect(await again(id, 1, JOB)).toEqual([
      { work: "storefront", shop_id: "demo", case_id: id, tries: 2, job: JOB },
    ]);
    expect(store.cancelled).toHaveLength(1);
    expect((await stateOf(81_001)).cancelled).toBeUndefined();
    store.orders = [orderOf(81_001, { cancelled_at: new Date().toISOString() })];
    expect(await again(id, 2, JOB)).toEqual([]);
    expect((await who.get(path)).html).toContain("This order was cancelled");
    expect(await caseOf(81_001)).toMatchObject({ state: "solved" });
    await mailsTo(emailOf(81_001), "order_cancelled", 1);
    await mailsTo(emailOf(81_001), "support_received", 0);
    const count = asked.length;
    await again(id, 3, JOB);
    expect(asked).toHaveLength(count);
  });

  test("whose webhook comes first is over, and its errand asks nothing more", async () => {
    const { path, asked } = await ordered(81_002);
    const who = visitor();
    await who.submit(await who.get(`${path}/cancel`));
    const { id } = await caseOf(81_002);
    await posted("orders/cancelled", {
      ...orderOf(81_002),
      cancelled_at: new Date(Date.now() + 60_000).toISOString(),
      cancel_reason: "customer",
      updated_at: new Date(Date.now() + 60_000).toISOString(),
    });
    const count = asked.length;
    await again(id, 1, JOB);
    expect(asked).toHaveLength(count);
    expect((await who.get(path)).html).toContain("This order was cancelled");
    expect(await caseOf(81_002)).toMatchObject({ state: "solved" });
    await mailsTo(emailOf(81_002), "order_cancelled", 1);
  });

  test("that comes to nothing goes to a person, and page and mail say by when they answer", async () => {
    const { path } = await ordered(81_003, { job_done: true });
    const who = visitor();
    await who.submit(await who.get(`${path}/cancel`));
    const { id } = await caseOf(81_003);
    expect(await again(id, 1, JOB)).toEqual([]);
    const { html } = await who.get(path);
    expect(html).toContain("You’ve asked us to cancel");
    expect(html).toMatch(/email you by/);
    expect(html).not.toContain("We’re cancelling your order");
    expect(await caseOf(81_003)).toMatchObject({ state: "open", next: "shop" });
    await mailsTo(emailOf(81_003), "support_received", 1);
    expect((await stateOf(81_003)).cancelled).toBeUndefined();
  });

  test("that never ends goes to a person at last", async () => {
    const { path } = await ordered(81_004);
    const who = visitor();
    await who.submit(await who.get(`${path}/cancel`));
    const { id } = await caseOf(81_004);
    expect(await again(id, 5, JOB)).toEqual([]);
    expect((await who.get(path)).html).toContain("You’ve asked us to cancel");
    await mailsTo(emailOf(81_004), "support_received", 1);
  });

  test("that Shopify refuses is left to a person at once", async () => {
    const { path } = await ordered(81_005, { cancel_refusal: "INVALID" });
    const who = visitor();
    const end = await who.submit(await who.get(`${path}/cancel`));
    expect(end.html).toContain("You’ve asked us to cancel");
    expect(end.html).toMatch(/email you by/);
    expect(await caseOf(81_005)).toMatchObject({ state: "open", next: "shop" });
  });
});

describe("another address at Shopify", () => {
  test("is written there, and page and mail say so", async () => {
    const { path, store } = await ordered(81_006);
    const who = visitor();
    const asked = await who.get((await who.get(`${path}/address`)).headers.get("Location")!);
    const form = await who.prove(asked, emailOf(81_006));
    const end = await who.submit(form, {
      name: "Ada Lovelace",
      street: "Neue Straße 5",
      city: "Berlin",
      postal_code: "10115",
    });
    expect(end.html).toContain("We’ve changed your delivery address");
    expect(store.updated).toMatchObject([{ shippingAddress: { address1: "Neue Straße 5", zip: "10115" } }]);
    await mailsTo(emailOf(81_006), "request_news", 1);
  });
});

import { env, exports } from "cloudflare:workers";
import { beforeAll, beforeEach, describe, expect, test, vi } from "vitest";
import { forgetPorts, portsOf } from "../../../src/doors/ports.ts";
import { stopErasure } from "../../../src/flow/privacy/held_requests.ts";
import { tickErasures, tickListed } from "../../../src/flow/clock/tick.ts";
import { recordEvent } from "../../../src/flow/record/record_event.ts";
import type { OrderEvent } from "../../../src/orders/event.ts";
import { updateSettings } from "../../../src/sql/shops.ts";
import { ADAS_ORDER, NOW, NOW_MS, SHOP } from "../../support/cast.ts";
import { DEMO, openHouse, recording, rows, SECRET } from "../../support/house.ts";
import { sendEvent, settled } from "../../support/river.ts";
import { signShopify } from "../../support/signing.ts";
import { customerOf, mailsTo, visitor } from "../../support/visitor.ts";

beforeAll(openHouse);
beforeEach(() => {
  vi.useFakeTimers({ toFake: ["Date"], now: NOW_MS });
});

async function ordered(id: string, email: string): Promise<void> {
  const order = {
    ...ADAS_ORDER,
    id,
    number: `#${id}`,
    locale: "en",
    customer: { email, name: "Priva Seer" },
  };
  await sendEvent("order.placed", NOW, { order });
  await settled(id);
}

async function ask(topic: string, payload: unknown, secret = SECRET): Promise<Response> {
  const body = JSON.stringify(payload);
  const headers = await signShopify(secret, body);
  return await exports.default.fetch("https://waybill.test/hooks/demo/shopify", {
    method: "POST",
    body,
    headers: { ...headers, "x-shopify-topic": topic, "x-shopify-webhook-id": crypto.randomUUID() },
  });
}

async function ordersOf(email: string): Promise<number> {
  return (await env.DB.prepare("select count(*) as count from customer_orders where customer = ?")
    .bind(await customerOf(email)).first<number>("count"))!;
}

/** As Shopify's own example has them. */
const REQUEST = {
  shop_id: 954889,
  shop_domain: "demo.myshopify.com",
  customer: { id: 191167, phone: "555-625-1199" },
};

test("a request for data sends the customer a link to it", async () => {
  await ordered("sp1", "sp1@privacy.example");
  const answer = await ask("customers/data_request", {
    ...REQUEST,
    customer: { ...REQUEST.customer, email: "sp1@privacy.example" },
    orders_requested: [299938, 280263],
    data_request: { id: 9999 },
  });
  expect(answer.status).toBe(202);
  const [mail] = await mailsTo("sp1@privacy.example", "data_export_ready", 1);
  const path = /https:\/\/waybill\.test(\/x\/[\w-]+)/.exec(mail!.text)![1]!;
  expect((await visitor().get(path)).status).toBe(200);
});

test("a request to forget a customer erases that customer, and nobody else", async () => {
  await ordered("sp2", "sp2@privacy.example");
  await ordered("sp3", "sp3@privacy.example");
  const payload = {
    ...REQUEST,
    customer: { ...REQUEST.customer, email: "sp2@privacy.example" },
    orders_to_redact: [299938],
  };
  expect((await ask("customers/redact", payload, "another secret")).status).toBe(401);
  expect(await ordersOf("sp2@privacy.example")).toBe(1);
  expect((await ask("customers/redact", payload)).status).toBe(202);
  expect((await ask("customers/redact", payload)).status).toBe(202);
  expect(await ordersOf("sp2@privacy.example")).toBe(0);
  expect(await ordersOf("sp3@privacy.example")).toBe(1);
  const state = await env.DB.prepare("select state from orders where id = 'demo/standard/sp2'").first<string>(
    "state",
  );
  expect(state).not.toContain("privacy.example");
  const events = await env.DB.prepare("select events from events where order_id = 'demo/standard/sp2'")
    .all();
  expect(JSON.stringify(events.results)).not.toMatch(/privacy\.example|Priva Seer/);
});

test("a request to forget a customer reaches what they bought elsewhere at the same shop, and no namesake's order id", async () => {
  const email = "two-shops@privacy.example";
  const other = "namesake@privacy.example";
  const details = (id: string, address: string) => ({
    ...ADAS_ORDER,
    id,
    number: `#${id}`,
    customer: address === "" ? {} : { email: address, name: "Priva Seer" },
  });
  const bought = async (source: string, id: string, address: string) => {
    const events: OrderEvent[] = [{ type: "order.placed", at: NOW, order: details(id, address) }];
    await recordEvent(recording, DEMO, {
      source,
      webhook_id: `${source}-${id}`,
      order: id,
      events,
      received_at_ms: NOW_MS,
    }, NOW_MS);
  };
  await bought("shopify", "901", email);
  await bought("woocommerce", "902", email);
  // The same id at another storefront is another order, of somebody else.
  await bought("shopify", "903", "");
  await bought("woocommerce", "903", other);
  const payload = { ...REQUEST, customer: { ...REQUEST.customer, email }, orders_to_redact: [901, 903] };
  expect((await ask("customers/redact", payload)).status).toBe(202);
  const { results } = await env.DB.prepare(
    "select id, json_extract(state, '$.erased_at') is not null as is_erased from orders where id like '%/90_' order by id",
  ).all();
  expect(results).toEqual([
    { id: "demo/shopify/901", is_erased: 1 },
    { id: "demo/shopify/903", is_erased: 1 },
    // The law gives a person the right against the shop, whichever storefront passes it on.
    { id: "demo/woocommerce/902", is_erased: 1 },
    { id: "demo/woocommerce/903", is_erased: 0 },
  ]);
  expect(await ordersOf(other)).toBe(1);
});

test("a request that names nobody, or has an invalid id, is understood or refused by name", async () => {
  expect((await ask("customers/redact", { ...REQUEST, customer: { email: null } })).status).toBe(202);
  const wrong = await ask("customers/redact", { ...REQUEST, orders_to_redact: ["../x"] });
  expect(wrong.status).toBe(202);
  expect(await wrong.text()).toContain("orders_to_redact");
});

test("an own shop passes both rights on in Waybill's own format", async () => {
  await ordered("own1", "own1@privacy.example");
  await ordered("own2", "own2@privacy.example");
  const customer = { email: "own1@privacy.example" };
  expect((await sendEvent("customer.data_requested", NOW, { customer })).status).toBe(202);
  const [mail] = await mailsTo("own1@privacy.example", "data_export_ready", 1);
  expect(mail!.text).toMatch(/https:\/\/waybill\.test\/x\/[\w-]+/);
  const answer = await sendEvent("customer.erase_requested", NOW, { customer });
  expect([answer.status, await answer.json()]).toEqual([202, { accepted: true, privacy: "customer" }]);
  expect(await ordersOf("own1@privacy.example")).toBe(0);
  expect(await ordersOf("own2@privacy.example")).toBe(1);
  const wrong = await sendEvent("customer.erase_requested", NOW, { customer: { email: "nobody" } });
  expect(wrong.status).toBe(422);
  const said = await wrong.text();
  expect(said).toContain("data.customer.email");
  expect(said).not.toContain("nobody");
});

describe("a request of a storefront to erase all of its orders", () => {
  const STORE = "demo.myshopify.com";
  const REDACT = { shop_id: 954889, shop_domain: STORE };
  const HOUR_MS = 3_600_000;

  beforeEach(async () => {
    await env.DB.prepare("delete from held_requests").run();
    await settings({ ...SHOP, stores: { shopify: STORE } });
  });

  async function settings(value: unknown): Promise<void> {
    await updateSettings(env.DB, "demo", JSON.stringify(value)).run();
    forgetPorts();
  }

  async function bought(id: string, email: string): Promise<string> {
    const details = { ...ADAS_ORDER, id, number: `#${id}`, customer: { email, name: "Priva Seer" } };
    const events: OrderEvent[] = [{ type: "order.placed", at: NOW, order: details }];
    const webhook = { source: "shopify", webhook_id: id, order: id, events, received_at_ms: NOW_MS };
    await recordEvent(recording, DEMO, webhook, NOW_MS);
    return JSON.stringify(await stateOf(`demo/shopify/${id}`));
  }

  async function stateOf(id: string): Promise<unknown> {
    return await env.DB.prepare("select state from orders where id = ?").bind(id).first("state");
  }

  async function sweepAfter(ms: number): Promise<void> {
    for (let run = 0; run < 4; run++) {
      for (const tick of [tickListed, tickErasures]) {
        await tick(portsOf(env as never), NOW_MS + ms + run * 200_000);
      }
    }
  }

  test("is told, waits 48 hours, and then erases that source's orders alone", async () => {
    const email = "sp6@privacy.example";
    await bought("sp6", email);
    await ordered("sp7", "sp7@privacy.example");
    const answer = await ask("shop/redact", REDACT);
    expect([answer.status, await answer.json()]).toEqual([202, { accepted: true, privacy: "shop" }]);
    const alert = await env.DB.prepare("select facts from messages where about like 'erasure_asked:%'").first(
      "facts",
    );
    expect(alert).toContain("shopify: 2026-11-24T12:00:00.");
    await sweepAfter(47 * HOUR_MS);
    expect(await stateOf("demo/shopify/sp6")).toContain(email);
    await sweepAfter(48 * HOUR_MS);
    expect(await stateOf("demo/shopify/sp6")).not.toContain(email);
    expect(await stateOf("demo/standard/sp7")).toContain("sp7@privacy.example");
  });

  test("erases nothing once the shop has stopped it", async () => {
    await bought("sp8", "sp8@privacy.example");
    await ask("shop/redact", REDACT);
    expect(await stopErasure({ db: env.DB, mail: env.MAIL }, "demo", "shopify", NOW_MS + HOUR_MS)).toBe(true);
    expect(await stopErasure({ db: env.DB, mail: env.MAIL }, "demo", "shopify", NOW_MS + HOUR_MS)).toBe(
      false,
    );
    await sweepAfter(72 * HOUR_MS);
    expect(await stateOf("demo/shopify/sp8")).toContain("sp8@privacy.example");
  });

  test("keeps its time when it comes again", async () => {
    await ask("shop/redact", REDACT);
    vi.setSystemTime(NOW_MS + HOUR_MS);
    await ask("shop/redact", REDACT);
    expect(await rows("held_requests")).toMatchObject([{ due_at: NOW_MS + 48 * HOUR_MS, state: "waiting" }]);
  });

  const ORDER = {
    id: 41,
    currency: "EUR",
    total_price: "9.00",
    line_items: [],
    created_at: NOW,
    shop_domain: STORE,
  };
  const PERSON = { ...REDACT, customer: { id: 191167, email: "sp9@privacy.example" } };

  test.each<[string, string, unknown, string]>([
    ["of another store", "shop/redact", { ...REDACT, shop_domain: "other.myshopify.com" }, "shop_domain"],
    ["in an order's body", "shop/redact", ORDER, "shop_id"],
    ["in an order's body with the store's names", "shop/redact", { ...ORDER, ...REDACT }, "body"],
    ["in the body of a customer's request", "shop/redact", { ...PERSON, orders_to_redact: [] }, "body"],
    ["in the body of an uninstallation", "shop/redact", { id: 1, name: "Kontor", domain: STORE }, "shop_id"],
    ["for a customer, in the body of a request for data", "customers/redact", {
      ...PERSON,
      orders_requested: [],
      data_request: { id: 9999 },
    }, "body"],
    [
      "for a customer, in an order's body",
      "customers/redact",
      { ...ORDER, customer: PERSON.customer },
      "shop_id",
    ],
    ["for a customer of another store", "customers/redact", {
      ...PERSON,
      shop_domain: "other.myshopify.com",
      orders_to_redact: [],
    }, "shop_domain"],
  ])("%s erases nothing", async (_what, topic, body, field) => {
    await ordered("sp9", "sp9@privacy.example");
    const answer = await ask(topic, body);
    expect([answer.status, await answer.json()]).toMatchObject([202, { dead_letter: true, field }]);
    await sweepAfter(72 * HOUR_MS);
    expect(await rows("held_requests")).toEqual([]);
    expect(await stateOf("demo/standard/sp9")).toContain("sp9@privacy.example");
  });

  test("is not believed while the shop's store is not named", async () => {
    await settings(SHOP);
    const answer = await ask("shop/redact", REDACT);
    expect(await answer.json()).toMatchObject({ dead_letter: true, field: "shop_domain" });
    expect(await rows("held_requests")).toEqual([]);
  });
});

import { env, exports } from "cloudflare:workers";
import { beforeAll, beforeEach, expect, test, vi } from "vitest";
import { ADAS_ORDER, NOW, NOW_MS } from "../../support/cast.ts";
import { openHouse, SECRET } from "../../support/house.ts";
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

test("a request that names nobody, or has an invalid id, is understood or refused by name", async () => {
  expect((await ask("customers/redact", { ...REQUEST, customer: { email: null } })).status).toBe(202);
  const wrong = await ask("customers/redact", { ...REQUEST, orders_to_redact: ["../x"] });
  expect(wrong.status).toBe(422);
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

test("a request to forget a shop leaves no customer", async () => {
  await ordered("sp4", "sp4@privacy.example");
  await ordered("sp5", "sp5@privacy.example");
  expect((await ask("shop/redact", { shop_id: 954889, shop_domain: "demo.myshopify.com" })).status).toBe(202);
  const { results } = await env.DB.prepare("select state from orders").all<{ state: string }>();
  for (const { state } of results) expect(state).not.toContain("@privacy.example");
  expect(await env.DB.prepare("select count(*) as count from customer_orders").first("count")).toBe(0);
});

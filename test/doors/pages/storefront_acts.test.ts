import { env, exports } from "cloudflare:workers";
import { afterEach, beforeAll, beforeEach, describe, expect, test, vi } from "vitest";
import { carryOut, type ChangePorts } from "../../../src/flow/customer/carry_out.ts";
import { orderChanger } from "../../../src/doors/webhooks/change_order.ts";
import { portsOf } from "../../../src/doors/ports.ts";
import { seal, sealingRingIn } from "../../../src/sealed.ts";
import ada from "../../fixtures/woocommerce/order_ada.json";
import { NOW_MS, SHOP } from "../../support/cast.ts";
import { DEMO, openHouse, SECRET } from "../../support/house.ts";
import { mailsTo, pathFor, visitor } from "../../support/visitor.ts";
import { signWoocommerce } from "../../support/woocommerce.ts";
import { openWooShop } from "../../support/woocommerce_shop.ts";

const PLACED_MS = Date.parse(`${ada.date_created_gmt}Z`);
const emailOf = (id: number) => `ada-${id}@lovelace.example`;
let day = 0;

beforeAll(openHouse);
beforeEach(async () => {
  // Beyond what the isolate remembers of the shop.
  vi.useFakeTimers({ toFake: ["Date"], now: Math.max(PLACED_MS, NOW_MS) + ++day * 3_600_000 });
  await shopWith(["cancel", "address"]);
});
afterEach(() => vi.restoreAllMocks());

async function shopWith(storefront_acts: readonly string[]): Promise<void> {
  const key = await sealingRingIn(env.SEALING_KEY);
  const tokens = { "woocommerce.token": ["kontor.example:ck_1:cs_1"] };
  const secrets = await seal(
    key,
    JSON.stringify({ ...DEMO.secrets, ...tokens }),
    "demo",
    new Uint8Array(12).fill(4),
  );
  const settings = JSON.stringify({ ...SHOP, storefront_acts, mail_max_age_days: 3_000 });
  await env.DB.prepare("update shops set settings = ?, secrets = ? where id = 'demo'").bind(settings, secrets)
    .run();
}

/** An order of WooCommerce's that is `7007` there, so that the shop of the test knows it. */
async function ordered(id: number): Promise<string> {
  const body = new TextEncoder().encode(
    JSON.stringify({
      ...ada,
      billing: { ...ada.billing, email: emailOf(id) },
      id,
      number: String(id),
      date_created_gmt: new Date().toISOString().slice(0, 19),
    }),
  );
  const answer = await exports.default.fetch("https://waybill.test/hooks/demo/woocommerce", {
    method: "POST",
    body,
    headers: {
      "content-type": "application/json",
      "x-wc-webhook-topic": "order.created",
      "x-wc-webhook-delivery-id": crypto.randomUUID(),
      "x-wc-webhook-signature": await signWoocommerce(SECRET, body),
    },
  });
  expect(answer.status).toBe(202);
  return await pathFor("order", `demo/woocommerce/${id}`);
}

/** Answers as the shop; every order of the test is its order 7007. */
function answering(shop: ReturnType<typeof openWooShop>): void {
  vi.spyOn(globalThis, "fetch").mockImplementation((input, init) => {
    const url = String(input instanceof Request ? input.url : input).replace(/\/orders\/\d+/, "/orders/7007");
    return shop.fetch(url, init);
  });
}

async function stateOf(id: number) {
  return JSON.parse(
    (await env.DB.prepare("select state from orders where id = ?").bind(`demo/woocommerce/${id}`)
      .first<string>("state"))!,
  );
}

async function caseOf(id: number) {
  return await env.DB.prepare("select id, state, next from cases where order_id = ?").bind(
    `demo/woocommerce/${id}`,
  )
    .first<{ id: string; state: string; next: string }>();
}

async function acts(id: number): Promise<readonly string[]> {
  const { results } = await env.DB.prepare(
    `select e.detail ->> 'act' as act from case_entries e join cases c on c.shop_id = e.shop_id and c.id = e.case_id
     where c.order_id = ? and e.author = 'waybill' order by e.id`,
  ).bind(`demo/woocommerce/${id}`).all<{ act: string }>();
  return results.map(({ act }) => act);
}

describe("a cancellation", () => {
  test("is carried out at the storefront once, and page, mail and case say so", async () => {
    const shop = openWooShop();
    answering(shop);
    const path = await ordered(7_101);
    const who = visitor();
    const form = await who.get(`${path}/cancel`);
    const end = await who.submit(form);
    expect(end.html).toContain("This order was cancelled");
    await who.submit(form);
    expect(shop.state.order).toMatchObject({ status: "cancelled", refunds: [{ id: 1 }] });
    expect(shop.state.asked.filter((one) => one.startsWith("POST"))).toHaveLength(2);
    expect((await stateOf(7_101)).cancelled).toMatchObject({ reason: "customer" });
    expect(await caseOf(7_101)).toMatchObject({ state: "solved" });
    expect(await acts(7_101)).toEqual(["storefront_did"]);
    await mailsTo(emailOf(7_101), "order_cancelled", 1);
    await mailsTo(emailOf(7_101), "support_received", 0);
  });

  test("that the storefront refuses is left to a person, who reads why, and the customer by when", async () => {
    const shop = openWooShop({ status: "completed" });
    answering(shop);
    const path = await ordered(7_102);
    const who = visitor();
    const end = await who.submit(await who.get(`${path}/cancel`));
    expect(end.html).toContain("You’ve asked us to cancel");
    expect(end.html).toMatch(/email you by/);
    expect(await caseOf(7_102)).toMatchObject({ state: "open", next: "shop" });
    expect(await acts(7_102)).toEqual(["storefront_refused"]);
    await mailsTo(emailOf(7_102), "support_received", 1);
    expect((await stateOf(7_102)).cancelled).toBeUndefined();
  });

  test("that the storefront does not answer is tried again, and then done", async () => {
    const shop = openWooShop();
    shop.state.down = 1;
    answering(shop);
    const path = await ordered(7_103);
    const who = visitor();
    await who.submit(await who.get(`${path}/cancel`));
    const { id } = (await caseOf(7_103))!;
    expect((await stateOf(7_103)).cancelled).toBeUndefined();
    expect((await who.get(path)).html).toContain("You’ve asked us to cancel");
    const sent: unknown[] = [];
    const ports: ChangePorts & Pick<ReturnType<typeof portsOf>, "find_shop"> = {
      ...portsOf(env),
      errand_queue: {
        sendBatch: (
          batch: Iterable<{ body: unknown }>,
        ) => (sent.push(...[...batch].map(({ body }) => body)), Promise.resolve()),
      } as never,
      change_order: orderChanger((input, init) => fetch(input, init)),
    };
    const demo = (await ports.find_shop("demo", Date.now()))!;
    shop.state.down = 1;
    await carryOut(ports, demo, id, 1, Date.now());
    expect(sent).toEqual([{ work: "storefront", shop_id: "demo", case_id: id, tries: 2 }]);
    await carryOut(ports, demo, id, 2, Date.now());
    expect((await stateOf(7_103)).cancelled).toMatchObject({ reason: "customer" });
    // The errand that comes twice finds nothing to do.
    const asked = shop.state.asked.length;
    await carryOut(ports, demo, id, 2, Date.now());
    expect(shop.state.asked).toHaveLength(asked);
    shop.state.order.status = "processing";
  });

  test("that never gets an answer is left to a person at last", async () => {
    const shop = openWooShop();
    shop.state.down = 9;
    answering(shop);
    const path = await ordered(7_104);
    const who = visitor();
    await who.submit(await who.get(`${path}/cancel`));
    const { id } = (await caseOf(7_104))!;
    const ports = { ...portsOf(env), change_order: orderChanger((input, init) => fetch(input, init)) };
    await carryOut(ports, (await ports.find_shop("demo", Date.now()))!, id, 5, Date.now());
    expect(await acts(7_104)).toEqual(["storefront_silent"]);
  });

  test("asks no storefront where the shop has not allowed it", async () => {
    await shopWith([]);
    const shop = openWooShop();
    answering(shop);
    const path = await ordered(7_105);
    const who = visitor();
    const end = await who.submit(await who.get(`${path}/cancel`));
    expect(end.html).toContain("You’ve asked us to cancel");
    expect(shop.state.asked).toEqual([]);
  });
});

describe("another address", () => {
  test("is written into the storefront's order, and mail and page say so", async () => {
    const shop = openWooShop();
    answering(shop);
    const path = await ordered(7_106);
    const who = visitor();
    const asked = await who.get((await who.get(`${path}/address`)).headers.get("Location")!);
    const form = await who.prove(asked, emailOf(7_106));
    const end = await who.submit(form, {
      name: "Ada Lovelace",
      street: "Neue Straße 5",
      city: "Berlin",
      postal_code: "10115",
    });
    expect(end.html).toContain("We’ve changed your delivery address");
    expect(shop.state.order.shipping).toMatchObject({ address_1: "Neue Straße 5", postcode: "10115" });
    const [mail] = await mailsTo(emailOf(7_106), "request_news", 1);
    expect(mail!.subject).toMatch(/^We’ve changed your delivery address/);
    expect((await who.get(path)).html).toContain("We’ve changed your delivery address");
    expect(await caseOf(7_106)).toMatchObject({ state: "solved" });
  });
});

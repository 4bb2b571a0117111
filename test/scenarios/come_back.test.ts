import { env, exports } from "cloudflare:workers";
import { beforeAll, beforeEach, describe, expect, test, vi } from "vitest";
import { portsOf } from "../../src/doors/ports.ts";
import { chooseWays } from "../../src/flow/customer/choose_ways.ts";
import { eraseCustomer } from "../../src/flow/privacy/erase_customer.ts";
import { updateSettings } from "../../src/sql/shops.ts";
import { ADAS_ORDER, hours, NOW, NOW_MS, SHOP } from "../support/cast.ts";
import { passErasures } from "../support/clock.ts";
import { DEMO, openHouse, SECRET } from "../support/house.ts";
import { sendEvent, settled } from "../support/river.ts";
import { signShopify } from "../support/signing.ts";
import { customerOf } from "../support/visitor.ts";

const shop = { ...DEMO, settings: { ...SHOP, shipment_sms: true } };
const ports = portsOf(env as never);
const LATER = hours(48);

beforeAll(async () => {
  await openHouse();
  await updateSettings(env.DB, "demo", JSON.stringify(shop.settings)).run();
});
beforeEach(() => void vi.useFakeTimers({ toFake: ["Date"], now: NOW_MS }));

function order(id: string, placed_at: string, changes = {}) {
  const customer = { email: `${id.slice(0, 2)}@back.example`, first_name: "Ada" };
  return { ...ADAS_ORDER, id, number: `#${id}`, locale: "en", placed_at, customer, ...changes };
}

async function stateOf(id: string) {
  const state = await env.DB.prepare("select state from orders where id = ?").bind(`demo/standard/${id}`)
    .first<string>("state");
  return JSON.parse(state!) as {
    readonly erased_at?: string;
    readonly details: { readonly customer: { readonly email?: string } };
    readonly payments: readonly unknown[];
  };
}

async function progressOf(customer: string) {
  const row = await env.DB.prepare("select asked_at, progress from erasures where subject = ?").bind(customer)
    .first<{ readonly asked_at: number; readonly progress: string | null }>();
  return [row!.asked_at, row!.progress];
}

async function redact(email: string, triggered_at: string): Promise<Response> {
  const body = JSON.stringify({ shop_id: 1, shop_domain: "back.myshopify.com", customer: { email } });
  const headers = {
    ...await signShopify(SECRET, body),
    "x-shopify-topic": "customers/redact",
    "x-shopify-webhook-id": "the-same",
    "x-shopify-triggered-at": triggered_at,
  };
  const init = { method: "POST", body, headers };
  return await exports.default.fetch("https://waybill.test/hooks/demo/shopify", init);
}

/** Ordered, erased on the first day, and back on the third. */
async function gone(name: string): Promise<string> {
  const customer = await customerOf(`${name}@back.example`);
  await sendEvent("order.placed", NOW, { order: order(`${name}1`, NOW) });
  await settled(`${name}1`);
  await eraseCustomer(ports, shop, customer, { notifies_customer: false }, NOW_MS);
  vi.setSystemTime(LATER);
  return customer;
}

describe("a customer who was erased and orders again", () => {
  test("keeps an order that is placed twice with different content", async () => {
    await gone("aa");
    await sendEvent("order.placed", LATER, { order: order("aa2", LATER) });
    await settled("aa2");
    await sendEvent("order.placed", LATER, { order: order("aa2", LATER, { total_minor: 5 }) });
    const { erased_at, details } = await stateOf("aa2");
    expect([erased_at, details.customer.email]).toEqual([undefined, "aa@back.example"]);
  });

  test("keeps an order whose payment arrived first", async () => {
    await gone("bb");
    const payment = { id: "pay_1", amount_minor: 12_890 };
    await sendEvent("payment.succeeded", LATER, { order_id: "bb2", payment });
    await sendEvent("order.placed", LATER, { order: order("bb2", LATER) });
    const { erased_at, details, payments } = await stateOf("bb2");
    expect([erased_at, details.customer.email]).toEqual([undefined, "bb@back.example"]);
    expect(payments).toHaveLength(1);
  });

  test("keeps an order for which their choices are already stored", async () => {
    const customer = await gone("cc");
    await sendEvent("order.placed", LATER, { order: order("cc2", LATER) });
    await settled("cc2");
    await chooseWays(
      ports,
      shop,
      customer,
      {},
      [{ by: "sms", to: "+4915112345678", alone: false }],
      Date.now(),
    );
    await sendEvent("order.placed", LATER, { order: order("cc3", LATER) });
    const { erased_at, details } = await stateOf("cc3");
    expect([erased_at, details.customer.email]).toEqual([undefined, "cc@back.example"]);
  });

  test("keeps an order that was placed while the erasure was still running, and what they have chosen since", async () => {
    const customer = await customerOf("ee@back.example");
    await sendEvent("order.placed", NOW, { order: order("ee1", NOW) });
    await settled("ee1");
    const mail = {
      put: ports.mail.put.bind(ports.mail),
      list: () => Promise.reject(new Error("R2 is away")),
    };
    const broken = { ...ports, mail: mail as never };
    await expect(eraseCustomer(broken, shop, customer, { notifies_customer: false }, NOW_MS)).rejects.toThrow(
      "R2",
    );
    vi.setSystemTime(LATER);
    await sendEvent("order.placed", LATER, { order: order("ee2", LATER) });
    await settled("ee2");
    await chooseWays(
      ports,
      shop,
      customer,
      {},
      [{ by: "sms", to: "+4915112345678", alone: false }],
      Date.now(),
    );
    await passErasures(ports, Date.now());
    const [first, second] = await Promise.all([stateOf("ee1"), stateOf("ee2")]);
    expect([first.erased_at === undefined, first.details.customer.email]).toEqual([false, undefined]);
    expect([second.erased_at, second.details.customer.email]).toEqual([undefined, "ee@back.example"]);
    const choices = await env.DB.prepare("select choices from customers where customer = ?").bind(customer)
      .first<string>("choices");
    expect(choices).toContain("+4915112345678");
    expect(await progressOf(customer)).toEqual([NOW_MS, null]);
  });

  test.each(["standard", "shopify"])("is not erased again when %s repeats what it told", async (source) => {
    const name = source === "standard" ? "ff" : "gg";
    const email = `${name}@back.example`;
    await sendEvent("order.placed", NOW, { order: order(`${name}1`, NOW) });
    await settled(`${name}1`);
    const told = hours(1);
    const ask = () =>
      source === "standard"
        ? sendEvent("customer.erase_requested", told, { customer: { email } })
        : redact(email, told);
    vi.setSystemTime(hours(2));
    expect((await ask()).status).toBe(202);
    expect((await stateOf(`${name}1`)).erased_at).toBeDefined();
    vi.setSystemTime(LATER);
    await sendEvent("order.placed", LATER, { order: order(`${name}2`, LATER) });
    await settled(`${name}2`);
    vi.setSystemTime(hours(49));
    expect((await ask()).status).toBe(202);
    expect((await stateOf(`${name}2`)).erased_at).toBeUndefined();
    expect(await progressOf(await customerOf(email))).toEqual([Date.parse(told), null]);
  });

  test("does not get back an order that was placed before the erasure, in whatever way it arrives late", async () => {
    await gone("dd");
    await sendEvent("payment.succeeded", LATER, { order_id: "dd2", payment: { id: "p", amount_minor: 1 } });
    await sendEvent("order.placed", LATER, { order: order("dd2", NOW) });
    const { erased_at, details } = await stateOf("dd2");
    expect([erased_at, details.customer.email]).toEqual([NOW, undefined]);
  });
});

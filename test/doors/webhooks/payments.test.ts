import { createExecutionContext, waitOnExecutionContext } from "cloudflare:test";
import { env } from "cloudflare:workers";
import { afterEach, beforeAll, beforeEach, describe, expect, test, vi } from "vitest";
import { web } from "../../../src/doors/web.ts";
import { seal, sealingRingIn } from "../../../src/sealed.ts";
import type { Webhook } from "../../../src/sources/source.ts";
import { upsertShop } from "../../../src/sql/shops.ts";
import created from "../../fixtures/bigcommerce/order_created.json";
import order from "../../fixtures/bigcommerce/order.json";
import products from "../../fixtures/bigcommerce/products.json";
import captured from "../../fixtures/paypal/capture_completed.json";
import paid_at_square from "../../fixtures/square/payment_updated.json";
import intent from "../../fixtures/stripe/payment_intent_succeeded.json";
import { bigcommerceWebhook, PATHS, TOKEN } from "../../support/bigcommerce.ts";
import { ADAS_ORDER, NOW, NOW_MS, SHOP } from "../../support/cast.ts";
import { makeSigner } from "../../support/certificate.ts";
import { DEMO, openHouse, rows, SECRET } from "../../support/house.ts";
import { signedByPaypal } from "../../support/paypal.ts";
import { hexHmac, signStandard, signText } from "../../support/signing.ts";
import { stripeWebhook } from "../../support/stripe.ts";

const NOW_S = NOW_MS / 1_000;

beforeAll(async () => {
  await openHouse();
  const key = await sealingRingIn(env.SEALING_KEY);
  const secrets = JSON.stringify({ ...DEMO.secrets, "bigcommerce.token": [TOKEN] });
  const sealed = await seal(key, secrets, "harbour", new Uint8Array(12).fill(2));
  await upsertShop(env.DB, { id: "harbour", settings: JSON.stringify(SHOP), secrets: sealed }).run();
});
beforeEach(() => {
  vi.useFakeTimers({ toFake: ["Date"], now: NOW_MS });
  vi.spyOn(console, "error").mockImplementation(() => undefined);
});
afterEach(() => vi.restoreAllMocks());

async function post(path: string, { headers, body }: Pick<Webhook, "headers" | "body">) {
  const context = createExecutionContext();
  const response = await web.request(path, { method: "POST", headers, body }, env, context);
  const answer = await response.json();
  await waitOnExecutionContext(context);
  return { status: response.status, answer, retry_after: response.headers.get("retry-after") };
}

/** The outside world answers by address; everything else there is unreachable. */
function world(answers: Readonly<Record<string, () => Response>>) {
  return vi.spyOn(globalThis, "fetch").mockImplementation((url) => {
    const answer = answers[String(url)];
    return answer === undefined ? Promise.reject(new TypeError("unreachable")) : Promise.resolve(answer());
  });
}

describe("a payment's webhook at the door", () => {
  test("is kept until its order comes", async () => {
    const webhook = stripeWebhook(intent);
    const signature = await hexHmac(SECRET, [`${NOW_S}.`, webhook.body]);
    webhook.headers.set("stripe-signature", `t=${NOW_S},v1=${signature}`);
    expect(await post("/hooks/demo/stripe", webhook)).toMatchObject({
      status: 202,
      answer: { accepted: true, order: intent.data.object.id, parked: true },
    });
    webhook.headers.set("stripe-signature", `t=${NOW_S - 301},v1=${signature}`);
    expect(await post("/hooks/demo/stripe", webhook)).toMatchObject({ status: 401 });
  });

  test("of Square's is signed over the public address, whatever the request was made to", async () => {
    const body = new TextEncoder().encode(JSON.stringify(paid_at_square));
    const signed = async (address: string) =>
      new Headers({ "x-square-hmacsha256-signature": await signText(SECRET, [address, body]) });
    const url = "https://waybill.test/hooks/demo/square";
    const asked_at = "http://internal.example:8080/hooks/demo/square";
    expect((await post(asked_at, { headers: await signed(url), body })).status).toBe(202);
    expect((await post(asked_at, { headers: await signed(asked_at), body })).status).toBe(401);
  });

  test("of PayPal's is verified with PayPal's certificate, and tried again where that cannot be had", async () => {
    const signer = await makeSigner();
    const webhook = await signedByPaypal(captured, signer, SECRET);
    const url = webhook.headers.get("paypal-cert-url")!;
    world({});
    expect(await post("/hooks/demo/paypal", webhook)).toMatchObject({
      status: 503,
      answer: { accepted: false, error: "unavailable" },
      retry_after: "30",
    });
    world({ [url]: () => new Response(signer.pem) });
    expect(await post("/hooks/demo/paypal", webhook)).toMatchObject({ status: 202 });
    world({ [url]: () => new Response("", { status: 404 }) });
    expect(await post("/hooks/demo/paypal", webhook)).toMatchObject({ status: 401 });
  });
});

describe("a BigCommerce webhook at the door", () => {
  const api = (path: string) => `https://api.bigcommerce.com${path}`;

  async function signed(event: unknown, id: string): Promise<Webhook> {
    const { body } = bigcommerceWebhook(event);
    const headers = new Headers(await signStandard(btoa(SECRET), id, NOW_S, body));
    return { headers, body, received_at_ms: NOW_MS };
  }

  test("is an order as soon as it could be fetched, and asked for again until then", async () => {
    const webhook = await signed(created, "msg_1");
    world({});
    expect(await post("/hooks/harbour/bigcommerce", webhook)).toMatchObject({
      status: 503,
      retry_after: "30",
    });
    world({
      [api(PATHS.order)]: () => Response.json(order),
      [api(PATHS.products)]: () => Response.json(products),
    });
    expect(await post("/hooks/harbour/bigcommerce", webhook)).toMatchObject({
      status: 202,
      answer: { order: "#1001", duplicate: false, mails: [{ kind: "order_confirmation", owed: true }] },
    });
    expect(await post("/hooks/harbour/bigcommerce", webhook)).toMatchObject({
      status: 200,
      answer: { duplicate: true },
    });
  });

  test("of an order that is gone is ignored by name", async () => {
    world({
      [api(PATHS.order)]: () => new Response("[]", { status: 404 }),
      [api(PATHS.products)]: () => new Response("[]", { status: 404 }),
    });
    expect(await post("/hooks/harbour/bigcommerce", await signed(created, "msg_2"))).toEqual({
      status: 200,
      answer: { accepted: true, ignored: "store/order/created (no such order)" },
      retry_after: null,
    });
  });

  test("waits for the shop's token, and the log says so without a secret", async () => {
    const log = vi.spyOn(console, "error").mockImplementation(() => undefined);
    expect(await post("/hooks/demo/bigcommerce", await signed(created, "msg_3"))).toMatchObject({
      status: 503,
    });
    const logged = JSON.stringify(log.mock.calls);
    expect(logged).toContain("sender_unavailable");
    expect(logged).not.toContain(SECRET);
  });
});

test("a full card number that a customer typed is stored nowhere", async () => {
  const customer = { ...ADAS_ORDER.customer, name: "Ada 4111 1111 1111 1111" };
  const data = {
    order: {
      ...ADAS_ORDER,
      id: "card-1",
      number: "#card-1",
      customer,
      gift: { recipient: {}, message: "5555555555554444" },
    },
  };
  const body = new TextEncoder().encode(JSON.stringify({ type: "order.placed", timestamp: NOW, data }));
  const headers = new Headers(await signStandard(SECRET, "msg_card", NOW_S, body));
  expect(await post("/hooks/demo/standard", { headers, body })).toMatchObject({ status: 202 });
  const stored = JSON.stringify([await rows("orders"), await rows("events"), await rows("messages")]);
  expect(stored).toContain("•••• •••• •••• 1111");
  expect(stored).not.toMatch(/4111 1111|555555555555/);
});

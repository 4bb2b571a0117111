import { Webhook } from "standardwebhooks";
import type { OrderDetails } from "../../../src/orders/event.ts";
import { describe, expect, test } from "vitest";
import { err } from "../../../src/result.ts";
import { bigcommerce } from "../../../src/sources/bigcommerce/bigcommerce.ts";
import type { Webhook as SenderWebhook } from "../../../src/sources/source.ts";
import order from "../../fixtures/bigcommerce/order.json";
import created from "../../fixtures/bigcommerce/order_created.json";
import moved from "../../fixtures/bigcommerce/order_status_updated.json";
import refunded from "../../fixtures/bigcommerce/refund_created.json";
import refunds from "../../fixtures/bigcommerce/refunds.json";
import shipped from "../../fixtures/bigcommerce/shipment_created.json";
import {
  bigcommerceWebhook,
  PATHS,
  readBigcommerce,
  readByBigcommerce,
  store,
  TOKEN,
} from "../../support/bigcommerce.ts";
import { NOW_MS } from "../../support/cast.ts";
import { NO_PORTS } from "../../support/source_ports.ts";

const SECRET = "s3cr3t-of-the-app/not+base64=";

/** As BigCommerce documents it: the library's own client, given the secret in base64. */
function signed(secret = SECRET, at_ms = NOW_MS): SenderWebhook {
  const webhook = bigcommerceWebhook(created);
  const signer = new Webhook(btoa(secret));
  const id = webhook.headers.get("webhook-id")!;
  webhook.headers.set("webhook-timestamp", String(at_ms / 1_000));
  webhook.headers.set(
    "webhook-signature",
    signer.sign(id, new Date(at_ms), new TextDecoder().decode(webhook.body)),
  );
  return webhook;
}

describe("a BigCommerce signature", () => {
  test("that the Standard Webhooks library made with the client secret is verified", async () => {
    expect(await bigcommerce.verify(signed(), [SECRET])).toEqual({ ok: true, value: null });
    expect((await bigcommerce.verify(signed(), ["replaced", SECRET])).ok).toBe(true);
  });

  test("for a body that differs in one byte is refused", async () => {
    const webhook = signed();
    const body = webhook.body.slice();
    body[30]! ^= 1;
    expect((await bigcommerce.verify({ ...webhook, body }, [SECRET])).ok).toBe(false);
  });

  test("made too long ago is refused with rule and age", async () => {
    expect(await bigcommerce.verify(signed(SECRET, NOW_MS - 301_000), [SECRET])).toMatchObject({
      message: "Cannot verify webhook as its age must be <= 300 s: current age is 301 s",
    });
  });

  test.each([[[]], [[""]], [["another store's"]], [[btoa(SECRET)]]])(
    "is not verified with %j",
    async (secrets) => {
      expect(await bigcommerce.verify(signed(), secrets)).toMatchObject({ ok: false, reason: "signature" });
    },
  );
});

describe("a BigCommerce webhook", () => {
  test("of a new order brings the order as BigCommerce's API returns it, requested with its token", async () => {
    const { ports, asked } = store();
    expect(await readBigcommerce(created, ports)).toMatchObject({
      ok: true,
      value: {
        type: "events",
        id: "msg_2KWPBgLlAfxdpx2AI54pPJ85f4W",
        orders: [{
          order: "1001",
          events: [{ type: "order.placed", at: "2026-11-22T12:00:00.000Z", order: { id: "1001" } }],
        }],
      },
    });
    expect(asked.map(({ path }) => path)).toEqual([PATHS.order, PATHS.products, PATHS.pictures]);
    expect(asked[0]!.headers).toMatchObject({ "x-auth-token": "q1w2e3r4t5z6u7i8o9p0" });
  });

  test("of a new order brings the pictures of its products, and is whole where they cannot be read", async () => {
    const url = "https://cdn11.bigcommerce.com/s-a1b2c3d4e5/images/stencil/386x513/products/101/jug.jpg";
    const data = [{ id: 101, primary_image: { url_standard: url } }, { id: 102, primary_image: null }];
    for (const [answer, image_url] of [[JSON.stringify({ data }), url], ["{", undefined]] as const) {
      const { ports } = store({ [PATHS.pictures]: answer });
      const { events: [event] } = await readByBigcommerce(created, ports);
      const { lines } = (event as { readonly order: OrderDetails }).order;
      expect(lines[0]!.image_url).toBe(image_url);
    }
  });

  test("about money for an order that waited for it brings the payment", async () => {
    const { events } = await readByBigcommerce(moved);
    expect(events).toMatchObject([
      { type: "order.changed" },
      {
        type: "payment.succeeded",
        at: "2026-11-22T13:00:00.000Z",
        payment: { id: "paid", amount_minor: 12_890 },
      },
    ]);
    const usual = { ...moved, data: { ...moved.data, status: { previous_status_id: 0, new_status_id: 11 } } };
    expect((await readByBigcommerce(usual)).events).toHaveLength(1);
  });

  test.each([[5], [6]])("of an order in status %i brings its cancellation", async (status_id) => {
    const { ports } = store({
      [PATHS.order]: JSON.stringify({ ...order, status_id, payment_status: "void" }),
    });
    expect((await readByBigcommerce(moved, ports)).events).toMatchObject([
      { type: "order.changed", order: { payment: { status: "voided" } } },
      { type: "order.cancelled", at: "2026-11-22T12:00:00.000Z" },
    ]);
  });

  test.each([[11, null], [3, null], [4, undefined], [14, undefined], [5, undefined]])(
    "of an order in status %i says of a cancellation: %s",
    async (status_id, cancelled_at) => {
      const { ports } = store({ [PATHS.order]: JSON.stringify({ ...order, status_id }) });
      const { events: [changed] } = await readByBigcommerce(moved, ports);
      expect((changed as { readonly order: object }).order).toHaveProperty("number");
      expect((changed as { readonly order: { readonly cancelled_at?: unknown } }).order.cancelled_at)
        .toBe(cancelled_at);
    },
  );

  test("of a refund brings what was not declined, in the order's currency, with its lines", async () => {
    expect(await readByBigcommerce(refunded)).toEqual({
      order: "1001",
      events: [{
        type: "payment.refunded",
        at: "2026-11-23T12:00:00.000Z",
        refund: {
          id: "12",
          amount_minor: 2_450,
          reason: "One bag was torn",
          lines: [{ line_id: "202", quantity: 1 }],
        },
      }],
    });
    const declined = { ...refunded, data: { ...refunded.data, refund: { refund_id: 11 } } };
    expect(await readBigcommerce(declined)).toEqual({
      ok: true,
      value: { type: "ignored", topic: "store/order/refund/created (no money moved)" },
    });
    const yen = store({
      [PATHS.bare_order]: JSON.stringify({ ...order, default_currency_code: "JPY" }),
      [PATHS.refunds]: JSON.stringify({ data: [{ ...refunds.data[1], total_amount: 500, payments: [] }] }),
    });
    expect((await readByBigcommerce(refunded, yen.ports)).events).toMatchObject([{
      refund: { amount_minor: 500 },
    }]);
  });

  test("of a shipment brings its lines, its number and its carrier", async () => {
    expect(await readByBigcommerce(shipped)).toMatchObject({
      order: "1001",
      events: [{
        type: "shipment.shipped",
        at: "2026-11-23T13:00:00.000Z",
        shipment: {
          id: "31",
          lines: [{ line_id: "201", quantity: 1 }, { line_id: "202", quantity: 2 }],
          tracking: [{ number: "00340434161094015902", carrier: "DHL" }],
        },
      }],
    });
    const changed = { ...shipped, scope: "store/shipment/updated", created_at: shipped.created_at + 60 };
    expect((await readByBigcommerce(changed)).events).toMatchObject([{ at: "2026-11-23T13:01:00.000Z" }]);
  });

  test.each<[string, unknown, Parameters<typeof store>[0], string]>([
    [
      "an order that is gone",
      created,
      { [PATHS.order]: { status: 404 } },
      "store/order/created (no such order)",
    ],
    [
      "an unfinished checkout",
      created,
      { [PATHS.order]: JSON.stringify({ ...order, status_id: 0 }) },
      "store/order/created (not ordered)",
    ],
    [
      "an order without lines",
      created,
      { [PATHS.products]: { status: 204 } },
      "store/order/created (no lines)",
    ],
    [
      "a shipment that is gone",
      shipped,
      { [PATHS.shipment]: { status: 404 } },
      "store/shipment/created (no such shipment)",
    ],
    [
      "a refund that is gone",
      refunded,
      { [PATHS.refunds]: `{"data":[]}` },
      "store/order/refund/created (no such refund)",
    ],
  ])("of %s is ignored by name", async (_what, event, answers, topic) => {
    expect(await readBigcommerce(event, store(answers).ports)).toEqual({
      ok: true,
      value: { type: "ignored", topic },
    });
  });

  test.each(["store/order/archived", "store/order/message/created", "store/cart/created", "constructor"])(
    "of scope %s is ignored before anything is asked",
    async (scope) => {
      expect(await readBigcommerce({ ...created, scope }, NO_PORTS)).toEqual({
        ok: true,
        value: { type: "ignored", topic: scope },
      });
    },
  );

  test.each([
    [
      "refuses the token",
      { status: 403 },
      /^Cannot fetch from BigCommerce as its token must open orders: got/,
    ],
    ["answers another shape", `{"data":7}`, /must be/],
  ])("is no longer waited for where the store %s", async (_what, answer, message) => {
    expect(await readBigcommerce(created, store({ [PATHS.products]: answer }).ports)).toMatchObject({
      ok: false,
      reason: "invalid",
      message: expect.stringMatching(message),
    });
  });

  test.each([
    ["is over its limit", { status: 429 }],
    ["is down", { status: 503 }],
    ["answers no JSON", "<html>"],
  ])("waits while the store %s", async (_what, answer) => {
    for (const path of [PATHS.order, PATHS.products]) {
      expect(await readBigcommerce(created, store({ [path]: answer }).ports)).toMatchObject({
        ok: false,
        reason: "unavailable",
      });
    }
  });

  test("waits while BigCommerce's API cannot be reached, or the shop has no token yet", async () => {
    const { ports } = store();
    const away = { ...ports, ask: () => Promise.resolve(err("unavailable", "Cannot reach it")) };
    expect(await readBigcommerce(created, away)).toMatchObject({ reason: "unavailable" });
    expect(await readBigcommerce(created, store({}, []).ports)).toMatchObject({ reason: "unavailable" });
  });

  test("is requested with the newer token where the older one is refused", async () => {
    const { ports } = store({}, ["a1b2c3d4e5:replaced", TOKEN]);
    const ask: typeof ports.ask = (url, asking) =>
      asking?.headers?.["x-auth-token"] === "replaced"
        ? Promise.resolve({ ok: true, value: { status: 401, body: new Uint8Array() } })
        : ports.ask(url, asking);
    expect((await readBigcommerce(created, { ...ports, ask })).ok).toBe(true);
  });

  test("of 600 lines is read page by page", async () => {
    const line = (id: number) => ({
      id,
      name: "Line",
      quantity: 1,
      total_inc_tax: "1.0000",
      total_ex_tax: "1.0000",
    });
    const page = (number: number, size: number) => ({
      [PATHS.products.replace("page=1", `page=${number}`)]: JSON.stringify(
        Array.from({ length: size }, (_, index) => line(number * 1_000 + index)),
      ),
    });
    const { ports, asked } = store({ ...page(1, 250), ...page(2, 250), ...page(3, 100) });
    const { events } = await readByBigcommerce(created, ports);
    expect((events[0] as { order: { lines: unknown[] } }).order.lines).toHaveLength(600);
    expect(asked).toHaveLength(4);
  });

  test.each<[unknown, string]>([
    [
      { ...created, producer: "stores/../v3" },
      "producer must be stores/<store hash>: got text of 12 characters",
    ],
    [
      { ...created, producer: "stores/othershop1" },
      "producer must be the store that this shop has a token for: got text of 17 characters",
    ],
    [{ ...created, data: {} }, "data.id must be given: got nothing"],
    [
      { ...created, data: { id: "1001?include=fees" } },
      "data.id must be a number: got text of 17 characters",
    ],
    [{ ...created, data: { id: ".." } }, "data.id must be a number: got text of 2 characters"],
    [{ ...created, created_at: "now" }, "created_at must be a number: got text of 3 characters"],
  ])("%# is refused by field, rule and shape", async (event, message) => {
    expect(await readBigcommerce(event)).toEqual({ ok: false, reason: "invalid", message });
  });

  test("whose order has a field of the wrong type is refused with the name of that field", async () => {
    const { ports } = store({ [PATHS.order]: JSON.stringify({ ...order, total_inc_tax: "a lot" }) });
    expect(await readBigcommerce(created, ports)).toEqual({
      ok: false,
      reason: "invalid",
      message: "order.total_inc_tax must be a decimal amount: got text of 5 characters",
    });
  });
});

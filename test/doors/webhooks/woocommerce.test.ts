import { createExecutionContext, waitOnExecutionContext } from "cloudflare:test";
import { env } from "cloudflare:workers";
import { beforeAll, beforeEach, expect, test, vi } from "vitest";
import { web } from "../../../src/doors/web.ts";
import type { Webhook } from "../../../src/sources/source.ts";
import adas from "../../fixtures/woocommerce/order_ada.json";
import { NOW_MS } from "../../support/cast.ts";
import { openHouse, rows, SECRET } from "../../support/house.ts";
import { signWoocommerce, woocommercePing, woocommerceWebhook } from "../../support/woocommerce.ts";

beforeAll(openHouse);
beforeEach(() => {
  vi.useFakeTimers({ toFake: ["Date"], now: NOW_MS });
});

async function post({ headers, body }: Webhook): Promise<{ status: number; answer: unknown }> {
  const context = createExecutionContext();
  const request = { method: "POST", headers, body };
  const response = await web.request("/hooks/demo/woocommerce", request, env, context);
  const answer = await response.json();
  await waitOnExecutionContext(context);
  return { status: response.status, answer };
}

async function signed(topic: string, payload: unknown): Promise<Webhook> {
  const webhook = woocommerceWebhook(topic, payload);
  webhook.headers.set("x-wc-webhook-signature", await signWoocommerce(SECRET, webhook.body));
  return webhook;
}

test("the unsigned ping gets exactly 200, and no row is written for it", async () => {
  expect(await post(woocommercePing())).toEqual({ status: 200, answer: { accepted: true, ignored: "ping" } });
  for (const table of ["orders", "events", "parked", "messages"]) expect(await rows(table)).toEqual([]);
});

test("an order from WooCommerce owes its confirmation, and each later webhook belongs to the same order", async () => {
  const created = await signed("order.created", adas);
  expect(await post(created)).toMatchObject({ status: 202, answer: { order: "#7301", duplicate: false } });
  expect(await post(created)).toMatchObject({ status: 200, answer: { duplicate: true } });
  const refunded = {
    ...adas,
    date_modified_gmt: "2026-11-22T11:00:00",
    refunds: [{ id: 7310, reason: "", total: "-45.47" }],
  };
  expect(await post(await signed("order.updated", refunded))).toMatchObject({ status: 202 });
  expect(await post(await signed("order.deleted", { id: adas.id }))).toMatchObject({ status: 202 });
  expect(await rows("orders")).toHaveLength(1);
  const kinds = (await rows("messages")).map(({ kind }) => kind);
  expect(kinds).toEqual(expect.arrayContaining(["order_confirmation", "refund_issued", "order_cancelled"]));
});

test("what is signed with another secret, or not at all, is refused", async () => {
  const unsigned = woocommerceWebhook("order.created", adas);
  expect(await post(unsigned)).toMatchObject({ status: 401 });
  unsigned.headers.set("x-wc-webhook-signature", await signWoocommerce("another", unsigned.body));
  expect(await post(unsigned)).toMatchObject({ status: 401 });
});

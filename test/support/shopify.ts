/** Deliveries as Shopify sends them, for tests that ask what one says. */
import type { OrderDetails, OrderEvent } from "../../src/orders/event.ts";
import { shopify } from "../../src/sources/shopify/shopify.ts";
import type { Webhook } from "../../src/sources/source.ts";
import { NOW_MS } from "./cast.ts";

export const WEBHOOK_ID = "b54557e4-bdd9-4b37-8a5f-bf7d70bcd043";

/** `payload` is text where its exact digits matter. */
export function shopifyWebhook(topic: string, payload: unknown): Webhook {
  const body = typeof payload === "string" ? payload : JSON.stringify(payload);
  const headers = new Headers({ "x-shopify-topic": topic, "x-shopify-webhook-id": WEBHOOK_ID });
  return { headers, body: new TextEncoder().encode(body), received_at_ms: NOW_MS };
}

export async function readShopify(topic: string, payload: unknown) {
  return await shopify.read(shopifyWebhook(topic, payload));
}

/** What a delivery that must be told tells of its one order. */
export async function readByShopify(
  topic: string,
  payload: unknown,
): Promise<{ order: string; events: readonly OrderEvent[] }> {
  const reading = await readShopify(topic, payload);
  if (!reading.ok) throw new Error(reading.message);
  if (reading.value.type !== "events") throw new Error(`not told: ${JSON.stringify(reading.value)}`);
  return reading.value.orders[0]!;
}

/** The order as such a payload tells it. */
export async function detailsByShopify(payload: unknown): Promise<OrderDetails> {
  const { events: [event] } = await readByShopify("orders/updated", payload);
  return (event as { readonly order: OrderDetails }).order;
}

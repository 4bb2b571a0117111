/** Deliveries as WooCommerce sends them, for tests that ask what one says, and its signature. */
import type { OrderDetails, OrderEvent } from "../../src/orders/event.ts";
import type { Webhook } from "../../src/sources/source.ts";
import { woocommerce } from "../../src/sources/woocommerce/woocommerce.ts";
import { NOW_MS } from "./cast.ts";

/** `payload` is text where its exact digits matter. */
export function woocommerceWebhook(topic: string, payload: unknown): Webhook {
  const body = typeof payload === "string" ? payload : JSON.stringify(payload);
  const headers = new Headers({ "content-type": "application/json", "x-wc-webhook-topic": topic });
  return { headers, body: new TextEncoder().encode(body), received_at_ms: NOW_MS };
}

/** As WooCommerce tries an address before it saves the webhook. */
export function woocommercePing(body = "webhook_id=12"): Webhook {
  const headers = new Headers({ "content-type": "application/x-www-form-urlencoded" });
  return { headers, body: new TextEncoder().encode(body), received_at_ms: NOW_MS };
}

/** base64 of the body's HMAC-SHA256 under `secret` as it is written. */
export async function signWoocommerce(secret: string, body: Uint8Array): Promise<string> {
  const hmac = { name: "HMAC", hash: "SHA-256" };
  const bytes = new TextEncoder().encode(secret);
  const key = await crypto.subtle.importKey("raw", bytes, hmac, false, ["sign"]);
  const mac = new Uint8Array(await crypto.subtle.sign("HMAC", key, body));
  return btoa(String.fromCharCode(...mac));
}

export async function readWoocommerce(topic: string, payload: unknown) {
  return await woocommerce.read(woocommerceWebhook(topic, payload));
}

/** What a delivery that must be told tells of its one order. */
export async function readByWoocommerce(
  topic: string,
  payload: unknown,
): Promise<{ order: string; events: readonly OrderEvent[] }> {
  const reading = await readWoocommerce(topic, payload);
  if (!reading.ok) throw new Error(reading.message);
  if (reading.value.type !== "events") throw new Error(`not told: ${JSON.stringify(reading.value)}`);
  return reading.value.orders[0]!;
}

/** The order as such a payload tells it. */
export async function detailsByWoocommerce(payload: unknown): Promise<OrderDetails> {
  const { events: [event] } = await readByWoocommerce("order.updated", payload);
  return (event as { readonly order: OrderDetails }).order;
}

/** Deliveries as PayPal sends them, and its signature. */
import type { OrderEvent } from "../../src/orders/event.ts";
import { crc32 } from "../../src/sources/verify/crc32.ts";
import { paypal } from "../../src/sources/paypal/paypal.ts";
import type { OrderEvents, Webhook } from "../../src/sources/source.ts";
import { NOW, NOW_MS } from "./cast.ts";
import type { Signer } from "./certificate.ts";

export const CERTIFICATE_PATH = "/v1/notifications/certs/CERT-360caa42-fca2a594-a5cafa77";
const TRANSMISSION_ID = "d938e770-8046-11e6-8103-6b62a8a99ac4";

export function paypalWebhook(event: unknown, headers: Readonly<Record<string, string>> = {}): Webhook {
  return {
    headers: new Headers({ "content-type": "application/json", ...headers }),
    body: new TextEncoder().encode(JSON.stringify(event)),
    received_at_ms: NOW_MS,
  };
}

export async function signedByPaypal(
  event: unknown,
  signer: Signer,
  webhook_id: string,
  sent_at: string = NOW.replace(".000", ""),
): Promise<Webhook> {
  const webhook = paypalWebhook(event, {
    "paypal-transmission-id": TRANSMISSION_ID,
    "paypal-transmission-time": sent_at,
    "paypal-cert-url": `https://api.paypal.com${CERTIFICATE_PATH}`,
    "paypal-auth-algo": "SHA256withRSA",
    "paypal-auth-version": "v2",
  });
  const signed = `${TRANSMISSION_ID}|${sent_at}|${webhook_id}|${crc32(webhook.body)}`;
  webhook.headers.set("paypal-transmission-sig", await signer.sign(signed));
  return webhook;
}

export async function readPaypal(event: unknown) {
  return await paypal.read(paypalWebhook(event));
}

/** What a delivery that must be told tells of its first payment. */
export async function readByPaypal(
  event: unknown,
): Promise<OrderEvents & { readonly events: readonly OrderEvent[] }> {
  const reading = await readPaypal(event);
  if (!reading.ok) throw new Error(reading.message);
  if (reading.value.type !== "events") throw new Error(`not told: ${JSON.stringify(reading.value)}`);
  return reading.value.orders[0]!;
}

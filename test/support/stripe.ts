/** Deliveries as Stripe sends them, for tests that ask what one says. */
import type { OrderEvent } from "../../src/orders/event.ts";
import type { OrderEvents, Webhook } from "../../src/sources/source.ts";
import { stripe } from "../../src/sources/stripe/stripe.ts";
import { NOW_MS } from "./cast.ts";

export interface StripeFixture {
  readonly id: string;
  readonly type: string;
  readonly data: { readonly object: object; readonly previous_attributes?: object };
}

export function stripeWebhook(event: unknown, signature = ""): Webhook {
  const headers = new Headers({ "content-type": "application/json", "stripe-signature": signature });
  return { headers, body: new TextEncoder().encode(JSON.stringify(event)), received_at_ms: NOW_MS };
}

/** The event with some fields of its object changed. */
export function altered<E extends StripeFixture>(event: E, object: Readonly<Record<string, unknown>>): E {
  return { ...event, data: { ...event.data, object: { ...event.data.object, ...object } } };
}

export async function readStripe(event: unknown) {
  return await stripe.read(stripeWebhook(event));
}

/** What a delivery that must be told tells of its one payment. */
export async function readByStripe(
  event: unknown,
): Promise<OrderEvents & { readonly events: readonly OrderEvent[] }> {
  const reading = await readStripe(event);
  if (!reading.ok) throw new Error(reading.message);
  if (reading.value.type !== "events") throw new Error(`not told: ${JSON.stringify(reading.value)}`);
  return reading.value.orders[0]!;
}

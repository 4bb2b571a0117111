/** Signed webhooks of invented orders, as a storefront would post them. */
import { signStandard } from "../test/support/signing.ts";
import { SECRET } from "./miniflare.ts";

export const ADDRESS = {
  name: "Ada Lovelace",
  lines: ["Torstraße 1"],
  postal_code: "10119",
  city: "Berlin",
  country: "DE",
};

export interface InventedOrder {
  readonly id: string;
  readonly [field: string]: unknown;
}

/** Returns an order of ten lines, as in the confirmation's benchmarks. */
export function anOrder(id: string): InventedOrder {
  const lines = Array.from({ length: 10 }, (_, index) => ({
    id: String(index + 1),
    title: `Article number ${index + 1}`,
    quantity: index % 3 + 1,
    unit_price_minor: 1_990 + index * 100,
  }));
  const subtotal_minor = lines.reduce(
    (sum, { quantity, unit_price_minor }) => sum + quantity * unit_price_minor,
    0,
  );
  return {
    id,
    number: `#${id}`,
    placed_at: new Date().toISOString(),
    currency: "EUR",
    locale: "en",
    customer: { email: "ada@lovelace.example", name: "Ada Lovelace", first_name: "Ada" },
    shipping_address: ADDRESS,
    billing_address: ADDRESS,
    lines,
    shipping: { amount_minor: 490 },
    total_minor: subtotal_minor + 490,
    payment: { status: "paid" },
  };
}

export interface SignedWebhook {
  readonly headers: HeadersInit;
  readonly body: string;
}

export async function signed(
  order: InventedOrder,
  webhook_id: string = crypto.randomUUID(),
  secret: string = SECRET,
): Promise<SignedWebhook> {
  return await signedEvent(
    { type: "order.placed", timestamp: order["placed_at"], data: { order } },
    webhook_id,
    secret,
  );
}

async function signedEvent(event: unknown, webhook_id: string, secret: string): Promise<SignedWebhook> {
  const body = JSON.stringify(event);
  return { body, headers: await signStandard(secret, webhook_id, Math.floor(Date.now() / 1_000), body) };
}

/** Posts the order; throws when it is not accepted. */
export async function postOrder(url: URL, order: InventedOrder, webhook_id?: string): Promise<void> {
  await post(url, "standard", await signed(order, webhook_id));
}

/** Posts an event that happens now, or `later_ms` after it, to an order posted before; throws when it is not accepted. */
export async function postEvent(
  url: URL,
  order_id: string,
  type: string,
  counted: object,
  later_ms: number = 0,
): Promise<void> {
  const timestamp = new Date(Date.now() + later_ms).toISOString();
  await post(
    url,
    "standard",
    await signedEvent({ type, timestamp, data: { order_id, ...counted } }, crypto.randomUUID(), SECRET),
  );
}

/** Posts the order; throws when it is not accepted. */
export async function post(url: URL, source: string, webhook: SignedWebhook): Promise<void> {
  const answer = await fetch(new URL(`/hooks/demo/${source}`, url), { method: "POST", ...webhook });
  const text = await answer.text();
  if (!answer.ok) throw new Error(`Cannot count as the delivery must be accepted: ${answer.status} ${text}`);
}

/** An order of a jug and a bowl at Shopify, its parcels and scans as Shopify sends them, and its life. */
import { readByShopify } from "./shopify.ts";
import { hours, NOW_MS } from "./cast.ts";
import { type Life, lived, type Step } from "./lived.ts";

export const HOUR_MS = 3_600_000;
export const [JUG, BOWL] = [
  { id: "901", title: "Jug", price: "18.00" },
  { id: "902", title: "Bowl", price: "9.50" },
] as const;
export const [ONE, OTHER] = ["1Z999AA10123456784", "1Z12345E0205271688"] as const;
export const ADDRESS = {
  name: "Ada Lovelace",
  address1: "Torstraße 1",
  city: "Berlin",
  zip: "10119",
  country_code: "DE",
};

export type Body = Readonly<Record<string, unknown>>;

/** A paid order of a jug and a bowl at Shopify. */
export function order(changed: Body = {}): Body {
  return {
    id: "7001",
    name: "#7001",
    created_at: hours(0),
    processed_at: hours(0),
    updated_at: hours(0),
    currency: "EUR",
    email: "ada@lovelace.example",
    customer: { id: "77", first_name: "Ada", last_name: "Lovelace" },
    customer_locale: "en",
    shipping_address: ADDRESS,
    billing_address: ADDRESS,
    financial_status: "paid",
    payment_gateway_names: ["shopify_payments"],
    line_items: [JUG, BOWL].map(item),
    shipping_lines: [{ title: "Standard", price: "4.90" }],
    total_price: "32.40",
    current_total_price: "32.40",
    total_tax: "0.00",
    current_total_tax: "0.00",
    taxes_included: true,
    refunds: [],
    ...changed,
  };
}

export function item({ id, title, price }: typeof JUG | typeof BOWL): Body {
  return { id, title, price, quantity: 1, current_quantity: 1, requires_shipping: true };
}

export function fulfilment(at: number, changed: Body = {}): Body {
  return {
    id: "8001",
    order_id: "7001",
    status: "success",
    created_at: hours(at),
    updated_at: hours(at),
    tracking_company: "UPS",
    tracking_numbers: [],
    tracking_urls: [],
    shipment_status: null,
    line_items: [{ id: JUG.id, quantity: 1 }, { id: BOWL.id, quantity: 1 }],
    ...changed,
  };
}

export function scan(status: string, happened_at: string, changed: Body = {}): Body {
  return { fulfillment_id: "8001", order_id: "7001", status, happened_at, ...changed };
}

export async function shopifyStep(at: number, topic: string, body: Body): Promise<Step> {
  return { at_ms: NOW_MS + at * HOUR_MS, events: (await readByShopify(topic, body)).events };
}

export async function life(
  webhooks: readonly (readonly [at: number, topic: string, body: Body])[],
  until = 24,
): Promise<Life> {
  const steps = await Promise.all(webhooks.map(([at, topic, body]) => shopifyStep(at, topic, body)));
  return lived(steps, NOW_MS + until * HOUR_MS);
}

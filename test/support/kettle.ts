/** An order of a kettle with its shipping, at WooCommerce and at Shopify, and its life. */
import type { ShopSettings } from "../../src/orders/shop.ts";
import { hours, NOW_MS, SHOP } from "./cast.ts";
import { type Life, lived, type Step } from "./lived.ts";
import { readByShopify } from "./shopify.ts";
import { readByWoocommerce } from "./woocommerce.ts";

export const HOUR_MS = 3_600_000;
export const DAY = 24;
export type Body = Readonly<Record<string, unknown>>;

export const SHOP_WITH_ACCOUNT: ShopSettings = {
  ...SHOP,
  pay_to: ["Kontor & Söhne GmbH", "IBAN DE75 5121 0800 1245 1261 99"],
};

export const PERSON = {
  first_name: "Nora",
  last_name: "Wirth",
  address_1: "Hafenweg 4",
  city: "Kiel",
  postcode: "24103",
  country: "DE",
};

/** `2026-11-22T12:00:00`, as WooCommerce writes UTC. */
export function gmt(at: number): string {
  return hours(at).slice(0, 19);
}

/** A kettle for 24.00 and 6.00 of shipping at WooCommerce, on its way through the checkout. */
export function woo(changed: Body = {}): Body {
  return {
    id: 5501,
    number: "5501",
    status: "pending",
    currency: "EUR",
    created_via: "checkout",
    date_created_gmt: gmt(0),
    date_modified_gmt: gmt(0),
    date_paid_gmt: null,
    total: "30.00",
    total_tax: "0.00",
    prices_include_tax: false,
    customer_id: 12,
    billing: { ...PERSON, email: "nora@wirth.example" },
    shipping: PERSON,
    payment_method: "mollie_card",
    payment_method_title: "Card",
    needs_payment: false,
    payment_url: "https://kontor.example/checkout/order-pay/5501/?key=wc_order_5501",
    line_items: [{ id: 1, name: "Kettle", quantity: 1, subtotal: "24.00", total: "24.00" }],
    shipping_lines: [{ method_title: "Courier", total: "6.00" }],
    shipping_total: "6.00",
    refunds: [],
    ...changed,
  };
}

export function paidAt(at: number): Body {
  return { status: "processing", date_paid_gmt: gmt(at), needs_payment: false };
}

export async function wooStep(at: number, changed: Body = {}): Promise<Step> {
  const topic = at === 0 ? "order.created" : "order.updated";
  const { events } = await readByWoocommerce(topic, woo({ date_modified_gmt: gmt(at), ...changed }));
  return { at_ms: NOW_MS + at * HOUR_MS, events };
}

/** A kettle for 24.00 and 6.00 of shipping at Shopify. */
export function shopify(changed: Body = {}): Body {
  return {
    id: "5601",
    name: "#5601",
    created_at: hours(0),
    processed_at: hours(0),
    updated_at: hours(0),
    currency: "EUR",
    email: "nora@wirth.example",
    customer: { id: "12", first_name: "Nora", last_name: "Wirth" },
    customer_locale: "en",
    financial_status: "paid",
    payment_gateway_names: ["shopify_payments"],
    order_status_url: "https://kontor.example/orders/5601/authenticate?key=1",
    line_items: [line("Kettle", "24.00")],
    shipping_lines: [{ title: "Courier", price: "6.00" }],
    total_price: "30.00",
    current_total_price: "30.00",
    total_outstanding: "0.00",
    total_tax: "0.00",
    taxes_included: true,
    refunds: [],
    ...changed,
  };
}

export function line(title: string, price: string): Body {
  return { id: `l-${title}`, title, price, quantity: 1, current_quantity: 1, requires_shipping: true };
}

export async function shopifyStep(at: number, changed: Body = {}): Promise<Step> {
  const topic = at === 0 ? "orders/create" : "orders/updated";
  const { events } = await readByShopify(topic, shopify({ updated_at: hours(at), ...changed }));
  return { at_ms: NOW_MS + at * HOUR_MS, events };
}

export async function refundStep(at: number, changed: Body): Promise<Step> {
  const { events } = await readByShopify("refunds/create", {
    id: "9601",
    order_id: "5601",
    created_at: hours(at),
    processed_at: hours(at),
    refund_line_items: [],
    order_adjustments: [],
    transactions: [],
    ...changed,
  });
  return { at_ms: NOW_MS + at * HOUR_MS, events };
}

export async function life(
  steps: readonly (Step | Promise<Step>)[],
  until: number,
  shop: ShopSettings = SHOP,
): Promise<Life> {
  return lived(await Promise.all(steps), NOW_MS + until * HOUR_MS, shop);
}

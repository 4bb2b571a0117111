/** The cast of all tests: Ada in Berlin, Ben in Osaka, a guest without e-mail; one shop, one fixed now. */
import * as v from "valibot";
import type { OrderDetails, OrderEvent } from "../../src/orders/event.ts";
import { ShopSettings } from "../../src/orders/shop.ts";

export const NOW = "2026-11-22T12:00:00.000Z";
export const NOW_MS = Date.parse(NOW);

/** `NOW` plus so many hours. */
export function hours(count: number): string {
  return new Date(NOW_MS + count * 3_600_000).toISOString();
}

export const SHOP: ShopSettings = v.parse(ShopSettings, {
  name: "Kontor & Söhne",
  url: "https://kontor.example",
  from: { email: "orders@kontor.example" },
  support_email: "help@kontor.example",
  locale: "en",
  time_zone: "Europe/Berlin",
  brand: { accent: "#1f6f54" },
  legal_lines: ["Kontor & Söhne GmbH, Speicherstadt 1, 20457 Hamburg"],
  channels: ["capture"],
  returns: { window_days: 30 },
  delivery: { days_min: 2, days_max: 4 },
  schedule: { feedback_days: 7 },
  link_days: 180,
  mail_max_age_days: 7,
});

export const ADAS_ORDER: OrderDetails = {
  id: "1001",
  number: "#1001",
  placed_at: NOW,
  currency: "EUR",
  locale: "de-DE",
  customer: { id: "77", email: "ada@lovelace.example", name: "Ada Lovelace", first_name: "Ada" },
  billing_address: address("Ada Lovelace", "Torstraße 1", "10119", "Berlin", "DE"),
  shipping_address: address("Ada Lovelace", "Torstraße 1", "10119", "Berlin", "DE"),
  lines: [
    line("1", "Kaffeemühle „Mahlwerk“", 1, 8_990),
    { ...line("2", "Espressobohnen, 1 kg", 2, 2_450), discount_minor: 490 },
  ],
  discounts: [{ label: "WILLKOMMEN", amount_minor: 1_000 }],
  shipping: { label: "DHL Paket", amount_minor: 490 },
  fees: [],
  tax: { amount_minor: 2_070, included: true },
  total_minor: 12_890,
  payment: { status: "paid", method: { brand: "Visa", last4: "4242" } },
  promised: { from: "2026-11-25", until: "2026-11-27" },
  aliases: [],
};

export const BENS_ORDER: OrderDetails = {
  ...ADAS_ORDER,
  id: "2002",
  number: "#2002",
  currency: "JPY",
  locale: "ja-JP",
  customer: { email: "ben@okada.example", name: "Ben Okada", first_name: "Ben" },
  shipping_address: address("Ben Okada", "梅田1-1", "530-0001", "大阪市", "JP"),
  lines: [line("1", "Hand-thrown teapot", 3, 4_800)],
  discounts: [],
  shipping: { amount_minor: 0 },
  total_minor: 14_400,
};

/** A guest who left no address: the order is kept, no mail can be owed. */
export const GUESTS_ORDER: OrderDetails = { ...ADAS_ORDER, id: "3003", number: "#3003", customer: {} };

export function placed(order: OrderDetails, at = order.placed_at): OrderEvent {
  return { type: "order.placed", at, order };
}

function address(name: string, street: string, postal_code: string, city: string, country: string) {
  return { name, lines: [street], postal_code, city, country };
}

export function line(
  id: string,
  title: string,
  quantity: number,
  unit_price_minor: number,
): OrderDetails["lines"][number] {
  return { id, title, quantity, unit_price_minor, discount_minor: 0, requires_shipping: true };
}

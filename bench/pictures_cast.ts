/** The orders in the pictures: one ordinary, and those that break layouts. Drawings of products replace photographs. */
import * as v from "valibot";
import type { OrderDetails, OrderEvent } from "../src/orders/event.ts";
import { fold } from "../src/orders/fold/fold.ts";
import { ShopSettings } from "../src/orders/shop.ts";
import type { Order } from "../src/orders/state.ts";

export const NOW_MS = Date.parse("2026-11-24T09:30:00Z");

export const NORDLICHT: ShopSettings = v.parse(ShopSettings, {
  name: "Nordlicht",
  url: "https://nordlicht.example",
  from: { email: "hallo@nordlicht.example" },
  support_email: "hallo@nordlicht.example",
  locale: "de-DE",
  time_zone: "Europe/Berlin",
  brand: { accent: "#1f6f54" },
  legal_lines: ["Nordlicht GmbH, Torstraße 1, 10119 Berlin", "Amtsgericht Charlottenburg, HRB 104421 B"],
  channels: ["capture"],
  returns: { window_days: 30, url: "https://nordlicht.example/returns" },
  delivery: { days_min: 2, days_max: 4 },
  link_days: 180,
  mail_max_age_days: 14,
});

export const YELLOW: ShopSettings = {
  ...NORDLICHT,
  name: "Sunday Goods",
  locale: "en",
  brand: { accent: "#ffd400" },
};
export const INK: ShopSettings = {
  ...NORDLICHT,
  name: "Okada Ceramics",
  locale: "en-GB",
  brand: { accent: "#141414" },
};

const ADA = {
  name: "Ada Lovelace",
  lines: ["Torstraße 1"],
  postal_code: "10119",
  city: "Berlin",
  country: "DE",
};

/** Returns the orders of the pictures; `origin` serves the drawings. */
export function cast(origin: string) {
  const product = (name: string) => `${origin}/product/${name}.svg`;
  const ada: OrderDetails = {
    id: "1001",
    number: "#1001",
    placed_at: "2026-11-22T18:42:00.000Z",
    currency: "EUR",
    locale: "de-DE",
    customer: { email: "ada@lovelace.example", first_name: "Ada", name: "Ada Lovelace" },
    billing_address: ADA,
    shipping_address: ADA,
    lines: [
      { ...line("1", "Wolldecke", 1, 8_990), variant: "Moos, 140 × 200 cm", image_url: product("blanket") },
      {
        ...line("2", "Bienenwachskerzen", 2, 2_450),
        variant: "Vier Stück",
        image_url: product("candle"),
        discount_minor: 490,
      },
      { ...line("3", "Teekanne aus Steingut", 1, 6_400), variant: "Sand", image_url: product("teapot") },
    ],
    discounts: [{ label: "WILLKOMMEN", amount_minor: 1_000 }],
    shipping: { label: "DHL Paket", amount_minor: 490 },
    fees: [],
    tax: { amount_minor: 3_081, included: true },
    total_minor: 19_290,
    payment: { status: "paid", method: { brand: "Visa", last4: "4242" } },
    aliases: [],
  };
  const english: OrderDetails = {
    ...ada,
    locale: "en-GB",
    lines: [
      { ...ada.lines[0]!, title: "Wool blanket", variant: "Moss, 140 × 200 cm" },
      { ...ada.lines[1]!, title: "Beeswax candles", variant: "Set of four" },
      { ...ada.lines[2]!, title: "Stoneware teapot", variant: "Sand" },
    ],
    discounts: [{ label: "WELCOME", amount_minor: 1_000 }],
  };
  const ben: OrderDetails = {
    ...ada,
    id: "2002",
    number: "#2002",
    currency: "JPY",
    locale: "ja-JP",
    customer: { email: "ben@okada.example", name: "Ben Okada" },
    shipping_address: {
      name: "Ben Okada",
      lines: ["梅田1-1"],
      city: "北区",
      region: "大阪府",
      postal_code: "530-0001",
      country: "JP",
    },
    billing_address: undefined,
    lines: [
      line("1", "Hand-thrown teapot", 1, 14_800),
      { ...line("2", "Sencha cup", 4, 2_900), stock: { available: false, expected_on: "2026-12-03" } },
    ],
    discounts: [],
    shipping: { amount_minor: 0 },
    tax: { amount_minor: 2_640, included: false },
    total_minor: 29_040,
    payment: { status: "pending", method: { brand: "Bank transfer" } },
  };
  const long: OrderDetails = {
    ...english,
    id: "3003",
    number: "#NL-2026-11-0000003003",
    customer: { email: "guest@example.org" },
    tax: { amount_minor: 69_020, included: true },
    total_minor: 432_280,
    lines: Array.from({ length: 40 }, (_, index) => ({
      ...english.lines[index % 3]!,
      id: String(index),
      quantity: 1 + index % 3,
      title: index % 5 === 0
        ? "Donaudampfschifffahrtsgesellschaftskapitänsmützenhalterung aus geölter Eiche mit Messinghaken"
        : english.lines[index % 3]!.title,
      ...(index % 4 === 0 ? { image_url: undefined } : {}),
    })),
    shipping_address: {
      ...ADA,
      name: "Wolfeschlegelsteinhausenbergerdorff & Partner mbB Rechtsanwälte",
      lines: [
        "Haus am Ende der sehr langen Straße mit dem unaussprechlichen Namen 118a",
        "Hinterhof, 3. OG links",
      ],
    },
  };
  return { ada: order(ada), english: order(english), ben: order(ben), long: order(long), ...lives(english) };
}

/** Returns the same order at later times. */
function lives(details: OrderDetails) {
  const tracking = [{
    number: "00340434161094042557",
    carrier: "DHL",
    url: "https://www.dhl.de/sendung?idc=00340434161094042557",
  }];
  const scan = (
    type: "shipped" | "in_transit" | "out_for_delivery" | "delivered",
    at: string,
    place?: string,
    id = "p1",
  ) =>
    ({
      type: `shipment.${type}` as const,
      at,
      shipment: { id, lines: [], tracking, expected: { until: "2026-11-25" } },
      place,
    }) satisfies OrderEvent;
  const paid: OrderEvent = {
    type: "payment.succeeded",
    at: "2026-11-22T18:43:00.000Z",
    payment: {
      id: "pay_1",
      amount_minor: 19_290,
      method: { brand: "Visa", last4: "4242", wallet: "Apple Pay" },
    },
  };
  const way = [
    paid,
    scan("shipped", "2026-11-23T15:10:00.000Z", "Berlin, DE"),
    scan("in_transit", "2026-11-23T22:48:00.000Z", "Leipzig, DE"),
    scan("in_transit", "2026-11-24T05:12:00.000Z", "Berlin, DE"),
  ];
  const part: OrderEvent = {
    ...scan("shipped", "2026-11-23T15:10:00.000Z", "Berlin, DE"),
    shipment: {
      id: "p1",
      lines: [{ line_id: "1", quantity: 1 }, { line_id: "2", quantity: 1 }],
      tracking: [{ carrier: "Hermes", number: "H1000730000124801029" }],
    },
  };
  const delivered = [...way, scan("delivered", "2026-11-24T09:02:00.000Z", "Berlin, DE")];
  return {
    shipped: order(details, way),
    partly: order(details, [
      paid,
      part,
      {
        ...scan("out_for_delivery", "2026-11-24T06:01:00.000Z", "Berlin, DE", "p2"),
        shipment: {
          id: "p2",
          lines: [{ line_id: "2", quantity: 1 }],
          tracking,
          expected: { until: "2026-11-24" },
        },
      },
    ]),
    delivered: order(details, delivered),
    refunded: order(details, [...delivered, {
      type: "payment.refunded",
      at: "2026-12-01T10:00:00.000Z",
      refund: { id: "r1", amount_minor: 6_400, lines: [] },
    }]),
    cancelled: order({ ...details, payment: undefined }, [
      { type: "order.cancelled", at: "2026-11-23T08:00:00.000Z" },
    ]),
  };
}

function order(details: OrderDetails, events: readonly OrderEvent[] = []): Order {
  const folded = fold([
    { type: "order.placed", at: details.placed_at, order: details },
    ...events,
  ]);
  if (folded === null) throw new Error("Cannot draw an order as it must have been placed");
  return folded;
}

function line(
  id: string,
  title: string,
  quantity: number,
  unit_price_minor: number,
): OrderDetails["lines"][number] {
  return { id, title, quantity, unit_price_minor, discount_minor: 0, requires_shipping: true };
}

const DRAWINGS: Readonly<Record<string, string>> = {
  blanket:
    `<rect width="160" height="160" fill="#dfe5d8"/><g transform="translate(26 40)"><rect width="108" height="26" rx="13" fill="#5f7a5c"/><rect y="27" width="108" height="26" rx="13" fill="#6f8a6a"/><rect y="54" width="108" height="28" rx="14" fill="#567053"/><path d="M8 13h92M8 40h92M8 68h92" stroke="#e9eee4" stroke-opacity=".35" stroke-width="2" stroke-dasharray="2 5"/></g>`,
  candle:
    `<rect width="160" height="160" fill="#f3e6cf"/><g fill="#d9a441"><rect x="42" y="58" width="22" height="66" rx="4"/><rect x="69" y="46" width="22" height="78" rx="4" fill="#cf9633"/><rect x="96" y="66" width="22" height="58" rx="4"/></g><path d="M53 58v-9M80 46v-9M107 66v-9" stroke="#6b5326" stroke-width="2"/><path d="M80 37c-5-6 0-11 0-14 4 4 5 9 0 14z" fill="#f08a3c"/>`,
  teapot:
    `<rect width="160" height="160" fill="#e9ddd2"/><path d="M112 78c20-4 26 30-4 34" fill="none" stroke="#a98467" stroke-width="8"/><path d="M50 84 30 70l4-6 22 10z" fill="#b08d70"/><ellipse cx="80" cy="94" rx="36" ry="32" fill="#bd9a7c"/><path d="M54 70c8-10 44-10 52 0z" fill="#a98467"/><circle cx="80" cy="58" r="6" fill="#a98467"/>`,
};

/** Returns the drawing of a product, or `null` for an unknown name. */
export function drawing(name: string): string | null {
  const shapes = DRAWINGS[name];
  return shapes === undefined
    ? null
    : `<svg xmlns="http://www.w3.org/2000/svg" width="160" height="160" viewBox="0 0 160 160">${shapes}</svg>`;
}

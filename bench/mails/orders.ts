/**
 * The sample orders: one ordinary purchase, and those that break layouts, charsets and sentences. Their totals add
 * up; no event is applied here.
 */
import type { Address, Line, OrderDetails } from "../../src/orders/event.ts";
import type { Customer } from "../../src/values/schemas.ts";

export interface DescribedOrder {
  /** Used in file names: `ten_lines`. */
  readonly name: string;
  readonly details: OrderDetails;
  /** Lines in the first of two shipments; absent when one shipment holds everything. */
  readonly first_parcel?: readonly { readonly line_id: string; readonly quantity: number }[];
}

export const PICTURES_AT = "https://cdn.nordlicht.example/images/products/";
/** One day before the mails are written, so that every date in them is near. */
const PLACED_AT = "2026-11-22T18:42:00.000Z";

const ADA: Customer = { email: "ada@lovelace.example", first_name: "Ada", name: "Ada Lovelace" };
const HOME: Address = {
  name: "Ada Lovelace",
  lines: ["Torstraße 1"],
  postal_code: "10119",
  city: "Berlin",
  country: "DE",
};

const GOODS = [
  { title: "Wool blanket", variant: "Moss, 140 × 200 cm", unit_price_minor: 8_990, picture: "blanket" },
  { title: "Beeswax candles", variant: "Set of four", unit_price_minor: 2_450, picture: "candle" },
  { title: "Stoneware teapot", variant: "Sand", unit_price_minor: 6_400, picture: "teapot" },
] as const;

export const LONG_TITLE =
  "Donaudampfschifffahrtsgesellschaftskapitänsmützenhalterung aus geölter Eiche mit Messinghaken und drei Ersatzschrauben";
export const LONG_NAME = "Wolfeschlegelsteinhausenbergerdorff-Habsburg-Lothringen";
export const ARABIC_NAME = "عائشة بنت محمد بن عبد الله";
export const HEBREW_TITLE = "שמיכת צמר (140 × 200 ס״מ) – ירוק";

/** Returns all sample orders in `locale`, a BCP 47 tag with its region: `de-DE`. */
export function describedOrders(locale: string): readonly DescribedOrder[] {
  const one = order(locale, [line(0)]);
  const ten = order(locale, lines(10));
  return [
    { name: "one_line", details: one },
    { name: "ten_lines", details: ten },
    { name: "forty_lines", details: order(locale, lines(40)) },
    { name: "long_names", details: longNames(locale) },
    { name: "right_to_left", details: rightToLeft(locale) },
    { name: "zero_decimals", details: { ...order(locale, yenLines()), currency: "JPY" } },
    { name: "no_image", details: order(locale, lines(3).map(({ image_url: _, ...rest }) => rest)) },
    {
      name: "guest",
      details: {
        ...order(locale, lines(2)),
        customer: { email: "guest@example.org" },
        billing_address: undefined,
        shipping_address: { ...HOME, name: undefined },
        payment: { status: "paid" },
      },
    },
    {
      name: "gift",
      details: {
        ...order(locale, lines(2)),
        gift: {
          recipient: { email: "ben@okada.example", first_name: "Ben", name: "Ben Okada" },
          message: "Happy birthday, dear Ben.\nStay warm!",
        },
        shipping_address: { ...HOME, name: "Ben Okada", lines: ["梅田1-1"], city: "大阪市", country: "JP" },
      },
    },
    {
      name: "split_shipment",
      details: order(locale, lines(4)),
      first_parcel: [{ line_id: "1", quantity: 1 }, { line_id: "2", quantity: 1 }],
    },
  ];
}

function order(locale: string, bought: readonly Line[]): OrderDetails {
  const subtotal_minor = bought.reduce(
    (sum, { quantity, unit_price_minor, discount_minor }) =>
      sum + quantity * unit_price_minor - discount_minor,
    0,
  );
  const total_minor = subtotal_minor - 1_000 + 490;
  return {
    id: "1001",
    number: "#1001",
    placed_at: PLACED_AT,
    currency: "EUR",
    locale,
    customer: ADA,
    billing_address: HOME,
    shipping_address: HOME,
    lines: [...bought],
    discounts: [{ label: "WELCOME", amount_minor: 1_000 }],
    shipping: { label: "DHL Paket", amount_minor: 490 },
    fees: [],
    tax: { amount_minor: Math.round(total_minor * 19 / 119), included: true },
    total_minor,
    payment: { status: "paid", method: { brand: "Visa", last4: "4242" } },
    promised: { from: "2026-11-25", until: "2026-11-27" },
    aliases: [],
  };
}

function longNames(locale: string): OrderDetails {
  const name = `Prof. Dr. Hubert Blaine ${LONG_NAME} & Partner mbB Rechtsanwälte und Steuerberater`;
  const address = {
    ...HOME,
    name,
    company: "Gesellschaft zur Verwertung von Leistungsschutzrechten mit beschränkter Haftung",
    lines: [
      "Haus am Ende der sehr langen Straße mit dem unaussprechlichen Namen 118a",
      "Hinterhof, 3. OG links",
    ],
    city: "Llanfairpwllgwyngyllgogerychwyrndrobwllllantysiliogogogoch",
  };
  return {
    ...order(locale, lines(3).map((line) => ({ ...line, title: LONG_TITLE, variant: LONG_TITLE }))),
    number: "#NL-2026-11-0000000000000003003",
    customer: { email: `${"a.very.long.name.".repeat(3)}x@department.of.long.names.example`, name },
    billing_address: { ...address, city: "Berlin" },
    shipping_address: address,
    discounts: [{ label: LONG_TITLE, amount_minor: 1_000 }],
    shipping: { label: LONG_TITLE, amount_minor: 490 },
  };
}

function rightToLeft(locale: string): OrderDetails {
  const address = {
    ...HOME,
    name: ARABIC_NAME,
    lines: ["شارع الملك فيصل ١٢", "Apt 4"],
    city: "القاهرة",
    country: "EG",
  };
  return {
    ...order(locale, lines(2).map((line) => ({ ...line, title: HEBREW_TITLE, variant: "صوف (100 %)" }))),
    customer: { email: "aisha@example.org", first_name: "عائشة", name: ARABIC_NAME },
    billing_address: address,
    shipping_address: address,
    discounts: [{ label: "مرحبا 10%", amount_minor: 1_000 }],
  };
}

function yenLines(): readonly Line[] {
  return [
    { ...line(2), unit_price_minor: 14_800 },
    { ...line(1), unit_price_minor: 2_900, stock: { available: false, expected_on: "2026-12-03" } },
  ];
}

function lines(count: number): readonly Line[] {
  return Array.from({ length: count }, (_, index) => line(index));
}

/** Returns a line: some have two pieces, some a discount, each has the address of a photograph as in real shops. */
function line(index: number): Line {
  const { title, variant, unit_price_minor, picture } = GOODS[index % GOODS.length]!;
  return {
    id: String(index + 1),
    sku: `NL-${100 + index}`,
    title,
    variant,
    quantity: 1 + index % 3,
    unit_price_minor,
    discount_minor: index % 3 === 1 ? 490 : 0,
    image_url: `${PICTURES_AT}${picture}.jpg`,
    requires_shipping: true,
  };
}

/** The parts of an order in the form that Waybill takes, made of what shops have. What is merely helpful and not fit is left out. Pure. */
import type { EventBody } from "./event_types.ts";

type DataOf<Type extends EventBody["type"]> = Extract<EventBody, { type: Type }>["data"];

export type OrderDetails = DataOf<"order.placed">["order"];
export type OrderLine = OrderDetails["lines"][number];
export type PostalAddress = NonNullable<OrderDetails["shipping_address"]>;
export type PaymentDetails = Extract<EventBody, { data: { payment: unknown } }>["data"]["payment"];
export type RefundDetails = DataOf<"payment.refunded">["refund"];
export type ShipmentDetails = Extract<
  EventBody,
  { data: { shipment: unknown; place?: string } }
>["data"]["shipment"];

/** Currencies whose digits after the point are not two. https://www.iso.org/iso-4217-currency-codes.html */
const WITHOUT_DIGITS = "BIF CLP DJF GNF ISK JPY KMF KRW PYG RWF UGX UYI VND VUV XAF XOF XPF".split(" ");
const WITH_3_DIGITS = "BHD IQD JOD KWD LYD OMR TND".split(" ");

/** Digits after the point: 2 for EUR, 0 for JPY, 3 for KWD. */
export function digitsOf(currency: string): number {
  return WITHOUT_DIGITS.includes(currency) ? 0 : WITH_3_DIGITS.includes(currency) ? 3 : 2;
}

/** An amount in major units in the currency's minor unit: 89.9 EUR is 8990, 500 JPY is 500, 5.12 KWD is 5120. */
export function minorOf(amount: number | string, currency: string): number {
  // 1.005 is stored a little below it: to twelve digits it is what was meant.
  return Math.round(Number((Number(amount) * 10 ** digitsOf(currency)).toPrecision(12)));
}

/** A line by what it costs in all, after its discounts: three for 10.00 are 3.34 each, less 0.02. */
export function pricedLine(
  quantity: number,
  total_minor: number,
): Pick<Required<OrderLine>, "quantity" | "unit_price_minor" | "discount_minor"> {
  const unit_price_minor = Math.ceil(total_minor / quantity);
  return { quantity, unit_price_minor, discount_minor: unit_price_minor * quantity - total_minor };
}

type Sums = Pick<OrderDetails, "lines" | "discounts" | "fees" | "gift_cards" | "shipping" | "total_minor">;

/**
 * What the total is above its named parts. Tax is taken to be in the prices. Name every part that the shop has; what is still over is
 * told to Waybill as it is: it shows a total whose parts are missing with "Other adjustments", and tells the shop.
 */
export function gapOf(
  { lines, discounts = [], fees = [], gift_cards = [], shipping, total_minor }: Sums,
): number {
  const goods = lines.map((line) => line.quantity * line.unit_price_minor - (line.discount_minor ?? 0));
  const named_minor = sum(goods) + sumOf(fees) - sumOf(discounts) - sumOf(gift_cards) +
    (shipping?.amount_minor ?? 0);
  return total_minor - named_minor;
}

/** The gap of `gapOf` where it comes of rounding each line: no more than one minor unit for each. Never a missing part. */
export function roundingOf(sums: Sums): Pick<OrderDetails, "rounding_minor"> {
  const gap_minor = gapOf(sums);
  return gap_minor !== 0 && Math.abs(gap_minor) <= sums.lines.length ? { rounding_minor: gap_minor } : {};
}

function sumOf(parts: readonly { readonly amount_minor: number }[]): number {
  return sum(parts.map(({ amount_minor }) => amount_minor));
}

function sum(amounts: readonly number[]): number {
  return amounts.reduce((total, amount) => total + amount, 0);
}

type Text = string | null | undefined;

/** An address of whatever parts there are; undefined when there are none. */
export function addressOf(parts: {
  readonly name?: Text;
  readonly company?: Text;
  readonly lines: readonly Text[];
  readonly city?: Text;
  readonly region?: Text;
  readonly postal_code?: Text;
  readonly country?: Text;
}): PostalAddress | undefined {
  const lines = parts.lines.map((line) => line?.trim() ?? "").filter(Boolean).slice(0, 4);
  if (lines.length === 0 && !parts.city) return undefined;
  return {
    name: parts.name || undefined,
    company: parts.company || undefined,
    lines,
    city: parts.city || undefined,
    region: parts.region || undefined,
    postal_code: parts.postal_code || undefined,
    country: countryOf(parts.country),
  };
}

export function fullName(first: Text, last: Text): string | undefined {
  return [first, last].map((name) => name?.trim()).filter(Boolean).join(" ") || undefined;
}

/** The one address in the field; undefined where it holds none, or several: such an order is kept and owes no mail. */
export function emailOf(text: Text): string | undefined {
  const email = text?.trim() ?? "";
  return email.length <= 254 && /^[^\s@<>()[\]\\,;:"\p{Cc}]+@[^\s@<>()[\]\\,;:"\p{Cc}]+$/u.test(email)
    ? email
    : undefined;
}

/** ISO 3166-1 alpha-2: `de` is `DE`. */
export function countryOf(text: Text): string | undefined {
  const code = text?.trim().toUpperCase() ?? "";
  return /^[A-Z]{2}$/.test(code) ? code : undefined;
}

/** BCP 47: `de_AT` and `DE_AT` are `de-AT`. */
export function localeOf(text: Text): string | undefined {
  const [language = "", ...rest] = (text ?? "").trim().split(/[-_]/);
  if (!/^[A-Za-z]{2,3}$/.test(language) || !rest.every((part) => /^[A-Za-z0-9]{2,8}$/.test(part))) {
    return undefined;
  }
  const parts = rest.map((part) =>
    part.length === 2
      ? part.toUpperCase()
      : part.length === 4
      ? part[0]!.toUpperCase() + part.slice(1).toLowerCase()
      : part
  );
  return [language.toLowerCase(), ...parts].join("-");
}

/** An address of the web that a mail can show; undefined for a path without a host. */
export function urlOf(text: Text): string | undefined {
  const url = text?.trim() ?? "";
  if (!/^https?:\/\//i.test(url) || url.length > 2_000) return undefined;
  return URL.canParse(url) ? url : undefined;
}

/** The first text that a reader can see, so that no line is without a name. */
export function titleOf(...texts: readonly Text[]): string {
  return texts.find((text) => /[\p{L}\p{N}\p{P}\p{S}]/u.test(text ?? ""))?.trim() ?? "–";
}

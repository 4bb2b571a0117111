/**
 * Decides which lines and sums of a WooCommerce order its customer sees: with or without tax, before or after
 * coupons.
 */
import type { OrderDetails, TaxRate } from "../../orders/event.ts";
import { words } from "../read/fields.ts";
import { mergedRates, percentOf } from "../read/percent.ts";
import { giftCardsOf } from "./gift_cards.ts";
import type { WoocommerceLine, WoocommerceOrder } from "./order.ts";

export interface SummedLine {
  readonly line: WoocommerceLine;
  readonly quantity: number;
  readonly unit_price_minor: number;
  readonly discount_minor: number;
}

/** A fee shown as a line, in an order without goods. */
export interface ChargeLine {
  readonly id: string;
  readonly title: string | undefined;
  readonly amount_minor: number;
}

export type Sums =
  & Pick<
    OrderDetails,
    "discounts" | "shipping" | "fees" | "tax" | "gift_cards" | "rounding_minor" | "total_minor"
  >
  & { readonly lines: readonly SummedLine[]; readonly charges: readonly ChargeLine[] };

/** Above this number fees or discounts are summed into one because the event accepts no more. */
const NAMED_MAX = 50;

/**
 * Returns the lines and sums: lines minus discounts, plus shipping, fees and (where prices exclude it) tax, minus
 * gift cards, make the total, which is WooCommerce's own and not recomputed. The payload's amounts exclude tax even
 * where prices include it: the tax beside each is added here.
 */
export function sumsOf(order: WoocommerceOrder): Sums {
  const included = order.prices_include_tax === true;
  const gross: Gross = (net_minor, tax_minor) => included ? net_minor + tax_minor : net_minor;
  const lines = order.line_items.filter(({ quantity }) => quantity > 0).map((line) =>
    valuedLine(line, gross)
  );
  const coupons = couponsOf(order, lines, gross);
  const fees = order.fee_lines.map(({ id, name, total, total_tax }) => ({
    id: id ?? undefined,
    label: name,
    amount_minor: gross(total, total_tax),
  }));
  const charged = fees.filter(({ amount_minor }) => amount_minor > 0);
  const charges = lines.length > 0 ? [] : chargesOf(charged);
  const tax_minor = order.total_tax;
  const sums = {
    discounts: named([...coupons, ...fees.filter(isNegative).map(negated)]),
    shipping: shippingOf(order, gross),
    fees: charges.length > 0
      ? []
      : named(charged.map(({ label, amount_minor }) => ({ label, amount_minor }))),
    tax: tax_minor === 0 ? undefined : { amount_minor: tax_minor, included, ...ratesOf(order) },
    total_minor: order.total,
  };
  const priced = lines.map((valued) => pricedLine(valued, coupons.length > 0));
  const parts_minor = sum([
    ...priced.map((line) => line.unit_price_minor * line.quantity - line.discount_minor),
    ...charges.map(({ amount_minor }) => amount_minor),
    ...sums.discounts.map(({ amount_minor }) => -amount_minor),
    ...sums.fees.map(({ amount_minor }) => amount_minor),
    sums.shipping?.amount_minor ?? 0,
    included ? 0 : tax_minor,
  ]);
  return {
    ...sums,
    ...takenOff(order, parts_minor - order.total, coupons.length === 0, roundedCount(order)),
    lines: priced,
    charges,
  };
}

/** Returns an amount as the customer sees prices, with or without tax. */
type Gross = (net_minor: number, tax_minor: number) => number;

/**
 * Explains `over_minor`, the amount by which the parts exceed the total: gift cards, or coupons that pay like them,
 * if they are equal to it; else rounding, if it is within what rounding each amount alone can cause. Any other gap
 * stays: the order then contradicts itself.
 */
function takenOff(
  order: WoocommerceOrder,
  over_minor: number,
  coupons_are_free: boolean,
  rounded_count: number,
): Pick<OrderDetails, "gift_cards" | "rounding_minor"> {
  if (over_minor === 0) return {};
  const cards = giftCardsOf(order);
  const credits = coupons_are_free
    ? order.coupon_lines.map(({ code, discount, discount_tax }) => ({
      ...(code === undefined ? {} : { label: code }),
      amount_minor: discount + discount_tax,
    })).filter(({ amount_minor }) => amount_minor > 0)
    : [];
  for (const taken of [cards, credits, [...cards, ...credits]]) {
    const gap_minor = over_minor - sum(taken.map(({ amount_minor }) => amount_minor));
    if (taken.length > 0 && isRounding(gap_minor, rounded_count)) {
      return { gift_cards: [...taken], ...roundingOf(gap_minor) };
    }
  }
  if (cards.length > 0) return { gift_cards: cards };
  return isRounding(over_minor, rounded_count) ? roundingOf(over_minor) : {};
}

function roundingOf(over_minor: number): Pick<OrderDetails, "rounding_minor"> {
  return over_minor === 0 ? {} : { rounding_minor: -over_minor };
}

/** Returns whether the gap is at most half a minor unit for each rounded amount. */
function isRounding(gap_minor: number, rounded_count: number): boolean {
  return Math.abs(gap_minor) * 2 <= rounded_count;
}

/** Returns how many amounts WooCommerce rounded one by one; in an order without tax no amount needs rounding. */
function roundedCount({ total_tax, line_items, shipping_lines, fee_lines }: WoocommerceOrder): number {
  return total_tax === 0 ? 0 : 2 * (line_items.length + shipping_lines.length + fee_lines.length) + 1;
}

interface ValuedLine {
  readonly line: WoocommerceLine;
  readonly before_minor: number;
  readonly after_minor: number;
}

/**
 * Returns the line's value before and after discounts (`subtotal`, `total`). A line raised in price by hand has no
 * discount.
 */
function valuedLine(line: WoocommerceLine, gross: Gross): ValuedLine {
  const after_minor = gross(line.total, line.total_tax);
  return { line, before_minor: Math.max(gross(line.subtotal, line.subtotal_tax), after_minor), after_minor };
}

/**
 * Returns the coupons by code, adding up to what the lines lost. WooCommerce spreads a coupon over the lines, but the
 * shop and its mail show it below them, under its code. A reduction without a coupon stays with its line.
 */
function couponsOf(
  { coupon_lines }: WoocommerceOrder,
  lines: readonly ValuedLine[],
  gross: Gross,
): readonly Named[] {
  const lost_minor = sum(lines.map(({ before_minor, after_minor }) => before_minor - after_minor));
  if (coupon_lines.length === 0 || lost_minor === 0) return [];
  const coupons = coupon_lines.map(({ code, discount, discount_tax }) => ({
    label: code,
    amount_minor: gross(discount, discount_tax),
  })).filter(({ amount_minor }) => amount_minor > 0);
  if (sum(coupons.map(({ amount_minor }) => amount_minor)) === lost_minor) return coupons;
  // A coupon's own sum is rounded separately from the lines, and a shop may also lower a line: the lines hold what
  // was paid.
  return [{ label: joined(coupon_lines.map(({ code }) => code)), amount_minor: lost_minor }];
}

/**
 * Prices a line so that `unit_price_minor * quantity - discount_minor` is its exact total: 10.00 for three is 3.34
 * each less 0.02, since three prices of 3.33 would be 0.01 short. A fractional quantity, such as half a metre of
 * cloth, counts as one piece of that price.
 */
function pricedLine({ line, before_minor, after_minor }: ValuedLine, coupons_apart: boolean): SummedLine {
  const quantity = Number.isInteger(line.quantity) ? line.quantity : 1;
  const paid_minor = coupons_apart ? before_minor : after_minor;
  const nearest_minor = Math.round(before_minor / quantity);
  const unit_price_minor = nearest_minor * quantity >= paid_minor
    ? nearest_minor
    : Math.ceil(before_minor / quantity);
  return { line, quantity, unit_price_minor, discount_minor: unit_price_minor * quantity - paid_minor };
}

/** Returns shipping from its lines; where a plugin wrote none, from the order's own shipping total. */
function shippingOf(
  { shipping_lines, shipping_total, shipping_tax }: WoocommerceOrder,
  gross: Gross,
): OrderDetails["shipping"] {
  if (shipping_lines.length === 0) {
    const amount_minor = gross(shipping_total, shipping_tax);
    return amount_minor > 0 ? { amount_minor } : undefined;
  }
  return {
    label: joined(shipping_lines.map(({ method_title }) => method_title)),
    amount_minor: sum(shipping_lines.map(({ total, total_tax }) => gross(total, total_tax))),
  };
}

/**
 * Returns the fees as lines, for an order without goods. Shipping alone makes no order: the shop has not added
 * anything yet.
 */
function chargesOf(fees: readonly (Named & { readonly id: string | undefined })[]): readonly ChargeLine[] {
  return fees.map(({ id, label, amount_minor }, index) => ({
    id: id ?? `fee-${index + 1}`,
    title: label,
    amount_minor,
  }));
}

function ratesOf({ tax_lines }: WoocommerceOrder): { rates?: TaxRate[] } {
  const rates = mergedRates(tax_lines.map(({ label, rate_percent, tax_total, shipping_tax_total }) => {
    const percent = percentOf(rate_percent);
    return {
      ...(label === undefined ? {} : { label }),
      ...(percent === undefined ? {} : { percent }),
      amount_minor: tax_total + shipping_tax_total,
    };
  }));
  return rates.length === 0 ? {} : { rates };
}

interface Named {
  readonly label?: string | undefined;
  readonly amount_minor: number;
}

function named(amounts: readonly Named[]): Named[] {
  if (amounts.length <= NAMED_MAX) return amounts.map(({ label, amount_minor }) => ({ label, amount_minor }));
  return [{
    label: joined(amounts.map(({ label }) => label)),
    amount_minor: sum(amounts.map(({ amount_minor }) => amount_minor)),
  }];
}

function isNegative({ amount_minor }: Named): boolean {
  return amount_minor < 0;
}

function negated({ label, amount_minor }: Named): Named {
  return { label, amount_minor: -amount_minor };
}

function joined(labels: readonly (string | undefined)[]): string | undefined {
  return words([...new Set(labels)].filter((label) => label !== undefined).join(", "));
}

function sum(amounts: readonly number[]): number {
  return amounts.reduce((total, amount) => total + amount, 0);
}

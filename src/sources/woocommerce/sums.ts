/** The lines and sums of a WooCommerce order as its customer should see them: with or without tax, before or after coupons. */
import type { OrderDetails } from "../../orders/event.ts";
import { words } from "../read/fields.ts";
import type { WoocommerceLine, WoocommerceOrder } from "./order.ts";

export interface SummedLine {
  readonly line: WoocommerceLine;
  readonly quantity: number;
  readonly unit_price_minor: number;
  readonly discount_minor: number;
}

export type Sums =
  & Pick<OrderDetails, "discounts" | "shipping" | "fees" | "tax" | "total_minor">
  & { readonly lines: readonly SummedLine[] };

/** More than so many fees or discounts are told as one sum: the event takes no more. */
const NAMED_MAX = 50;

/**
 * Lines less discounts, plus shipping, fees and tax where prices leave it out, are the total: WooCommerce's own, not
 * recomputed. Where prices include tax, every amount of the payload is still without it: the tax beside each is added here.
 */
export function sumsOf(order: WoocommerceOrder): Sums {
  const included = order.prices_include_tax === true;
  const gross: Gross = (net_minor, tax_minor) => included ? net_minor + tax_minor : net_minor;
  const lines = order.line_items.filter(({ quantity }) => quantity > 0).map((line) =>
    valuedLine(line, gross)
  );
  const coupons = couponsOf(order, lines, gross);
  const fees = order.fee_lines.map(({ name, total, total_tax }) => ({
    label: name,
    amount_minor: gross(total, total_tax),
  }));
  return {
    lines: lines.map((valued) => pricedLine(valued, coupons.length > 0)),
    discounts: named([...coupons, ...fees.filter(isNegative).map(negated)]),
    shipping: shippingOf(order, gross),
    fees: named(fees.filter(({ amount_minor }) => amount_minor > 0)),
    tax: order.total_tax === 0 ? undefined : { amount_minor: order.total_tax, included },
    total_minor: order.total,
  };
}

/** An amount as the customer sees prices. */
type Gross = (net_minor: number, tax_minor: number) => number;

interface ValuedLine {
  readonly line: WoocommerceLine;
  readonly before_minor: number;
  readonly after_minor: number;
}

/** `subtotal` is before discounts, `total` after. A line that was made dearer by hand has no discount. */
function valuedLine(line: WoocommerceLine, gross: Gross): ValuedLine {
  const after_minor = gross(line.total, line.total_tax);
  return { line, before_minor: Math.max(gross(line.subtotal, line.subtotal_tax), after_minor), after_minor };
}

/**
 * Coupons by their codes, worth exactly what the lines lost. WooCommerce spreads a coupon over the lines; its customers
 * see it below them, under its code, and so does its own mail. What was taken off without a coupon stays with its line.
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
  // A coupon's own sum is rounded apart from the lines', and a shop may lower a line on top: the lines are what was paid.
  return [{ label: joined(coupon_lines.map(({ code }) => code)), amount_minor: lost_minor }];
}

/**
 * `unit_price_minor * quantity - discount_minor` is the line's total to the minor unit: 10.00 for three is 3.34 each
 * less 0.02, since three prices of 3.33 would be 0.01 short. Half a metre of cloth is one piece of that price.
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

function shippingOf({ shipping_lines }: WoocommerceOrder, gross: Gross): OrderDetails["shipping"] {
  if (shipping_lines.length === 0) return undefined;
  return {
    label: joined(shipping_lines.map(({ method_title }) => method_title)),
    amount_minor: sum(shipping_lines.map(({ total, total_tax }) => gross(total, total_tax))),
  };
}

interface Named {
  readonly label?: string | undefined;
  readonly amount_minor: number;
}

function named(amounts: readonly Named[]): Named[] {
  if (amounts.length <= NAMED_MAX) return [...amounts];
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

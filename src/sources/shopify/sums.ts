/** Decides which currency, quantities and totals of a Shopify order its customer sees. */
import type { OrderDetails, TaxRate } from "../../orders/event.ts";
import { type Allocation, lineDiscountMinor, orderDiscounts } from "./discounts.ts";
import { words } from "../read/fields.ts";
import { mergedRates, percentOfShare } from "../read/percent.ts";
import { idOf, type MoneySet } from "./fields.ts";
import type { ShopifyLine, ShopifyOrder } from "./order.ts";
import { lineIdOf, movesMoney } from "./refund.ts";

export type Sums =
  & Pick<
    OrderDetails,
    "currency" | "discounts" | "shipping" | "fees" | "tax" | "rounding_minor" | "total_minor"
  >
  & {
    readonly lines: readonly SummedLine[];
  };

export interface SummedLine {
  readonly line: ShopifyLine;
  readonly quantity: number;
  readonly unit_price_minor: number;
  readonly discount_minor: number;
}

/**
 * Returns the lines and sums: lines minus discounts, plus shipping, fees and (where prices exclude it) tax, make the
 * total, which is Shopify's own and not recomputed.
 */
export function sumsOf(order: ShopifyOrder): Sums {
  const { currency, minor } = purseOf(order);
  const edited = isEdited(order);
  const sold = order.line_items.filter((line) => quantityOf(line, edited) > 0);
  const goods = sold.filter((line) => !isTip(line));
  const ordered = goods.length > 0 ? goods : sold;
  const lines = ordered.map((line): SummedLine => {
    const quantity = quantityOf(line, edited);
    const discount_minor = lineDiscountMinor({
      allocations: allocationsOf(line, minor),
      total_discount_minor: minor(line.total_discount, line.total_discount_set),
    }, order.discount_applications);
    return {
      line,
      quantity,
      unit_price_minor: minor(line.price, line.price_set),
      discount_minor: quantity === line.quantity
        ? discount_minor
        : Math.round(discount_minor * quantity / line.quantity),
    };
  });
  const shipping = order.shipping_lines.filter((line) => !(edited && line.is_removed === true));
  const totals = edited ? currentTotals(order, minor) : totalsAtPurchase(order, minor);
  const rounding_minor = minor(undefined, order.total_cash_rounding_payment_adjustment_set);
  return {
    currency,
    lines,
    discounts: orderDiscounts({
      applications: order.discount_applications,
      of_lines: ordered.flatMap((line) => allocationsOf(line, minor)),
      of_shipping: shipping.flatMap((line) => allocationsOf(line, minor)),
      codes: order.discount_codes.map(({ code }) => code),
      total_minor: totals.discounts_minor - sum(lines.map(({ discount_minor }) => discount_minor)),
    }),
    shipping: shipping.length === 0 ? undefined : {
      label: words(
        [...new Set(shipping.map(({ title }) => title))].filter((title) => title !== undefined).join(", "),
      ),
      amount_minor: sum(shipping.map((line) => minor(line.price, line.price_set))),
    },
    fees: [
      {
        kind: "tip" as const,
        amount_minor: goods.length === 0 ? 0 : tipMinor(order, sold.filter(isTip), minor),
      },
      { kind: "duties" as const, amount_minor: order.duties_included === true ? 0 : totals.duties_minor },
      { amount_minor: totals.fees_minor },
    ].filter(({ amount_minor }) => amount_minor !== 0),
    tax: totals.tax_minor === 0 ? undefined : {
      amount_minor: totals.tax_minor,
      included: order.taxes_included === true,
      ...ratesOf(order, minor, edited, totals.tax_minor),
    },
    ...(rounding_minor === 0 ? {} : { rounding_minor }),
    // A cash payment is rounded to existing coins; the total includes that rounding.
    total_minor: totals.total_minor + rounding_minor,
  };
}

/** Returns the tax rates. Shopify lists them as at the purchase, so they may not fit an edited order. */
function ratesOf(
  { tax_lines }: ShopifyOrder,
  minor: Minor,
  edited: boolean,
  tax_minor: number,
): { rates?: TaxRate[] } {
  const rates = mergedRates(tax_lines.map(({ title, rate, price, price_set }) => {
    const percent = percentOfShare(rate);
    return {
      ...(title === undefined ? {} : { label: title }),
      ...(percent === undefined ? {} : { percent }),
      amount_minor: minor(price, price_set),
    };
  }));
  return rates.length === 0 || (edited && sum(rates.map(({ amount_minor }) => amount_minor)) !== tax_minor)
    ? {}
    : { rates };
}

/** Returns an amount in the order's chosen currency, from the plain field and the money set beside it. */
type Minor = (plain: number | null | undefined, set: MoneySet) => number;

/**
 * Returns the customer's currency where every amount other than 0 is given in it, else the shop's: a mail that mixed
 * two currencies would be wrong.
 */
function purseOf(order: ShopifyOrder): { readonly currency: string; readonly minor: Minor } {
  const { currency, presentment_currency } = order;
  const inShop: Minor = (plain, set) => plain ?? set?.shop_money?.amount_minor ?? 0;
  if (
    presentment_currency === null || presentment_currency === undefined || presentment_currency === currency
  ) {
    return { currency, minor: inShop };
  }
  const is_whole = amountsOf(order).every(([plain, set]) =>
    inShop(plain, set) === 0 || set?.presentment_money?.currency === presentment_currency
  );
  return is_whole
    ? { currency: presentment_currency, minor: (_plain, set) => set?.presentment_money?.amount_minor ?? 0 }
    : { currency, minor: inShop };
}

function amountsOf(order: ShopifyOrder): readonly (readonly [number | null | undefined, MoneySet])[] {
  const allocated = [...order.line_items, ...order.shipping_lines].flatMap((line) =>
    line.discount_allocations
  );
  return [
    [order.total_price, order.total_price_set],
    [order.current_total_price, order.current_total_price_set],
    [order.total_tax, order.total_tax_set],
    [order.current_total_tax, order.current_total_tax_set],
    [order.total_discounts, order.total_discounts_set],
    [order.current_total_discounts, order.current_total_discounts_set],
    [order.line_items.some(isTip) ? 0 : order.total_tip_received, undefined],
    [undefined, order.original_total_duties_set],
    [undefined, order.current_total_duties_set],
    [undefined, order.original_total_additional_fees_set],
    [undefined, order.current_total_additional_fees_set],
    [undefined, order.total_cash_rounding_payment_adjustment_set],
    ...order.tax_lines.map((line) => [line.price, line.price_set] as const),
    ...order.line_items.map((line) => [line.price, line.price_set] as const),
    ...order.line_items.map((line) => [line.total_discount, line.total_discount_set] as const),
    ...order.shipping_lines.map((line) => [line.price, line.price_set] as const),
    ...allocated.map(({ amount, amount_set }) => [amount, amount_set] as const),
  ];
}

/**
 * Returns whether something was removed from the order without a repayment. A refund leaves the order as bought and
 * is an event of its own. An edit, which Shopify writes as a refund that moves no money, changes the order, and the
 * `current_` fields then hold what the customer gets and owes. A cancelled order is shown as it was bought.
 */
export function isEdited(order: ShopifyOrder): boolean {
  return isOpenToEdits(order) && hasGoods(order) &&
    (isTakenOff(order) || order.shipping_lines.some(({ is_removed }) => is_removed === true));
}

/** Returns whether all goods were taken off before any left, and not paid back. */
export function isEmptied(order: ShopifyOrder): boolean {
  return isOpenToEdits(order) && !hasGoods(order) && isTakenOff(order) && order.fulfillments.length === 0;
}

function isOpenToEdits(order: ShopifyOrder): boolean {
  return typeof order.cancelled_at !== "string" && typeof order.current_total_price === "number";
}

function hasGoods(order: ShopifyOrder): boolean {
  return order.line_items.some((line) => !isTip(line) && quantityOf(line, true) > 0);
}

/** Returns whether pieces are gone that no refund paid back. */
function isTakenOff(order: ShopifyOrder): boolean {
  const paid_back = new Map<string, number>();
  for (
    const part of order.refunds.filter(({ transactions }) => transactions.some(movesMoney)).flatMap((r) =>
      r.refund_line_items
    )
  ) {
    paid_back.set(lineIdOf(part), (paid_back.get(lineIdOf(part)) ?? 0) + part.quantity);
  }
  return order.line_items.some((line) =>
    line.quantity - quantityOf(line, true) > (paid_back.get(idOf(line)) ?? 0)
  );
}

function quantityOf(line: ShopifyLine, edited: boolean): number {
  return edited ? line.current_quantity ?? line.quantity : line.quantity;
}

interface Totals {
  readonly total_minor: number;
  readonly tax_minor: number;
  readonly discounts_minor: number;
  readonly duties_minor: number;
  readonly fees_minor: number;
}

function totalsAtPurchase(order: ShopifyOrder, minor: Minor): Totals {
  return {
    total_minor: minor(order.total_price, order.total_price_set),
    tax_minor: minor(order.total_tax, order.total_tax_set),
    discounts_minor: minor(order.total_discounts, order.total_discounts_set),
    duties_minor: minor(undefined, order.original_total_duties_set),
    fees_minor: minor(undefined, order.original_total_additional_fees_set),
  };
}

function currentTotals(order: ShopifyOrder, minor: Minor): Totals {
  return {
    total_minor: minor(order.current_total_price, order.current_total_price_set),
    tax_minor: minor(order.current_total_tax, order.current_total_tax_set),
    discounts_minor: minor(order.current_total_discounts, order.current_total_discounts_set),
    duties_minor: minor(undefined, order.current_total_duties_set),
    fees_minor: minor(undefined, order.current_total_additional_fees_set),
  };
}

/**
 * Returns the tip. A tip at the checkout is both a line and part of `total_tip_received`, so only one of them counts.
 */
function tipMinor(order: ShopifyOrder, tips: readonly ShopifyLine[], minor: Minor): number {
  if (tips.length === 0) return minor(order.total_tip_received, undefined);
  return sum(tips.map((line) => minor(line.price, line.price_set) * line.quantity));
}

function isTip({ tip, tip_payment_gateway }: ShopifyLine): boolean {
  return (tip ?? tip_payment_gateway ?? null) !== null;
}

function allocationsOf(
  { discount_allocations }: Pick<ShopifyLine, "discount_allocations">,
  minor: Minor,
): readonly Allocation[] {
  return discount_allocations.map(({ amount, amount_set, discount_application_index }) => ({
    amount_minor: minor(amount, amount_set),
    application: discount_application_index,
  }));
}

function sum(amounts: readonly number[]): number {
  return amounts.reduce((total, amount) => total + amount, 0);
}

/** Vendure's order, payments, parcels and refunds in Waybill's words. Pure. */
import {
  addressOf,
  emailOf,
  fullName,
  localeOf,
  minorOf,
  type OrderDetails,
  type PaymentDetails,
  type RefundDetails,
  roundingOf,
  type ShipmentDetails,
  titleOf,
  urlOf,
} from "@waybill/client";
import type {
  VendureAddress,
  VendureFulfillment,
  VendureLine,
  VendureOrder,
  VendurePayment,
  VendureRefund,
} from "./vendure_order.ts";

export interface Wording {
  /** The language in which the customer ordered, as Vendure names it: `de`, `pt_BR`. */
  readonly language?: string | null;
  /** Digits after the point in Vendure's MoneyStrategy, for every currency: 2. */
  readonly precision: number;
  /** The address of a picture by its path, where Vendure keeps none. */
  readonly asset_url?: ((preview: string) => string) | undefined;
  /** The address of a product's page by its slug. */
  readonly product_url?: ((slug: string) => string) | undefined;
}

/** With what was ordered where the order is cancelled: Vendure then counts every line as nothing. */
export function orderDetails(order: VendureOrder, wording: Wording): OrderDetails {
  const { currencyCode: currency, customer } = order;
  const minor = minorIn(currency, wording);
  const is_cancelled = order.state === "Cancelled";
  const lines = order.lines
    .map((line) => lineOf(line, is_cancelled ? line.orderPlacedQuantity : line.quantity, wording, minor))
    .filter(({ quantity }) => quantity > 0);
  const methods = order.shippingLines.flatMap(({ shippingMethod }) => shippingMethod?.name ?? []);
  const shipping = methods.length === 0
    ? undefined
    : { label: methods.join(", "), amount_minor: minor(order.shippingWithTax) };
  const extra = order.surcharges.map(({ description, priceWithTax }) => ({
    label: description,
    amount_minor: minor(priceWithTax),
  }));
  const whole = order.discounts.filter(({ type }) => type === ORDER_WIDE);
  const goods_minor = lines.reduce(
    (sum, line) => sum + line.quantity * line.unit_price_minor - (line.discount_minor ?? 0),
    0,
  );
  const total_minor = is_cancelled ? goods_minor + (shipping?.amount_minor ?? 0) : minor(order.totalWithTax);
  const discounts = is_cancelled ? [] : [
    ...whole.map(({ description, amountWithTax }) => ({
      label: description,
      amount_minor: minor(-amountWithTax),
    })),
    ...extra.filter(({ amount_minor }) => amount_minor < 0).map((one) => ({
      ...one,
      amount_minor: -one.amount_minor,
    })),
  ].filter(({ amount_minor }) => amount_minor > 0);
  const fees = is_cancelled ? [] : extra.filter(({ amount_minor }) => amount_minor > 0);
  return {
    id: order.code,
    number: order.code,
    placed_at: (order.orderPlacedAt ?? order.createdAt).toISOString(),
    currency,
    locale: localeOf(wording.language),
    customer: {
      email: emailOf(customer?.emailAddress),
      name: fullName(customer?.firstName, customer?.lastName),
      first_name: customer?.firstName || undefined,
      phone: customer?.phoneNumber || order.shippingAddress?.phoneNumber || undefined,
    },
    shipping_address: postalAddress(order.shippingAddress),
    billing_address: postalAddress(order.billingAddress),
    lines,
    discounts,
    fees,
    ...roundingOf({ lines, discounts, fees, shipping, total_minor }),
    shipping,
    tax: taxOf(order, minor),
    total_minor,
    payment: paymentOf(order),
  };
}

/** With its rates where they come to the whole. */
function taxOf(
  { totalWithTax, total, taxSummary = [] }: VendureOrder,
  minor: (amount: number) => number,
): OrderDetails["tax"] {
  const amount_minor = Math.max(0, minor(totalWithTax - total));
  const rates = taxSummary.map(({ description, taxRate, taxTotal }) => ({
    label: description || undefined,
    percent: String(taxRate),
    amount_minor: minor(taxTotal),
  }));
  const is_whole = rates.length > 0 &&
    rates.reduce((sum, rate) => sum + rate.amount_minor, 0) === amount_minor;
  return { amount_minor, included: true, ...(is_whole ? { rates } : {}) };
}

/** Vendure's type of a discount that is shared out over all lines. */
const ORDER_WIDE = "DISTRIBUTED_ORDER_PROMOTION";

export function paymentDetails(
  order: Pick<VendureOrder, "code" | "currencyCode">,
  payment: VendurePayment,
  wording: Wording,
): PaymentDetails {
  return {
    id: within(order, payment.id),
    amount_minor: minorIn(order.currencyCode, wording)(payment.amount),
    method: { brand: payment.method },
    transaction_id: payment.transactionId || undefined,
  };
}

export function shipmentDetails(
  order: Pick<VendureOrder, "code">,
  fulfillment: VendureFulfillment,
): ShipmentDetails {
  const { method, trackingCode } = fulfillment;
  return {
    id: within(order, fulfillment.id),
    lines: linesOf(fulfillment.lines),
    tracking: trackingCode ? [{ number: trackingCode, carrier: method || undefined }] : [],
  };
}

export function refundDetails(
  order: Pick<VendureOrder, "code" | "currencyCode">,
  refund: VendureRefund,
  wording: Wording,
): RefundDetails {
  return {
    id: within(order, refund.id),
    amount_minor: minorIn(order.currencyCode, wording)(refund.total),
    reason: refund.reason || undefined,
    lines: linesOf(refund.lines),
  };
}

function lineOf(line: VendureLine, quantity: number, wording: Wording, minor: (amount: number) => number) {
  const { productVariant: variant } = line;
  const off_minor = line.quantity === quantity
    ? minor(line.linePriceWithTax) - minor(line.discountedLinePriceWithTax)
    : 0;
  const preview = line.featuredAsset?.preview;
  const slug = variant.product?.slug;
  return {
    id: String(line.id),
    sku: variant.sku || undefined,
    title: titleOf(variant.name, variant.sku),
    quantity,
    unit_price_minor: minor(line.unitPriceWithTax),
    discount_minor: Math.max(0, off_minor),
    image_url: preview ? urlOf(wording.asset_url?.(preview) ?? preview) : undefined,
    url: slug ? urlOf(wording.product_url?.(slug)) : undefined,
  };
}

/** Ids of payments, parcels and refunds start anew with a new database: only within their order do they name something. */
function within({ code }: Pick<VendureOrder, "code">, id: string | number): string {
  return `${code}-${id}`;
}

function linesOf(lines: VendureFulfillment["lines"]) {
  return (lines ?? []).filter(({ quantity }) => quantity > 0)
    .map(({ orderLineId, quantity }) => ({ line_id: String(orderLineId), quantity }));
}

function minorIn(currency: string, { precision }: Wording): (amount: number) => number {
  return (amount) => minorOf(amount / 10 ** precision, currency);
}

function paymentOf({ state, payments }: VendureOrder): NonNullable<OrderDetails["payment"]> {
  const method = payments?.find((payment) => payment.state === "Settled" || payment.state === "Authorized")
    ?.method;
  return { status: NOT_PAID[state] ?? "paid", ...(method ? { method: { brand: method } } : {}) };
}

/** Vendure leaves these states only when the money is there. */
const NOT_PAID: Readonly<Record<string, NonNullable<NonNullable<OrderDetails["payment"]>["status"]>>> = {
  AddingItems: "pending",
  Draft: "pending",
  ArrangingPayment: "pending",
  ArrangingAdditionalPayment: "partially_paid",
  PaymentAuthorized: "authorized",
  Cancelled: "voided",
};

function postalAddress(address: VendureAddress | null | undefined) {
  if (!address) return undefined;
  return addressOf({
    name: address.fullName,
    company: address.company,
    lines: [address.streetLine1, address.streetLine2],
    city: address.city,
    region: address.province,
    postal_code: address.postalCode,
    country: address.countryCode,
  });
}

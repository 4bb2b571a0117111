/** Saleor's order in Waybill's words. Pure. */
import {
  addressOf,
  emailOf,
  fullName,
  gapOf,
  localeOf,
  minorOf,
  type OrderDetails,
  pricedLine,
  roundingOf,
  titleOf,
  urlOf,
} from "@waybill/client";
import type { SaleorAddress, SaleorLine, SaleorOrder } from "./saleor_order.ts";

export interface DetailOptions {
  /** The shop's own last word: a gift's message, a promised day, where an open amount is paid. */
  readonly details?: ((order: SaleorOrder, details: OrderDetails) => OrderDetails) | undefined;
}

export function orderDetails(order: SaleorOrder, options: DetailOptions = {}): OrderDetails {
  const { currency } = order.total;
  const minor = (amount: number) => minorOf(amount, currency);
  const { shippingAddress: to, billingAddress: payer } = order;
  const is_collected = order.deliveryMethod?.__typename === "Warehouse";
  const lines = order.lines.filter(({ quantity }) => quantity > 0).map((line) =>
    lineOf(line, minor, is_collected)
  );
  const total_minor = minor(order.total.gross.amount);
  const shipping_minor = minor(order.shippingPrice.gross.amount);
  const shipping = order.deliveryMethod
    ? { label: order.deliveryMethod.name || undefined, amount_minor: shipping_minor }
    : undefined;
  const discounts = besideLines(order, minor, { lines, shipping, total_minor });
  const details: OrderDetails = {
    id: order.id,
    number: `#${order.number}`,
    placed_at: order.created,
    currency,
    locale: localeOf(order.languageCodeEnum),
    customer: {
      email: emailOf(order.userEmail),
      name: fullName(payer?.firstName ?? to?.firstName, payer?.lastName ?? to?.lastName),
      first_name: order.user?.firstName || payer?.firstName || undefined,
      phone: to?.phone || undefined,
    },
    shipping_address: postalAddress(to),
    billing_address: postalAddress(payer),
    lines,
    discounts,
    ...roundingOf({ lines, discounts, shipping, total_minor }),
    shipping,
    ...(is_collected ? { pickup: pickupPlace(order) } : {}),
    tax: { amount_minor: Math.max(0, minor(order.total.tax.amount)), included: true },
    total_minor,
    gift_message: order.metadata?.find(({ key }) => key === "gift_message")?.value || undefined,
    payment: { status: paymentStatus(order) },
  };
  return options.details?.(order, details) ?? details;
}

/**
 * The discounts that are not yet in the prices of lines and shipping: newer versions share one on the whole order out over its lines,
 * older ones keep it beside them. They are told where the total says so, each with its own amount.
 */
function besideLines(
  { discounts = [] }: SaleorOrder,
  minor: (amount: number) => number,
  sums: Pick<OrderDetails, "lines" | "shipping" | "total_minor">,
): NonNullable<OrderDetails["discounts"]> {
  const named = (discounts ?? []).map(({ translatedName, name, amount }) => ({
    label: translatedName || name || undefined,
    amount_minor: minor(amount.amount),
  })).filter(({ amount_minor }) => amount_minor > 0);
  const explains = (some: typeof named) => Math.abs(gapOf({ ...sums, discounts: some })) <= sums.lines.length;
  return [[], named, ...named.map((one) => [one])].find(explains) ?? [];
}

function pickupPlace({ deliveryMethod }: SaleorOrder): NonNullable<OrderDetails["pickup"]> {
  const { lines = [], postal_code, city } = postalAddress(deliveryMethod?.address) ?? {};
  const town = [postal_code, city].filter(Boolean).join(" ");
  return {
    name: deliveryMethod?.name || undefined,
    lines: [...lines, ...(town === "" ? [] : [town])].slice(0, 4),
  };
}

function lineOf(line: SaleorLine, minor: (amount: number) => number, is_collected: boolean) {
  const whole_minor = minor(line.undiscountedTotalPrice.gross.amount);
  const paid_minor = minor(line.totalPrice.gross.amount);
  const { quantity, unit_price_minor, discount_minor } = pricedLine(
    line.quantity,
    Math.max(whole_minor, paid_minor),
  );
  return {
    id: line.id,
    sku: line.productSku ?? undefined,
    title: titleOf(line.translatedProductName, line.productName, line.productSku),
    variant: line.translatedVariantName || line.variantName || undefined,
    quantity,
    unit_price_minor,
    discount_minor: discount_minor + Math.max(whole_minor, paid_minor) - paid_minor,
    image_url: urlOf(line.thumbnail?.url),
    requires_shipping: line.isShippingRequired,
    ...(is_collected && line.isShippingRequired ? { way: "pickup" as const } : {}),
  };
}

function paymentStatus(
  { authorizeStatus, chargeStatus }: SaleorOrder,
): NonNullable<NonNullable<OrderDetails["payment"]>["status"]> {
  if (chargeStatus === "FULL" || chargeStatus === "OVERCHARGED") return "paid";
  if (authorizeStatus === "FULL") return "authorized";
  return chargeStatus === "PARTIAL" ? "partially_paid" : "pending";
}

function postalAddress(address: SaleorAddress | null | undefined) {
  if (!address) return undefined;
  return addressOf({
    name: fullName(address.firstName, address.lastName),
    company: address.companyName,
    lines: [address.streetAddress1, address.streetAddress2],
    city: address.city,
    region: address.countryArea,
    postal_code: address.postalCode,
    country: address.country.code,
  });
}

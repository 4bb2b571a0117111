/** Saleor's order in Waybill's words. Pure. */
import {
  addressOf,
  balanceOf,
  emailOf,
  fullName,
  localeOf,
  minorOf,
  type OrderDetails,
  pricedLine,
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
  const lines = order.lines.filter(({ quantity }) => quantity > 0).map((line) => lineOf(line, minor));
  const total_minor = minor(order.total.gross.amount);
  const shipping_minor = minor(order.shippingPrice.gross.amount);
  const shipping = order.deliveryMethod
    ? { label: order.deliveryMethod.name || undefined, amount_minor: shipping_minor }
    : undefined;
  // A discount on the whole order is in the lines of newer versions and beside them in older ones: what is over is named by it.
  const balanced = balanceOf({ lines, shipping, total_minor });
  const label =
    order.discounts?.map(({ translatedName, name }) => translatedName || name || "").filter(Boolean).join(
      ", ",
    ) || undefined;
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
    ...balanced,
    discounts: balanced.discounts?.map((discount) => ({ label, ...discount })),
    shipping,
    tax: { amount_minor: Math.max(0, minor(order.total.tax.amount)), included: true },
    total_minor,
    gift_message: order.metadata?.find(({ key }) => key === "gift_message")?.value || undefined,
    payment: { status: paymentStatus(order) },
  };
  return options.details?.(order, details) ?? details;
}

function lineOf(line: SaleorLine, minor: (amount: number) => number) {
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

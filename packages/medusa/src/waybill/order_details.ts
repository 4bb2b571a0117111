/** Medusa's order in Waybill's words. Pure. */
import {
  addressOf,
  emailOf,
  fullName,
  localeOf,
  minorOf,
  type OrderDetails,
  pricedLine,
  roundingOf,
  titleOf,
  urlOf,
} from "@waybill/client";
import type { Amount, MedusaAddress, MedusaItem, MedusaOrder } from "./medusa_order.ts";

export interface DetailOptions {
  /** The address of a product's page by its handle. */
  readonly product_url?: ((handle: string) => string) | undefined;
  /** The shop's own last word: a gift's message, a promised day, where an open amount is paid. */
  readonly details?: ((order: MedusaOrder, details: OrderDetails) => OrderDetails) | undefined;
}

export function orderDetails(order: MedusaOrder, options: DetailOptions = {}): OrderDetails {
  const currency = order.currency_code.toUpperCase();
  const minor = (amount: Amount) => minorOf(amount, currency);
  const { shipping_address: to, billing_address: payer, customer } = order;
  const lines = order.items.filter(({ quantity }) => Number(quantity) > 0).map((item) =>
    lineOf(item, minor, options)
  );
  const methods = order.shipping_methods ?? [];
  const names = methods.flatMap(({ name }) => name ?? []);
  const shipping = methods.length === 0 ? undefined : {
    label: names.join(", ") || undefined,
    amount_minor: methods.reduce((sum, { total }) => sum + minor(total), 0),
  };
  const gift_cards = (order.credit_lines ?? []).filter((credit) => isOfCheckout(credit, order))
    .map(({ amount }) => ({ amount_minor: minor(amount) })).filter(({ amount_minor }) => amount_minor > 0);
  const credit_minor = gift_cards.reduce((sum, { amount_minor }) => sum + amount_minor, 0);
  const goods_minor = lines.reduce(
    (sum, line) => sum + line.quantity * line.unit_price_minor - line.discount_minor,
    0,
  );
  // Medusa takes a refund off `total`, as a credit: what was ordered cost what it did.
  const has_credit = (order.credit_lines ?? []).length > 0;
  const total_minor = order.total === undefined || has_credit
    ? goods_minor + (shipping?.amount_minor ?? 0) - credit_minor
    : minor(order.total);
  const name = fullName(to?.first_name ?? payer?.first_name, to?.last_name ?? payer?.last_name);
  const details: OrderDetails = {
    id: order.id,
    number: `#${order.display_id}`,
    placed_at: new Date(order.created_at).toISOString(),
    currency,
    locale: localeOf(order.locale),
    customer: {
      email: emailOf(order.email),
      name: name ?? fullName(customer?.first_name, customer?.last_name),
      first_name: customer?.first_name || to?.first_name || payer?.first_name || undefined,
      phone: to?.phone || undefined,
    },
    shipping_address: postalAddress(to),
    billing_address: postalAddress(payer),
    lines,
    ...roundingOf({ lines, shipping, gift_cards, total_minor }),
    ...(gift_cards.length === 0 ? {} : { gift_cards }),
    shipping,
    // Medusa's totals hold the tax, whether its prices do or not.
    tax: { amount_minor: Math.max(0, minor(order.tax_total)), included: true },
    total_minor,
    gift_message: textOf(order.metadata?.["gift_message"]),
    payment: { status: paymentStatus(order) },
  };
  return options.details?.(order, details) ?? details;
}

function textOf(value: unknown): string | undefined {
  return typeof value === "string" && value.trim() !== "" ? value : undefined;
}

function lineOf(item: MedusaItem, minor: (amount: Amount) => number, { product_url }: DetailOptions) {
  const original_minor = minor(item.original_total);
  const { quantity, unit_price_minor, discount_minor } = pricedLine(Number(item.quantity), original_minor);
  const variant = item.variant_title && item.variant_title !== DEFAULT_VARIANT
    ? item.variant_title
    : undefined;
  return {
    id: item.id,
    sku: item.variant_sku || undefined,
    title: titleOf(item.product_title, item.title, item.variant_sku),
    variant,
    quantity,
    unit_price_minor,
    discount_minor: Math.max(0, discount_minor + original_minor - minor(item.total)),
    image_url: urlOf(item.thumbnail),
    url: item.product_handle ? urlOf(product_url?.(item.product_handle)) : undefined,
    requires_shipping: item.requires_shipping ?? true,
  };
}

/** Medusa's name for the only variant of a product. */
const DEFAULT_VARIANT = "Default variant";
/** A credit that the buyer brought along is there with the order; one of a refund is written later. */
const AT_CHECKOUT_MS = 60_000;

function isOfCheckout(
  credit: NonNullable<MedusaOrder["credit_lines"]>[number],
  { created_at }: MedusaOrder,
): boolean {
  const made_at = credit.created_at ?? created_at;
  return credit.reference !== "refund" &&
    new Date(made_at).getTime() - new Date(created_at).getTime() <= AT_CHECKOUT_MS;
}

function paymentStatus(
  { payment_collections }: MedusaOrder,
): NonNullable<NonNullable<OrderDetails["payment"]>["status"]> {
  switch (payment_collections?.at(-1)?.status) {
    case "completed":
      return "paid";
    case "authorized":
    case "partially_authorized":
      return "authorized";
    case "partially_captured":
      return "partially_paid";
    case "canceled":
      return "voided";
    case "failed":
      return "failed";
    default:
      return "pending";
  }
}

function postalAddress(address: MedusaAddress | null | undefined) {
  if (!address) return undefined;
  return addressOf({
    name: fullName(address.first_name, address.last_name),
    company: address.company,
    lines: [address.address_1, address.address_2],
    city: address.city,
    region: address.province,
    postal_code: address.postal_code,
    country: address.country_code,
  });
}

/** Vendure's order in Waybill's words. Vendure keeps every currency in hundredths, unless a MoneyStrategy of your own says otherwise. */
import { addressOf, balanceOf, minorOf, nameOf, pricedLine } from "./waybill.ts";

/** What `orderService.findOne(ctx, id, VENDURE_RELATIONS)` has to load. */
export const VENDURE_RELATIONS = [
  "customer",
  "lines.productVariant",
  "lines.featuredAsset",
  "shippingLines.shippingMethod",
  "surcharges",
];

/** `precision` of the MoneyStrategy. */
const PRECISION = 2;

interface VendureAddress {
  readonly fullName?: string;
  readonly company?: string;
  readonly streetLine1?: string;
  readonly streetLine2?: string;
  readonly city?: string;
  readonly province?: string;
  readonly postalCode?: string;
  readonly countryCode?: string;
  readonly phoneNumber?: string;
}

export interface VendureOrder {
  readonly id: string | number;
  /** `T3SCS8QJ2V`, as the customer sees it. */
  readonly code: string;
  readonly state: string;
  readonly createdAt: Date;
  readonly orderPlacedAt?: Date;
  readonly currencyCode: string;
  readonly totalWithTax: number;
  readonly total: number;
  readonly shippingWithTax: number;
  readonly customer?: {
    readonly id: string | number;
    readonly firstName: string;
    readonly lastName: string;
    readonly emailAddress: string;
    readonly phoneNumber?: string;
  };
  readonly lines: readonly {
    readonly id: string | number;
    readonly quantity: number;
    /** After every discount, with tax. */
    readonly proratedLinePriceWithTax: number;
    readonly productVariant: { readonly name: string; readonly sku: string };
  }[];
  readonly shippingLines: readonly { readonly shippingMethod?: { readonly name: string } }[];
  readonly shippingAddress?: VendureAddress;
  readonly billingAddress?: VendureAddress;
}

export function orderOfVendure(order: VendureOrder) {
  const { currencyCode: currency, customer } = order;
  const minor = (amount: number) => minorOf(amount / 10 ** PRECISION, currency);
  const lines = order.lines.filter(({ quantity }) => quantity > 0).map((line) => ({
    id: String(line.id),
    sku: line.productVariant.sku,
    title: line.productVariant.name,
    ...pricedLine(line.quantity, minor(line.proratedLinePriceWithTax)),
  }));
  const shipping_minor = minor(order.shippingWithTax);
  const methods = order.shippingLines.flatMap(({ shippingMethod }) => shippingMethod?.name ?? []);
  return {
    id: String(order.id),
    number: order.code,
    placed_at: (order.orderPlacedAt ?? order.createdAt).toISOString(),
    currency,
    customer: {
      id: customer && String(customer.id),
      email: customer?.emailAddress,
      name: nameOf(customer?.firstName, customer?.lastName),
      first_name: customer?.firstName || undefined,
      phone: customer?.phoneNumber || order.shippingAddress?.phoneNumber || undefined,
    },
    shipping_address: vendureAddress(order.shippingAddress),
    billing_address: vendureAddress(order.billingAddress),
    lines,
    ...balanceOf(lines, shipping_minor, minor(order.totalWithTax)),
    shipping: methods.length === 0 ? undefined : { label: methods.join(", "), amount_minor: shipping_minor },
    tax: { amount_minor: minor(order.totalWithTax - order.total), included: true },
    total_minor: minor(order.totalWithTax),
    payment: { status: UNPAID[order.state] ?? "paid" },
  };
}

/** Vendure leaves these states only when the money is there. */
const UNPAID: Readonly<Record<string, string>> = {
  AddingItems: "pending",
  ArrangingPayment: "pending",
  ArrangingAdditionalPayment: "partially_paid",
  PaymentAuthorized: "authorized",
  Cancelled: "voided",
};

function vendureAddress(address: VendureAddress | undefined) {
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

/** Saleor's order in Waybill's words, and the subscription that asks Saleor for exactly what is needed. */
import { addressOf, balanceOf, minorOf, nameOf, pricedLine } from "./waybill.ts";

export const SALEOR_ORDER = `
  fragment WaybillAddress on Address {
    firstName lastName companyName streetAddress1 streetAddress2 city countryArea postalCode phone
    country { code }
  }
  fragment WaybillOrder on Order {
    id number created updatedAt languageCodeEnum userEmail
    user { id firstName }
    shippingAddress { ...WaybillAddress }
    billingAddress { ...WaybillAddress }
    lines {
      id productName variantName productSku quantity isShippingRequired
      thumbnail { url }
      totalPrice { gross { amount } }
    }
    deliveryMethod { ... on ShippingMethod { name } }
    shippingPrice { gross { amount } }
    total { currency gross { amount } tax { amount } }
    authorizeStatus chargeStatus
  }
`;

interface SaleorAddress {
  readonly firstName: string;
  readonly lastName: string;
  readonly companyName: string;
  readonly streetAddress1: string;
  readonly streetAddress2: string;
  readonly city: string;
  readonly countryArea: string;
  readonly postalCode: string;
  readonly phone?: string | null;
  readonly country: { readonly code: string };
}

export interface SaleorOrder {
  readonly id: string;
  readonly number: string;
  readonly created: string;
  readonly updatedAt: string;
  readonly languageCodeEnum: string;
  readonly userEmail?: string | null;
  readonly user?: { readonly id: string; readonly firstName: string } | null;
  readonly shippingAddress?: SaleorAddress | null;
  readonly billingAddress?: SaleorAddress | null;
  readonly lines: readonly {
    readonly id: string;
    readonly productName: string;
    readonly variantName: string;
    readonly productSku?: string | null;
    readonly quantity: number;
    readonly isShippingRequired: boolean;
    readonly thumbnail?: { readonly url: string } | null;
    readonly totalPrice: { readonly gross: { readonly amount: number } };
  }[];
  readonly deliveryMethod?: { readonly name?: string } | null;
  readonly shippingPrice: { readonly gross: { readonly amount: number } };
  readonly total: {
    readonly currency: string;
    readonly gross: { readonly amount: number };
    readonly tax: { readonly amount: number };
  };
  readonly authorizeStatus: "NONE" | "PARTIAL" | "FULL";
  readonly chargeStatus: "NONE" | "PARTIAL" | "FULL" | "OVERCHARGED";
}

export function orderOfSaleor(order: SaleorOrder) {
  const { currency } = order.total;
  const minor = (amount: number) => minorOf(amount, currency);
  const { shippingAddress: to, billingAddress: payer } = order;
  const lines = order.lines.filter(({ quantity }) => quantity > 0).map((line) => ({
    id: line.id,
    sku: line.productSku ?? undefined,
    title: line.productName,
    variant: line.variantName || undefined,
    image_url: line.thumbnail?.url,
    requires_shipping: line.isShippingRequired,
    ...pricedLine(line.quantity, minor(line.totalPrice.gross.amount)),
  }));
  const shipping_minor = minor(order.shippingPrice.gross.amount);
  const total_minor = minor(order.total.gross.amount);
  return {
    id: order.id,
    number: `#${order.number}`,
    placed_at: order.created,
    currency,
    locale: order.languageCodeEnum.toLowerCase().replaceAll("_", "-"),
    customer: {
      id: order.user?.id,
      email: order.userEmail ?? undefined,
      name: nameOf(payer?.firstName ?? to?.firstName, payer?.lastName ?? to?.lastName),
      first_name: order.user?.firstName || payer?.firstName || undefined,
      phone: to?.phone || undefined,
    },
    shipping_address: saleorAddress(to),
    billing_address: saleorAddress(payer),
    lines,
    ...balanceOf(lines, shipping_minor, total_minor),
    shipping: order.deliveryMethod
      ? { label: order.deliveryMethod.name, amount_minor: shipping_minor }
      : undefined,
    tax: { amount_minor: minor(order.total.tax.amount), included: true },
    total_minor,
    payment: { status: paymentStatus(order) },
  };
}

function paymentStatus({ authorizeStatus, chargeStatus }: SaleorOrder): string {
  if (chargeStatus === "FULL" || chargeStatus === "OVERCHARGED") return "paid";
  if (authorizeStatus === "FULL") return "authorized";
  return chargeStatus === "PARTIAL" ? "partially_paid" : "pending";
}

function saleorAddress(address: SaleorAddress | null | undefined) {
  if (!address) return undefined;
  return addressOf({
    name: nameOf(address.firstName, address.lastName),
    company: address.companyName,
    lines: [address.streetAddress1, address.streetAddress2],
    city: address.city,
    region: address.countryArea,
    postal_code: address.postalCode,
    country: address.country.code,
  });
}

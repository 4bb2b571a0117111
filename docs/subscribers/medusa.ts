/** Medusa v2's order in Waybill's words. Amounts of Medusa v2 are decimals: 89.9 is 89.90. */
import { addressOf, balanceOf, minorOf, nameOf, pricedLine } from "./waybill.ts";

/** What to ask `query.graph({ entity: "order", fields: MEDUSA_FIELDS, … })` for. */
export const MEDUSA_FIELDS = [
  ...["id", "display_id", "email", "currency_code", "locale", "created_at", "updated_at", "canceled_at"],
  ...["total", "tax_total", "shipping_total", "items.*", "items.total", "shipping_methods.name"],
  ...["customer.id", "customer.first_name", "shipping_address.*", "billing_address.*"],
  "payment_collections.status",
];

interface MedusaAddress {
  readonly first_name?: string | null;
  readonly last_name?: string | null;
  readonly company?: string | null;
  readonly address_1?: string | null;
  readonly address_2?: string | null;
  readonly city?: string | null;
  readonly province?: string | null;
  readonly postal_code?: string | null;
  readonly country_code?: string | null;
  readonly phone?: string | null;
}

export interface MedusaOrder {
  readonly id: string;
  readonly display_id: number;
  readonly email?: string | null;
  readonly currency_code: string;
  readonly locale?: string | null;
  readonly created_at: string | Date;
  readonly total: number;
  readonly tax_total: number;
  readonly shipping_total: number;
  readonly items: readonly {
    readonly id: string;
    readonly product_title?: string | null;
    readonly title: string;
    readonly variant_title?: string | null;
    readonly variant_sku?: string | null;
    readonly thumbnail?: string | null;
    readonly requires_shipping?: boolean;
    readonly quantity: number;
    readonly total: number;
  }[];
  readonly shipping_methods?: readonly { readonly name: string }[];
  readonly customer?: { readonly id: string; readonly first_name?: string | null } | null;
  readonly shipping_address?: MedusaAddress | null;
  readonly billing_address?: MedusaAddress | null;
  readonly payment_collections?: readonly { readonly status: string }[];
}

export function orderOfMedusa(order: MedusaOrder) {
  const currency = order.currency_code.toUpperCase();
  const minor = (amount: number) => minorOf(amount, currency);
  const { shipping_address: to, billing_address: payer } = order;
  const lines = order.items.map((item) => ({
    id: item.id,
    sku: item.variant_sku ?? undefined,
    title: item.product_title || item.title,
    variant: item.variant_title ?? undefined,
    image_url: item.thumbnail ?? undefined,
    requires_shipping: item.requires_shipping ?? true,
    ...pricedLine(item.quantity, minor(item.total)),
  }));
  const shipping_minor = minor(order.shipping_total);
  const methods = order.shipping_methods ?? [];
  return {
    id: order.id,
    number: `#${order.display_id}`,
    placed_at: new Date(order.created_at).toISOString(),
    currency,
    locale: order.locale ?? undefined,
    customer: {
      id: order.customer?.id,
      email: order.email ?? undefined,
      name: nameOf(to?.first_name ?? payer?.first_name, to?.last_name ?? payer?.last_name),
      first_name: order.customer?.first_name ?? to?.first_name ?? undefined,
      phone: to?.phone ?? undefined,
    },
    shipping_address: medusaAddress(to),
    billing_address: medusaAddress(payer),
    lines,
    ...balanceOf(lines, shipping_minor, minor(order.total)),
    shipping: methods.length === 0
      ? undefined
      : { label: methods.map(({ name }) => name).join(", "), amount_minor: shipping_minor },
    // Medusa's totals hold the tax, whether its prices do or not.
    tax: { amount_minor: minor(order.tax_total), included: true },
    total_minor: minor(order.total),
    payment: { status: PAYMENT_STATUS[order.payment_collections?.at(-1)?.status ?? ""] ?? "pending" },
  };
}

const PAYMENT_STATUS: Readonly<Record<string, string>> = {
  completed: "paid",
  authorized: "authorized",
  partially_authorized: "authorized",
  partially_captured: "partially_paid",
  canceled: "voided",
  failed: "failed",
};

function medusaAddress(address: MedusaAddress | null | undefined) {
  if (!address) return undefined;
  return addressOf({
    name: nameOf(address.first_name, address.last_name),
    company: address.company,
    lines: [address.address_1, address.address_2],
    city: address.city,
    region: address.province,
    postal_code: address.postal_code,
    country: address.country_code,
  });
}

/** The parts of Medusa's order that are read here, as `query.graph` gives them. Amounts are decimals in major units and not rounded. */

export type Moment = string | Date;
/** A number, or a text where the database gave one. */
export type Amount = number | string;

export interface MedusaAddress {
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

export interface MedusaItem {
  readonly id: string;
  readonly title: string;
  readonly product_title?: string | null;
  readonly product_handle?: string | null;
  readonly variant_title?: string | null;
  readonly variant_sku?: string | null;
  readonly thumbnail?: string | null;
  readonly requires_shipping?: boolean | null;
  readonly quantity: Amount;
  /** With tax, before and after discounts. */
  readonly original_total: Amount;
  readonly total: Amount;
}

export interface MedusaPayment {
  readonly id: string;
  readonly provider_id?: string | null;
  readonly data?: { readonly id?: unknown } | null;
  readonly canceled_at?: Moment | null;
  readonly captures?:
    | readonly { readonly id: string; readonly amount: Amount; readonly created_at: Moment }[]
    | null;
  readonly refunds?:
    | readonly {
      readonly id: string;
      readonly amount: Amount;
      readonly created_at: Moment;
      readonly note?: string | null;
    }[]
    | null;
}

export interface MedusaFulfillment {
  readonly id: string;
  readonly provider_id?: string | null;
  readonly shipped_at?: Moment | null;
  readonly delivered_at?: Moment | null;
  readonly canceled_at?: Moment | null;
  readonly items?: readonly { readonly line_item_id?: string | null; readonly quantity: Amount }[] | null;
  readonly labels?:
    | readonly { readonly tracking_number?: string | null; readonly tracking_url?: string | null }[]
    | null;
}

export interface MedusaOrder {
  readonly id: string;
  readonly display_id: number | string;
  readonly status?: string | null;
  readonly is_draft_order?: boolean | null;
  readonly email?: string | null;
  readonly currency_code: string;
  readonly locale?: string | null;
  readonly metadata?: Readonly<Record<string, unknown>> | null;
  readonly created_at: Moment;
  readonly canceled_at?: Moment | null;
  /** Less what was credited or refunded since. */
  readonly total?: Amount;
  readonly tax_total: Amount;
  readonly items: readonly MedusaItem[];
  readonly shipping_methods?: readonly { readonly name?: string | null; readonly total: Amount }[] | null;
  readonly credit_lines?:
    | readonly {
      readonly amount: Amount;
      readonly reference?: string | null;
      readonly created_at?: Moment | null;
    }[]
    | null;
  readonly customer?: { readonly first_name?: string | null; readonly last_name?: string | null } | null;
  readonly shipping_address?: MedusaAddress | null;
  readonly billing_address?: MedusaAddress | null;
  readonly payment_collections?:
    | readonly { readonly status?: string | null; readonly payments?: readonly MedusaPayment[] | null }[]
    | null;
  readonly fulfillments?: readonly MedusaFulfillment[] | null;
}

/** What `query.graph` is asked for. */
export const ORDER_FIELDS: readonly string[] = [
  "id",
  "display_id",
  "status",
  "is_draft_order",
  "email",
  "currency_code",
  "locale",
  "metadata",
  "created_at",
  "canceled_at",
  "total",
  "tax_total",
  "items.*",
  "items.detail.*",
  "items.tax_lines.*",
  "items.adjustments.*",
  "shipping_methods.*",
  "shipping_methods.tax_lines.*",
  "shipping_methods.adjustments.*",
  "credit_lines.*",
  "customer.first_name",
  "customer.last_name",
  "shipping_address.*",
  "billing_address.*",
  "payment_collections.status",
  "payment_collections.payments.*",
  "payment_collections.payments.captures.*",
  "payment_collections.payments.refunds.*",
  "fulfillments.*",
  "fulfillments.items.*",
  "fulfillments.labels.*",
];

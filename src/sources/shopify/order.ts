/** Checks Shopify's order field by field: fields that Waybill uses are strict, other fields are never read. */
import * as v from "valibot";
import { LINES_READ_MAX } from "../../orders/event.ts";
import type { Result } from "../../result.ts";
import { checked } from "../read/parse_error.ts";
import { discountAllocations, DiscountApplication } from "./discounts.ts";
import { Code, Flag, helpful, list, PlainId, Words } from "../read/fields.ts";
import { decimal, identity, MoneySet } from "./fields.ts";
import { RefundInOrder } from "./refund.ts";
import { Currency, Instant } from "../../values/schemas.ts";

/** Reads the order; plain amounts become minor units of the shop's currency, money sets name their own currency. */
export function readShopifyOrder(json: unknown): Result<ShopifyOrder, "invalid"> {
  // The plain amounts name no currency, so the order's currency is read first.
  const shop = checked(v.object({ currency: Currency }), json);
  return shop.ok ? checked(orderIn(shop.value.currency), json) : shop;
}

const Address = helpful(v.object({
  name: Words,
  first_name: Words,
  last_name: Words,
  company: Words,
  address1: Words,
  address2: Words,
  city: Words,
  province: Words,
  province_code: Words,
  zip: Words,
  country_code: Words,
  phone: Words,
}));
export type ShopifyAddress = v.InferOutput<typeof Address>;

/** Every one of these may be `null` for a guest. */
const Customer = v.nullish(helpful(v.object({
  email: Code,
  first_name: Words,
  last_name: Words,
  phone: Words,
  // `enabled` where the customer has an account.
  state: v.nullish(v.unknown()),
  tags: v.nullish(v.unknown()),
})));

const Quantity = v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(1_000_000));

function orderIn(currency: string) {
  const Amount = decimal(currency);
  const ChargedLine = v.object({
    ...identity,
    title: Words,
    name: Words,
    variant_title: Words,
    sku: Words,
    quantity: Quantity,
    current_quantity: v.nullish(Quantity),
    price: Amount,
    price_set: MoneySet,
    total_discount: helpful(Amount),
    total_discount_set: MoneySet,
    discount_allocations: discountAllocations(Amount),
    requires_shipping: Flag,
    // `fulfilled`, `partial`; `null` for nothing yet.
    fulfillment_status: v.nullish(v.unknown()),
    fulfillable_quantity: v.nullish(v.unknown()),
    properties: list(v.unknown()),
    product_id: helpful(PlainId),
    variant_id: helpful(PlainId),
    image_url: v.nullish(v.unknown()),
    image: v.nullish(v.unknown()),
    // Present only on a line that holds a tip.
    tip: v.nullish(v.unknown()),
    tip_payment_gateway: v.nullish(v.unknown()),
  });
  return v.object({
    ...identity,
    name: Words,
    order_number: helpful(v.number()),
    created_at: Instant,
    processed_at: helpful(Instant),
    updated_at: v.nullish(Instant),
    cancelled_at: v.nullish(Instant),
    cancel_reason: Code,
    currency: Currency,
    presentment_currency: v.nullish(Currency),
    customer_locale: Code,
    email: Code,
    contact_email: Code,
    phone: Words,
    customer: Customer,
    billing_address: Address,
    shipping_address: Address,
    financial_status: Code,
    payment_gateway_names: list(Words),
    // Negative where the shop owes the customer.
    total_outstanding: helpful(Amount),
    payment_terms: v.nullish(v.unknown()),
    order_status_url: v.nullish(v.unknown()),
    note: Code,
    note_attributes: list(v.unknown()),
    po_number: Code,
    tax_lines: list(v.object({
      title: Words,
      rate: v.nullish(v.unknown()),
      price: helpful(Amount),
      price_set: MoneySet,
    })),
    total_cash_rounding_payment_adjustment_set: MoneySet,
    total_cash_rounding_refund_adjustment_set: MoneySet,
    line_items: v.pipe(
      v.array(ChargedLine),
      v.maxLength(LINES_READ_MAX),
      v.check((lines) => lines.some(({ quantity }) => quantity > 0), "Must hold a line of quantity >= 1"),
    ),
    discount_applications: list(DiscountApplication),
    discount_codes: list(v.object({ code: Words })),
    // Where it was sold: `web`, `pos`, the name or number of an app.
    source_name: v.nullish(v.unknown()),
    tags: v.nullish(v.unknown()),
    // Set where a company buys (B2B).
    company: v.nullish(v.unknown()),
    fulfillment_status: v.nullish(v.unknown()),
    fulfillments: list(v.unknown()),
    shipping_lines: list(v.object({
      title: Words,
      code: v.nullish(v.unknown()),
      source: v.nullish(v.unknown()),
      delivery_category: v.nullish(v.unknown()),
      price: v.fallback(Amount, 0),
      price_set: MoneySet,
      is_removed: Flag,
      discount_allocations: discountAllocations(Amount),
    })),
    taxes_included: Flag,
    total_price: Amount,
    total_price_set: MoneySet,
    current_total_price: v.nullish(Amount),
    current_total_price_set: MoneySet,
    total_tax: helpful(Amount),
    total_tax_set: MoneySet,
    current_total_tax: helpful(Amount),
    current_total_tax_set: MoneySet,
    total_discounts: helpful(Amount),
    total_discounts_set: MoneySet,
    current_total_discounts: helpful(Amount),
    current_total_discounts_set: MoneySet,
    total_tip_received: helpful(Amount),
    duties_included: Flag,
    original_total_duties_set: MoneySet,
    current_total_duties_set: MoneySet,
    original_total_additional_fees_set: MoneySet,
    current_total_additional_fees_set: MoneySet,
    refunds: list(RefundInOrder),
  });
}

export type ShopifyOrder = v.InferOutput<ReturnType<typeof orderIn>>;
export type ShopifyLine = ShopifyOrder["line_items"][number];

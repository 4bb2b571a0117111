/** Checks WooCommerce's order field by field: fields that Waybill uses are strict, other fields are never read. */
import * as v from "valibot";
import { LINES_READ_MAX } from "../../orders/event.ts";
import type { Result } from "../../result.ts";
import { checked } from "../read/parse_error.ts";
import { Code, Flag, helpful, list, PlainId, wholeList, Words } from "../read/fields.ts";
import { amount, optionalAmount } from "../read/amounts.ts";
import { Gmt, Plain, PlainLines } from "./fields.ts";
import { Currency } from "../../values/schemas.ts";

/** Reads the order, with amounts in minor units. https://woocommerce.github.io/woocommerce-rest-api-docs/#orders */
export function readWoocommerceOrder(json: unknown): Result<WoocommerceOrder, "invalid"> {
  // The amounts name no currency, so the order's currency is read first.
  const shop = checked(v.object({ currency: Currency }), json);
  return shop.ok ? checked(orderIn(shop.value.currency), json) : shop;
}

/** A deletion: the id and nothing else, so that no order is one, whatever the unsigned topic says. */
export const Deletion = v.strictObject({ id: PlainId });

const Address = helpful(v.object({
  first_name: Plain,
  last_name: Plain,
  company: Plain,
  address_1: Plain,
  address_2: Plain,
  city: Plain,
  state: Words,
  postcode: Words,
  country: Words,
  email: Code,
  phone: Words,
}));
export type WoocommerceAddress = v.InferOutput<typeof Address>;

/** Plugins sell by weight and length, so a quantity may have a fraction. */
const Quantity = v.pipe(v.number(), v.minValue(0), v.maxValue(1_000_000));

function orderIn(currency: string) {
  const Amount = amount(currency);
  const Tax = v.fallback(optionalAmount(currency), 0);
  return v.object({
    id: PlainId,
    // The order from which a plugin split this one; 0 for none.
    parent_id: helpful(PlainId),
    number: Words,
    status: v.string(),
    currency: Currency,
    date_created_gmt: Gmt,
    date_modified_gmt: v.nullish(Gmt),
    date_paid_gmt: helpful(Gmt),
    date_completed_gmt: helpful(Gmt),
    total: Amount,
    total_tax: Tax,
    prices_include_tax: Flag,
    // 0 for a guest.
    customer_id: helpful(PlainId),
    billing: Address,
    shipping: Address,
    payment_method: Code,
    payment_method_title: Plain,
    created_via: Code,
    customer_note: PlainLines,
    transaction_id: Words,
    payment_url: v.nullish(v.unknown()),
    needs_payment: v.nullish(v.unknown()),
    shipping_total: Tax,
    shipping_tax: Tax,
    meta_data: list(v.unknown()),
    gift_cards: list(v.unknown()),
    pw_gift_cards_redeemed: list(v.unknown()),
    tax_lines: list(v.object({
      label: Plain,
      rate_percent: v.nullish(v.unknown()),
      tax_total: Tax,
      shipping_tax_total: Tax,
    })),
    line_items: v.pipe(
      v.array(v.object({
        id: PlainId,
        name: Plain,
        parent_name: Plain,
        sku: Words,
        quantity: Quantity,
        subtotal: Amount,
        subtotal_tax: Tax,
        total: Amount,
        total_tax: Tax,
        image: v.nullish(v.unknown()),
        // On a part of a bundle: the line of the whole, in each plugin's form.
        bundled_by: v.nullish(v.unknown()),
        composite_parent: v.nullish(v.unknown()),
        meta_data: list(v.unknown()),
      })),
      v.maxLength(LINES_READ_MAX),
    ),
    shipping_lines: list(
      v.object({
        id: v.nullish(PlainId),
        method_title: Plain,
        method_id: v.nullish(v.unknown()),
        total: Amount,
        total_tax: Tax,
        meta_data: list(v.unknown()),
      }),
    ),
    fee_lines: list(v.object({ id: v.nullish(PlainId), name: Plain, total: Amount, total_tax: Tax })),
    coupon_lines: list(v.object({ code: Plain, discount: Tax, discount_tax: Tax })),
    // `total` is negative. An absent list differs from an empty one, which says that there are no refunds or that all
    // were deleted.
    refunds: v.optional(wholeList(v.object({ id: PlainId, reason: Plain, total: Amount }))),
  });
}

export type WoocommerceOrder = v.InferOutput<ReturnType<typeof orderIn>>;
export type WoocommerceLine = WoocommerceOrder["line_items"][number];

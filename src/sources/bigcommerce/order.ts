/** Checks BigCommerce's order field by field, and derives its events from its status. */
import * as v from "valibot";
import { Code, Flag, helpful } from "../read/fields.ts";
import { LINES_READ_MAX } from "../../orders/event.ts";
import { ok, type Result } from "../../result.ts";
import { amount, optionalAmount } from "../read/amounts.ts";
import { inOrder, MailDate, OptionalMailDate, orderCurrency } from "./fields.ts";
import { list, PlainId, Words } from "../read/fields.ts";
import { checked } from "../read/parse_error.ts";
import { Currency } from "../../values/schemas.ts";

/**
 * Reads the order and its lines, with amounts in minor units.
 * https://developer.bigcommerce.com/docs/rest-management/orders
 */
export function readOrder(
  { order, products }: { readonly order: unknown; readonly products: readonly unknown[] },
): Result<BigcommerceOrder, "invalid"> {
  // The amounts name no currency, so the order's currency is read first.
  const currency = orderCurrency(order);
  if (!currency.ok) return currency;
  const head = checked(orderIn(currency.value), order, inOrder);
  if (!head.ok) return head;
  const lines = checked(productsIn(currency.value), products, (path) => `products.${path}`);
  if (!lines.ok) return lines;
  return ok({ ...head.value, currency: currency.value, products: lines.value });
}

const address = {
  first_name: Words,
  last_name: Words,
  company: Words,
  street_1: Words,
  street_2: Words,
  city: Words,
  state: Words,
  zip: Words,
  country_iso2: Words,
  phone: Words,
};
const Address = v.object(address);
export type BigcommerceAddress = v.InferOutput<typeof Address>;

function orderIn(currency: string) {
  const Amount = amount(currency);
  const Optional = v.fallback(optionalAmount(currency), 0);
  return v.object({
    id: PlainId,
    status_id: v.pipe(v.number(), v.integer()),
    payment_status: Code,
    payment_method: Words,
    date_created: MailDate,
    date_modified: OptionalMailDate,
    // 0 for a guest.
    customer_id: helpful(PlainId),
    customer_locale: Code,
    order_source: v.nullish(v.unknown()),
    external_source: v.nullish(v.unknown()),
    is_tax_inclusive_pricing: Flag,
    total_inc_tax: Amount,
    total_tax: Optional,
    coupon_discount: Optional,
    discount_amount: Optional,
    gift_certificate_amount: Optional,
    store_credit_amount: Optional,
    customer_message: Words,
    shipping_cost_inc_tax: Optional,
    shipping_cost_ex_tax: Optional,
    handling_cost_inc_tax: Optional,
    handling_cost_ex_tax: Optional,
    wrapping_cost_inc_tax: Optional,
    wrapping_cost_ex_tax: Optional,
    billing_address: helpful(v.object({ ...address, email: Code })),
    consignments: helpful(v.object({
      shipping: list(v.object({ ...address, id: v.nullish(v.unknown()), shipping_method: Words })),
      pickups: list(v.unknown()),
    })),
    // The fees, or an object with a link to them where they are not included.
    fees: helpful(v.union([
      v.array(v.object({ display_name_customer: Words, cost_inc_tax: Optional, cost_ex_tax: Optional })),
      v.pipe(v.record(v.string(), v.unknown()), v.transform(() => [])),
    ], "Must be a list")),
  });
}

function productsIn(currency: string) {
  const Amount = amount(currency);
  const Optional = v.fallback(optionalAmount(currency), 0);
  return v.pipe(
    v.array(v.object({
      id: PlainId,
      product_id: v.nullish(v.unknown()),
      image_url: v.nullish(v.unknown()),
      name: Words,
      sku: Words,
      type: Code,
      quantity: v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(1_000_000)),
      quantity_shipped: v.nullish(v.unknown()),
      // The consignment by which it is sent; 0 where it is not sent.
      order_address_id: v.nullish(v.unknown()),
      order_pickup_method_id: v.nullish(v.unknown()),
      total_inc_tax: Amount,
      total_ex_tax: Amount,
      product_options: list(v.unknown()),
      applied_discounts: list(v.object({ name: Words, code: Words, amount: Optional })),
    })),
    v.maxLength(LINES_READ_MAX),
  );
}

type Head = v.InferOutput<ReturnType<typeof orderIn>>;
export type BigcommerceProduct = v.InferOutput<ReturnType<typeof productsIn>>[number];
export type BigcommerceOrder = Head & {
  readonly currency: v.InferOutput<typeof Currency>;
  readonly products: readonly BigcommerceProduct[];
};

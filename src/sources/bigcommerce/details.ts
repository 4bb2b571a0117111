/**
 * Converts a BigCommerce order to Waybill's fields: customer, addresses, and sums that add up to the store's own
 * total.
 */
import { Address, Line, OrderDetails, type PaymentClass, type PaymentStatus } from "../../orders/event.ts";
import { classOfName } from "../../orders/account/payment_class.ts";
import { fitting, known, words } from "../read/fields.ts";
import { availableOn, type LineField } from "../read/line_date.ts";
import { addressAmong, channelOf, kindsOf } from "../read/reader.ts";
import { takenOff } from "./discounts.ts";
import { COMPLETED, completedAt, fulfilledPieces, pickupPlace, wayOfProduct } from "./ways.ts";
import type { BigcommerceAddress, BigcommerceOrder, BigcommerceProduct } from "./order.ts";

export function detailsOf(order: BigcommerceOrder, date_names: readonly string[]): OrderDetails {
  const { billing_address: billing, consignments, payment_method, customer_message } = order;
  const payment_class = classOfName(payment_method);
  return {
    id: order.id,
    number: `#${order.id}`,
    placed_at: order.date_created,
    currency: order.currency,
    locale: fitting(OrderDetails.entries.locale, order.customer_locale ?? undefined),
    customer: {
      id: order.customer_id === "0" ? undefined : order.customer_id ?? undefined,
      ...addressAmong([billing?.email]),
      name: fullName(billing),
      first_name: billing?.first_name,
      phone: billing?.phone,
      ...kindsOf([
        order.customer_id === "0" ? "guest" : order.customer_id == null ? undefined : "account",
      ]),
    },
    // Where another marketplace took the order, its name says more than `external`.
    ...channelOf("bigcommerce", order.external_source || order.order_source),
    billing_address: addressOf(billing),
    shipping_address: addressOf(consignments?.shipping[0]),
    ...sumsOf(order, date_names),
    payment: {
      status: paymentStatusOf(order, payment_class),
      method: payment_method === undefined ? undefined : { brand: payment_method },
      ...(payment_class === undefined ? {} : { class: payment_class }),
    },
    ...(customer_message === undefined ? {} : { note: customer_message }),
    pickup: pickupPlace(order),
    completed_at: completedAt(order),
    aliases: [],
  };
}

/** Above this number, the fees are summed into one because the event accepts no more. */
const FEES_MAX = 48;

/** Returns sums with tax where the store's prices include it, otherwise sums without tax and the tax separately. */
function sumsOf(
  order: BigcommerceOrder,
  date_names: readonly string[],
): Pick<
  OrderDetails,
  "lines" | "discounts" | "shipping" | "fees" | "tax" | "gift_cards" | "rounding_minor" | "total_minor"
> {
  const included = order.is_tax_inclusive_pricing === true;
  const gross = (inc_minor: number, ex_minor: number) => included ? inc_minor : ex_minor;
  const lines = order.products.filter(({ quantity }) => quantity > 0)
    .map((product) => lineOf(order, product, date_names, gross(product.total_inc_tax, product.total_ex_tax)));
  const shipping_minor = gross(order.shipping_cost_inc_tax, order.shipping_cost_ex_tax);
  const fees = feesOf(order, gross);
  const tax_minor = order.total_tax;
  const over_minor = sum(lines.map((line) => line.unit_price_minor * line.quantity - line.discount_minor)) +
    shipping_minor + sum(fees.map(({ amount_minor }) => amount_minor)) + (included ? 0 : tax_minor) -
    order.total_inc_tax;
  const methods = order.consignments?.shipping.map(({ shipping_method }) => shipping_method) ?? [];
  return {
    lines,
    ...takenOff(order, over_minor, lines.length + fees.length + 2),
    shipping: methods.length === 0 && shipping_minor === 0
      ? undefined
      : { label: joined(methods), amount_minor: shipping_minor },
    fees,
    tax: tax_minor <= 0 ? undefined : { amount_minor: tax_minor, included },
    total_minor: order.total_inc_tax,
  };
}

function feesOf(
  order: BigcommerceOrder,
  gross: (inc_minor: number, ex_minor: number) => number,
): OrderDetails["fees"] {
  const own = (order.fees ?? []).map(({ display_name_customer, cost_inc_tax, cost_ex_tax }) =>
    known({ label: display_name_customer, amount_minor: gross(cost_inc_tax, cost_ex_tax) })
  );
  const named = own.length <= FEES_MAX
    ? own
    : [{ amount_minor: sum(own.map(({ amount_minor }) => amount_minor)) }];
  return [
    { amount_minor: gross(order.handling_cost_inc_tax, order.handling_cost_ex_tax) },
    { amount_minor: gross(order.wrapping_cost_inc_tax, order.wrapping_cost_ex_tax) },
    ...named,
  ].filter(({ amount_minor }) => amount_minor !== 0);
}

/** Returns a line whose `unit_price_minor * quantity - discount_minor` is its exact total in minor units. */
function lineOf(
  order: BigcommerceOrder,
  product: BigcommerceProduct,
  date_names: readonly string[],
  total_minor: number,
): Line {
  const { id, sku, name, quantity, type, product_options, image_url } = product;
  const unit_price_minor = Math.ceil(total_minor / quantity);
  const title = fitting(Line.entries.title, name) ?? fitting(Line.entries.title, sku) ?? id;
  return {
    id,
    sku,
    title,
    variant: joined(product_options.map(optionText).slice(0, OPTIONS_MAX), " · "),
    quantity,
    unit_price_minor,
    discount_minor: unit_price_minor * quantity - total_minor,
    image_url: fitting(Line.entries.image_url, image_url ?? undefined),
    requires_shipping: (type ?? "physical") === "physical",
    way: wayOfProduct(order, product),
    fulfilled: fulfilledPieces(product),
    available_on: availableOn(product_options.flatMap(fieldOf), date_names, order.date_created),
  };
}

function fieldOf(option: unknown): readonly LineField[] {
  const { display_name, display_value } = (option ?? {}) as Readonly<Record<string, unknown>>;
  return typeof display_name === "string" ? [{ name: display_name, value: display_value }] : [];
}

const OPTIONS_MAX = 10;
const OPTION_MAX = 200;

/** Returns `Size: S`; skips a long text or an address (URL), which no customer typed. */
function optionText(option: unknown): string | undefined {
  if (typeof option !== "object" || option === null) return undefined;
  const { display_name, display_value } = option as {
    readonly display_name?: unknown;
    readonly display_value?: unknown;
  };
  if (typeof display_name !== "string" || typeof display_value !== "string") return undefined;
  const text = `${display_name.trim()}: ${display_value.trim()}`;
  const shown = display_value.trim() !== "" && text.length <= OPTION_MAX && !/https?:\/\//i.test(text);
  return shown ? text : undefined;
}

const PAYMENT_STATUS: ReadonlyMap<string, PaymentStatus> = new Map([
  ["authorized", "authorized"],
  // In each of these states the shop has to act, and the customer has nothing to do.
  ["capture pending", "authorized"],
  ["held for review", "authorized"],
  ["captured", "paid"],
  ["paid", "paid"],
  ["declined", "failed"],
  ["partially refunded", "partially_refunded"],
  ["refunded", "refunded"],
  ["void", "voided"],
  ["void pending", "voided"],
]);

/**
 * Payment status by the order's own status, where it was paid outside BigCommerce (by transfer, for example): the
 * shop changes the status once it is paid.
 */
const ORDER_STATUS: ReadonlyMap<number, PaymentStatus> = new Map([
  [4, "refunded"],
  [5, "voided"],
  [6, "failed"],
  [7, "pending"],
  [12, "authorized"],
  [14, "partially_refunded"],
]);

/** Classes of methods that a store settles by itself: such an order is paid when it is completed, not when it is sent. */
const PAID_LAST: readonly (PaymentClass | undefined)[] = ["on_delivery", "on_terms"];

function paymentStatusOf(
  { payment_status, status_id }: BigcommerceOrder,
  payment_class: PaymentClass | undefined,
): PaymentStatus {
  const stated = PAYMENT_STATUS.get((payment_status ?? "").toLowerCase()) ?? ORDER_STATUS.get(status_id);
  return stated ?? (PAID_LAST.includes(payment_class) && status_id !== COMPLETED ? "pending" : "paid");
}

function addressOf(address: BigcommerceAddress | null | undefined): Address | undefined {
  if (address === null || address === undefined) return undefined;
  const { company, street_1, street_2, city, state, zip, country_iso2 } = address;
  const given = {
    name: fullName(address),
    company,
    lines: [street_1, street_2].filter((line) => line !== undefined),
    city,
    region: state,
    postal_code: zip,
    country: fitting(Address.entries.country, country_iso2),
  };
  return Object.values(given).every((part) => part === undefined || part.length === 0) ? undefined : given;
}

function fullName(person: Pick<BigcommerceAddress, "first_name" | "last_name"> | null | undefined) {
  return words([person?.first_name, person?.last_name].filter((part) => part !== undefined).join(" "));
}

function joined(texts: readonly (string | undefined)[], by = ", "): string | undefined {
  return words([...new Set(texts)].filter((text) => text !== undefined).join(by));
}

function sum(amounts: readonly number[]): number {
  return amounts.reduce((total, amount) => total + amount, 0);
}

/** Converts WooCommerce's order to Waybill's fields: customer, addresses, names. `sums.ts` makes the sums. */
import { isBackordered } from "./backordered.ts";
import { Address, Line, OrderDetails } from "../../orders/event.ts";
import { fitting, PlainId, words } from "../read/fields.ts";
import { availableOn, type LineField } from "../read/line_date.ts";
import { addressAmong, channelOf, kindsOf } from "../read/reader.ts";
import type { WoocommerceAddress, WoocommerceLine, WoocommerceOrder } from "./order.ts";
import { paymentDetails } from "./payment.ts";
import { remarksOf } from "./remarks.ts";
import { shipmentIds } from "./shipments.ts";
import { type ChargeLine, type SummedLine, sumsOf } from "./sums.ts";
import { Plain } from "./fields.ts";
import { completedAt, orderedAt, physicalWays, pickupPlace } from "./ways.ts";

/**
 * Returns the order's details; `date_names` are the shop's own names of the field that holds the day from which a
 * line can be sent.
 */
export function detailsOf(order: WoocommerceOrder, date_names: readonly string[] = []): OrderDetails {
  const { lines, charges, ...sums } = sumsOf(order);
  const shipping_address = addressOf(order.shipping);
  const wayOf = physicalWays(order);
  const ways = lines.map(({ line }) => wayOf(line.name));
  const is_shipped = order.shipping_lines.length > 0 || order.shipping_total > 0 ||
    shipping_address !== undefined ||
    ways.some((way) => way !== undefined);
  const shipment_ids = shipmentIds(order);
  return {
    id: order.id,
    number: numberOf(order),
    placed_at: order.date_created_gmt,
    currency: order.currency,
    ...sums,
    customer: customerOf(order),
    billing_address: addressOf(order.billing),
    shipping_address,
    lines: [
      ...lines.map((line, index) => ({
        ...lineOf(line, is_shipped),
        way: ways[index],
        available_on: availableOn(fieldsOf(line.line), date_names, order.date_created_gmt),
      })),
      ...charges.map(chargeLineOf),
    ],
    pickup: pickupPlace(order, ways),
    ordered_at: orderedAt(order),
    payment: paymentDetails(order),
    ...remarksOf(order),
    ...refundIdsOf(order),
    pay_url: order.needs_payment === true
      ? fitting(OrderDetails.entries.pay_url, order.payment_url)
      : undefined,
    cancelled_at: isLive(order) && !ENDED.has(order.status) ? null : undefined,
    ...channelOf("woocommerce", order.created_via),
    ...parentOf(order),
    aliases: [],
    completed_at: completedAt(order),
    ...(shipment_ids === undefined ? {} : { shipment_ids: [...shipment_ids] }),
  };
}

/**
 * Returns whether the order is neither cancelled nor in the bin: a shop may undo either, and a late payment undoes a
 * cancellation by itself.
 */
export function isLive({ status }: WoocommerceOrder): boolean {
  return status !== "cancelled" && status !== "trash";
}

/** Statuses of a live order and of a cancelled one alike: a shop pays a cancelled order back by "refunded". */
const ENDED: ReadonlySet<string> = new Set(["refunded", "failed"]);

/** Returns `#727` for `727`, as in WooCommerce's own mails; a number made by a plugin stays unchanged. */
function numberOf({ id, number }: WoocommerceOrder): string {
  const text = words(String(number ?? "")) ?? id;
  return /^\d+$/.test(text) ? `#${text}` : text;
}

/**
 * Returns the ids of all refunds: the list is complete, so a refund that the shop deletes is missing from the next
 * snapshot.
 */
function refundIdsOf({ refunds }: WoocommerceOrder): Pick<OrderDetails, "refund_ids"> {
  return refunds === undefined ? {} : { refund_ids: refunds.map(({ id }) => id).slice(0, REFUNDS_MAX) };
}

const REFUNDS_MAX = 500;

/** Returns a charge as a line, for an order without goods. */
function chargeLineOf({ id, title, amount_minor }: ChargeLine): Line {
  return {
    id,
    title: fitting(Line.entries.title, title) ?? id,
    quantity: 1,
    unit_price_minor: amount_minor,
    discount_minor: 0,
    requires_shipping: false,
  };
}

/** Meta data by which wholesale plugins mark an order, and the value that counts; any but an empty one without it. */
const WHOLESALE: readonly (readonly [key: string, value?: string])[] = [
  ["_wwpp_order_type", "wholesale"],
  ["_wwpp_wholesale_order_type"],
  ["wwp_wholesale_role"],
];

function hasMeta({ meta_data }: WoocommerceOrder, key: string, value?: string): boolean {
  return meta_data.some((meta) => {
    const found = (meta ?? {}) as { readonly key?: unknown; readonly value?: unknown };
    return found.key === key && (value === undefined ? Boolean(found.value) : found.value === value);
  });
}

/** Ways in which an order is made from another and is yet an order of its own: a rate, a renewal. */
const OWN_ORDERS = /deposit|subscription|partial|invoice/i;

/** Returns the order from which a marketplace plugin (Dokan, WCFM and their like) split this one for a seller. */
export function parentOf(
  { parent_id, created_via }: Pick<WoocommerceOrder, "parent_id" | "created_via">,
): Pick<OrderDetails, "parent"> {
  const is_part = parent_id != null && parent_id !== "0" && !OWN_ORDERS.test(created_via ?? "");
  return is_part ? { parent: parent_id } : {};
}

/** Returns the customer. A guest has the customer id 0. An invalid mail address counts as none. */
function customerOf(order: WoocommerceOrder): OrderDetails["customer"] {
  const { customer_id, billing, shipping } = order;
  const person = [billing, shipping].find((who) => fullName(who) !== undefined);
  return {
    id: customer_id === "0" ? undefined : customer_id ?? undefined,
    ...addressAmong([billing?.email]),
    name: fullName(person),
    first_name: person?.first_name,
    phone: billing?.phone ?? shipping?.phone,
    ...kindsOf([
      customer_id === "0" ? "guest" : customer_id == null ? undefined : "account",
      hasMeta(order, "is_vat_exempt", "yes") && "business",
      WHOLESALE.some(([key, value]) => hasMeta(order, key, value)) && "wholesale",
    ]),
  };
}

function addressOf(address: WoocommerceAddress): Address | undefined {
  if (address === null || address === undefined) return undefined;
  const { company, address_1, address_2, city, state, postcode } = address;
  const country = fitting(Address.entries.country, address.country);
  const given = {
    name: fullName(address),
    company,
    lines: [address_1, address_2].filter((line) => line !== undefined),
    city,
    region: regionOf(state, country),
    postal_code: postcode,
    country,
  };
  // A country alone is the shop's default, left from a checkout that asked for no address.
  const { country: _, ...parts } = given;
  return Object.values(parts).every((part) => part === undefined || part.length === 0) ? undefined : given;
}

/**
 * Returns the region for an address: `CA` is written on letters; `JP27` and `DE-BE` are WooCommerce's own codes of
 * Ōsaka and Berlin and are not.
 */
function regionOf(state: string | undefined, country: string | undefined): string | undefined {
  const is_code = country !== undefined && state !== undefined && state.startsWith(country) &&
    /^(?:\d|-)/.test(state.slice(country.length));
  return is_code ? undefined : state;
}

/**
 * Returns a line. A variation's name repeats its choices after the product's name (`Beans - 1 kg`); where the choices
 * are listed separately, they are removed from the title.
 */
function lineOf({ line, ...priced }: SummedLine, requires_shipping: boolean): Line {
  const choices = choicesOf(line);
  const title = choices.length === 0 ? line.name : line.parent_name ?? line.name;
  const measured = Number.isInteger(line.quantity) ? [] : [`${line.quantity} ×`];
  return {
    id: line.id,
    sku: line.sku,
    title: fitting(Line.entries.title, title) ?? line.sku ?? line.id,
    variant: words([...measured, ...choices].join(" · ")),
    ...priced,
    image_url: fitting(Line.entries.image_url, imageOf(line)),
    requires_shipping,
    ...bundleOf(line),
    ...(line.meta_data.some(isBackordered) ? { stock: { available: false } } : {}),
  };
}

/** Returns the bundle's line that includes this line, which has no price of its own. */
function bundleOf({ bundled_by, composite_parent, total }: WoocommerceLine): Pick<Line, "included_in"> {
  const whole = fitting(PlainId, bundled_by) ?? fitting(PlainId, composite_parent);
  return whole === undefined || whole === "0" || total !== 0 ? {} : { included_in: whole };
}

/** Returns all meta data, hidden too: pre-order plugins write their date into these. */
function fieldsOf({ meta_data }: WoocommerceLine): readonly LineField[] {
  return meta_data.flatMap((meta) => {
    const { key, value, display_key, display_value } = (meta ?? {}) as Readonly<Record<string, unknown>>;
    return [{ name: key, value }, { name: display_key, value: fitting(Plain, display_value) }]
      .flatMap(({ name, value }) => typeof name === "string" ? [{ name, value }] : []);
  });
}

const CHOICES_MAX = 10;
const CHOICE_MAX = 200;

/** Returns the customer's choices or text for this line: `["Size: 1 kg", "Engraving: Ada"]`. */
function choicesOf(line: WoocommerceLine): readonly string[] {
  return line.meta_data.filter((meta) => !isBackordered(meta)).map((meta) => choiceText(meta, line)).filter((
    text,
  ) => text !== undefined)
    .slice(0, CHOICES_MAX);
}

/**
 * Returns the text of a choice. A key that starts with `_` is hidden by convention; a long text or a URL was not
 * typed by a customer.
 */
function choiceText(meta: unknown, { name, parent_name }: WoocommerceLine): string | undefined {
  if (typeof meta !== "object" || meta === null) return undefined;
  const { key, display_key, display_value } = meta as Readonly<Record<string, unknown>>;
  if (typeof key !== "string" || key.startsWith("_")) return undefined;
  const label = fitting(Plain, display_key);
  const value = fitting(Plain, typeof display_value === "number" ? String(display_value) : display_value);
  if (label === undefined || value === undefined) return undefined;
  // Without the product's name the title is the variation's own name, which already holds the choice.
  if (parent_name === undefined && name?.includes(value) === true) return undefined;
  const text = `${label}: ${value}`;
  return text.length <= CHOICE_MAX && !/https?:\/\//i.test(text) ? text : undefined;
}

function imageOf({ image }: WoocommerceLine): unknown {
  return typeof image === "object" && image !== null ? (image as { readonly src?: unknown }).src : undefined;
}

function fullName(person: WoocommerceAddress): string | undefined {
  return words([person?.first_name, person?.last_name].filter((part) => part !== undefined).join(" "));
}

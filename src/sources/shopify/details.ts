/** Converts Shopify's order to Waybill's fields: customer, addresses, names. `sums.ts` makes the sums. */
import { Address, Line, OrderDetails, type PaymentDetails, type PaymentStatus } from "../../orders/event.ts";
import { fitting, words } from "../read/fields.ts";
import { availableOn, type LineField } from "../read/line_date.ts";
import { addressAmong, channelOf, kindsOf, tagsOf } from "../read/reader.ts";
import { idOf } from "./fields.ts";
import { brandOf } from "./gateway.ts";
import type { ShopifyAddress, ShopifyLine, ShopifyOrder } from "./order.ts";
import { gatewayClass, openMinor, termsOf } from "./payment_terms.ts";
import { remarksOf } from "./remarks.ts";
import { isEdited, isEmptied, type SummedLine, type Sums, sumsOf } from "./sums.ts";
import { fulfilledPieces, pickupPlace, waysOfLines } from "./ways.ts";

/**
 * Returns the order's details; `date_names` are the shop's own names of the field that holds the day from which a
 * line can be sent.
 */
export function detailsOf(order: ShopifyOrder, date_names: readonly string[] = []): OrderDetails {
  const { lines, ...sums } = sumsOf(order);
  const id = idOf(order);
  const placed_at = order.processed_at ?? order.created_at;
  const wayOf = waysOfLines(order);
  return {
    id,
    number: order.name ?? `#${order.order_number ?? id}`,
    placed_at,
    ...sums,
    locale: fitting(OrderDetails.entries.locale, order.customer_locale ?? undefined),
    customer: customerOf(order),
    billing_address: addressOf(order.billing_address),
    shipping_address: addressOf(order.shipping_address),
    pickup: pickupPlace(order),
    lines: lines.map((line) => ({
      ...lineOf(line),
      way: wayOf(line.line, line.quantity),
      available_on: availableOn(fieldsOf(line.line), date_names, placed_at),
      fulfilled: fulfilledPieces(order, line.line, line.quantity),
    })),
    payment: paymentOf(order, sums),
    ...payUrlOf(order, sums),
    ...remarksOf(order),
    cancelled_at: cancelledAt(order),
    ...channelOf("shopify", order.source_name),
    ...marksOf(order),
    // Fulfilments and refunds name the order by its plain number, which may have been rounded.
    aliases: order.id === id ? [] : [order.id],
  };
}

/**
 * Returns when the order was cancelled. One from which all goods were taken off is as good as cancelled, and one to which some were added
 * again is not (null); of any other Shopify says nothing here.
 */
function cancelledAt(order: ShopifyOrder): OrderDetails["cancelled_at"] {
  if (isEmptied(order)) return order.updated_at ?? order.created_at;
  return order.cancelled_at ?? (isEdited(order) ? null : undefined);
}

/**
 * Returns the payment details without unknown fields, so that an order without them keeps the form of earlier
 * snapshots.
 */
function paymentOf(order: ShopifyOrder, sums: Omit<Sums, "lines">): PaymentDetails {
  const brand = brandOf(order.payment_gateway_names);
  // What is open is counted from the goods that are left; an order without any is shown as it was bought.
  const open_minor = isEmptied(order) ? undefined : openMinor(order, sums.currency, sums.total_minor);
  const terms = termsOf(order);
  const payment_class = terms.class ?? gatewayClass(order);
  return {
    status: STATUS.get(order.financial_status ?? ""),
    method: brand === undefined ? undefined : { brand },
    ...terms,
    ...(payment_class === undefined ? {} : { class: payment_class }),
    ...(open_minor === undefined ? {} : { open_minor }),
  };
}

/** Returns the order's page at Shopify, where an open amount can be paid. */
function payUrlOf(order: ShopifyOrder, sums: Omit<Sums, "lines">): Pick<OrderDetails, "pay_url"> {
  const is_open = (openMinor(order, sums.currency, sums.total_minor) ?? 0) > 0;
  const pay_url = is_open ? fitting(OrderDetails.entries.pay_url, order.order_status_url) : undefined;
  return pay_url === undefined ? {} : { pay_url };
}

const STATUS: ReadonlyMap<string, PaymentStatus> = new Map([
  ["pending", "pending"],
  ["authorized", "authorized"],
  ["partially_paid", "partially_paid"],
  ["paid", "paid"],
  ["partially_refunded", "partially_refunded"],
  ["refunded", "refunded"],
  ["voided", "voided"],
  // The authorisation expired before the shop captured the money.
  ["expired", "voided"],
]);

/**
 * Returns the customer; the address to which Shopify itself would write comes first, and an invalid address counts as
 * none.
 */
function customerOf(order: ShopifyOrder): OrderDetails["customer"] {
  const { customer, billing_address, shipping_address } = order;
  const tags = tagsOf(customer?.tags);
  const person = [customer, billing_address, shipping_address].find((who) =>
    who?.first_name || who?.last_name
  );
  return {
    ...addressAmong([order.email, order.contact_email, customer?.email]),
    name: fullName(person) ?? billing_address?.name ?? shipping_address?.name,
    first_name: person?.first_name,
    phone: order.phone ?? customer?.phone ?? shipping_address?.phone ?? billing_address?.phone,
    // The Admin API is not asked for the customer. Shopify keeps a guest as one whose account is disabled.
    ...(customer === undefined ? {} : kindsOf([
      customer?.state === "enabled" ? "account" : "guest",
      typeof order.company === "object" && order.company !== null && "business",
    ], tags)),
    ...(tags.length === 0 ? {} : { tags: [...tags] }),
  };
}

function marksOf(order: ShopifyOrder): Pick<OrderDetails, "tags"> {
  const tags = tagsOf(order.tags);
  return tags.length === 0 ? {} : { tags: [...tags] };
}

function addressOf(address: ShopifyAddress): Address | undefined {
  if (address === null || address === undefined) return undefined;
  const { address1, address2, name, company, city, province, province_code, zip, country_code } = address;
  const given = {
    name: name ?? fullName(address),
    company,
    lines: [address1, address2].filter((line) => line !== undefined),
    city,
    region: province ?? province_code,
    postal_code: zip,
    country: fitting(Address.entries.country, country_code),
  };
  const empty = Object.values(given).every((part) => part === undefined || part.length === 0);
  return empty ? undefined : given;
}

function lineOf({ line, quantity, unit_price_minor, discount_minor }: SummedLine): Line {
  const title = line.title ?? line.name ?? line.sku ?? idOf(line);
  return {
    id: idOf(line),
    sku: line.sku,
    title,
    variant: variantOf(line),
    quantity,
    unit_price_minor,
    discount_minor,
    image_url: fitting(Line.entries.image_url, imageOf(line)),
    requires_shipping: line.requires_shipping ?? true,
  };
}

/** Returns `Moss / 140 × 200 cm · Engraving: Ada`: the variant, then the customer's choices or text for this line. */
function variantOf({ variant_title, properties }: ShopifyLine): string | undefined {
  const variant = variant_title === "Default Title" ? undefined : variant_title;
  const chosen = properties.map(propertyText).filter((text) => text !== undefined).slice(0, PROPERTIES_MAX);
  return words([variant, ...chosen].filter((text) => text !== undefined).join(" · "));
}

/** Returns all properties, hidden ones too: pre-order apps write their date into these. */
function fieldsOf({ properties }: ShopifyLine): readonly LineField[] {
  return properties.flatMap((property) => {
    const { name, value } = (property ?? {}) as { readonly name?: unknown; readonly value?: unknown };
    return typeof name === "string" ? [{ name, value }] : [];
  });
}

const PROPERTIES_MAX = 10;
const PROPERTY_MAX = 200;

/**
 * Returns the text of a property. A name that starts with `_` is hidden by convention; a long text or a URL was not
 * typed by a customer.
 */
function propertyText(property: unknown): string | undefined {
  if (typeof property !== "object" || property === null) return undefined;
  const { name, value } = property as { readonly name?: unknown; readonly value?: unknown };
  if (typeof name !== "string" || (typeof value !== "string" && typeof value !== "number")) return undefined;
  const text = `${name.trim()}: ${String(value).trim()}`;
  const shown = name.trim() !== "" && !name.startsWith("_") && String(value).trim() !== "" &&
    text.length <= PROPERTY_MAX && !/https?:\/\//i.test(text);
  return shown ? text : undefined;
}

/** Returns the picture's URL, which only apps add to the payload; Shopify writes its own pictures as `//cdn…`. */
function imageOf({ image_url, image }: ShopifyLine): string | undefined {
  const src = typeof image === "object" && image !== null
    ? (image as { readonly src?: unknown }).src
    : undefined;
  const address = [image_url, src].find((candidate) => typeof candidate === "string");
  return typeof address === "string" ? address.replace(/^\/\//, "https://") : undefined;
}

function fullName(
  person: { first_name?: string | undefined; last_name?: string | undefined } | null | undefined,
) {
  return words([person?.first_name, person?.last_name].filter((part) => part !== undefined).join(" "));
}

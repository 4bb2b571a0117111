/**
 * Decides how a Shopify order reaches its customer: sold at the till, collected at a location, or delivered by the
 * shop or a carrier.
 */
import type { DeliveryWay, OrderDetails } from "../../orders/event.ts";
import * as v from "valibot";
import { fitting, words } from "../read/fields.ts";
import { commonWay, deliveryWayNamed, namesTransport } from "../read/way_names.ts";
import { idOf } from "./fields.ts";
import { fulfilmentIn } from "./fulfilment.ts";
import type { ShopifyLine, ShopifyOrder } from "./order.ts";

/**
 * Returns the delivery way of each line with so many pieces; `undefined` means by carrier, or none for what is not shipped. Of a sale
 * at the till of which a part is shipped, the lines that were taken along are `till`.
 */
export function waysOfLines(
  order: ShopifyOrder,
): (line: ShopifyLine, quantity: number) => DeliveryWay | undefined {
  const way = physicalWay(order);
  const taken = takenAlong(order);
  return (line, quantity) => {
    if (way === "till" || (taken.pieces.get(idOf(line)) ?? 0) >= quantity) return "till";
    return line.requires_shipping === false ? undefined : way;
  };
}

/** What the customer took along of a sale at the till of which a part is shipped: fulfilments by id, pieces by line id. */
interface TakenAlong {
  readonly fulfilments: ReadonlySet<string>;
  readonly pieces: ReadonlyMap<string, number>;
}

/** The till fulfils what is taken along as it sells it, and without a tracking number. */
const AT_THE_SALE_MS = 300_000;

/**
 * Returns what was taken along: what the till fulfilled as it sold it, and lines that Shopify counts as fulfilled though no
 * fulfilment tells of them.
 */
export function takenAlong(order: ShopifyOrder): TakenAlong {
  if (!isTillSale(order) || physicalWay(order) === "till") {
    return { fulfilments: new Set(), pieces: new Map() };
  }
  const listed = order.fulfillments.flatMap((one) => fulfilmentIn(order, one) ?? []);
  const at_the_sale = listed.filter(({ shipment, created_at }) =>
    shipment.tracking.length === 0 &&
    Math.abs(Date.parse(created_at) - Date.parse(order.created_at)) <= AT_THE_SALE_MS
  );
  const pieces = new Map<string, number>();
  const add = (id: string, quantity: number) => pieces.set(id, (pieces.get(id) ?? 0) + quantity);
  for (const { line_id, quantity } of at_the_sale.flatMap(({ shipment }) => shipment.lines)) {
    add(line_id, quantity);
  }
  const told = new Set(listed.flatMap(({ shipment }) => shipment.lines).map(({ line_id }) => line_id));
  for (const line of order.line_items) {
    const id = idOf(line);
    if (line.fulfillment_status === "fulfilled" && !told.has(id)) add(id, line.quantity);
  }
  return { fulfilments: new Set(at_the_sale.map(({ shipment }) => shipment.id)), pieces };
}

/** Returns the delivery way of all lines that require shipping; `undefined` means by carrier. */
function physicalWay(order: ShopifyOrder): DeliveryWay | undefined {
  const by_app = checkoutMethod(order);
  if (by_app !== undefined) return by_app;
  const shipping = order.shipping_lines.filter(({ is_removed }) => is_removed !== true);
  // A sale at the till has no shipping line and no address.
  if (shipping.length === 0) return isTillSale(order) && !hasAddress(order) ? "till" : undefined;
  return commonWay(
    shipping.map((line) => wayOfShipping(line) ?? (isPlace(order, line) ? "pickup" : undefined)),
  );
}

type ShippingLine = ShopifyOrder["shipping_lines"][number];

function wayOfShipping({ delivery_category, code, title }: ShippingLine): DeliveryWay | undefined {
  return CATEGORIES.get(textOf(delivery_category).toLowerCase().replaceAll(/[^a-z]/g, "")) ??
    deliveryWayNamed(title) ?? deliveryWayNamed(textOf(code));
}

/**
 * Returns whether the shipping line is a place where the customer collects. Shopify's own checkout writes the location's name as title
 * and code, asks for no address and takes no money. An order without an address is not collected for that alone: an app that may not
 * read addresses gets none.
 * https://community.shopify.com/t/how-to-differentiate-a-local-pickup-vs-local-delivery-in-the-fulfillment-process/117153
 */
function isPlace(order: ShopifyOrder, { title, code, source, price }: ShippingLine): boolean {
  return !hasAddress(order) && title !== undefined && [title, ""].includes(textOf(code)) &&
    ["shopify", ""].includes(textOf(source)) && Number(price) === 0 && !namesTransport(title);
}

const CheckoutMethod = v.object({
  name: v.pipe(v.string(), v.regex(/^checkout[-_ ]method$/i)),
  value: v.pipe(v.string(), v.toLowerCase(), v.picklist(["pickup", "delivery"])),
});

/** Returns the way that a pickup app wrote into the cart. https://docs.zapiet.com/guides/note-attributes */
function checkoutMethod({ note_attributes }: ShopifyOrder): DeliveryWay | undefined {
  const [method] = note_attributes.flatMap((one) => fitting(CheckoutMethod, one) ?? []);
  return method === undefined ? undefined : method.value === "pickup" ? "pickup" : "local";
}

function hasAddress({ shipping_address }: ShopifyOrder): boolean {
  return shipping_address !== null && shipping_address !== undefined;
}

function textOf(value: unknown): string {
  return typeof value === "string" ? value.trim() : "";
}

const CATEGORIES: ReadonlyMap<string, DeliveryWay> = new Map([
  ["pickup", "pickup"],
  ["localpickup", "pickup"],
  ["local", "local"],
  ["localdelivery", "local"],
]);

function isTillSale({ source_name }: ShopifyOrder): boolean {
  return source_name === "pos";
}

/** Returns the pickup place; Shopify names it in place of a shipping method. */
export function pickupPlace(order: ShopifyOrder): OrderDetails["pickup"] {
  if (physicalWay(order) !== "pickup") return undefined;
  const name = words(order.shipping_lines.find(({ is_removed }) => is_removed !== true)?.title);
  const is_place = name !== undefined && deliveryWayNamed(name) === undefined && !namesTransport(name);
  return { name: is_place ? name : undefined, lines: [] };
}

/** Returns how many of the line's remaining `quantity` Shopify counts as fulfilled; undefined where it does not say. */
export function fulfilledPieces(
  order: ShopifyOrder,
  line: ShopifyLine,
  quantity: number,
): number | undefined {
  if (order.fulfillment_status === "fulfilled" || line.fulfillment_status === "fulfilled") return quantity;
  const { fulfillable_quantity: left, fulfillment_status: status } = line;
  if (status !== "partial" || typeof left !== "number" || !Number.isInteger(left)) return undefined;
  return Math.max(0, Math.min(quantity, quantity - left));
}

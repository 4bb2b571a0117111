/**
 * Decides how a Shopify order reaches its customer: sold at the till, collected at a location, or delivered by the
 * shop or a carrier.
 */
import type { DeliveryWay, OrderDetails } from "../../orders/event.ts";
import { words } from "../read/fields.ts";
import { deliveryWayNamed } from "../read/way_names.ts";
import type { ShopifyLine, ShopifyOrder } from "./order.ts";

/** Returns the delivery way of all lines that require shipping; `undefined` means by carrier. */
export function physicalWay(order: ShopifyOrder): DeliveryWay | undefined {
  const shipping = order.shipping_lines.filter(({ is_removed }) => is_removed !== true);
  const named = shipping.map(({ delivery_category, code, title }) =>
    CATEGORIES.get(textOf(delivery_category).toLowerCase().replaceAll(/[^a-z]/g, "")) ??
      deliveryWayNamed(title) ?? deliveryWayNamed(textOf(code))
  ).find((way) => way !== undefined);
  if (named !== undefined) return named;
  const has_address = order.shipping_address !== null && order.shipping_address !== undefined;
  if (has_address) return undefined;
  // A sale at the till has no shipping line and no address; an order for collection has a location instead of a
  // shipping line.
  if (shipping.length === 0) return isTillSale(order) ? "till" : undefined;
  return "pickup";
}

function textOf(value: unknown): string {
  return typeof value === "string" ? value : "";
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
export function pickupPlace(order: ShopifyOrder, way: DeliveryWay | undefined): OrderDetails["pickup"] {
  if (way !== "pickup") return undefined;
  const name = words(order.shipping_lines.find(({ is_removed }) => is_removed !== true)?.title);
  return { name: name === undefined || deliveryWayNamed(name) !== undefined ? undefined : name, lines: [] };
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

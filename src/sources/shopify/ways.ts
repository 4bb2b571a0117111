/** How a Shopify order reaches its customer: sold at the till, collected at a location, brought by the shop itself or by a carrier. */
import type { DeliveryWay, OrderDetails } from "../../orders/event.ts";
import { words } from "../read/fields.ts";
import { deliveryWayNamed } from "../read/way_names.ts";
import type { ShopifyLine, ShopifyOrder } from "./order.ts";

/** Of every line that requires shipping; `undefined` leaves it to the carrier. */
export function physicalWay(order: ShopifyOrder): DeliveryWay | undefined {
  const shipping = order.shipping_lines.filter(({ is_removed }) => is_removed !== true);
  const named = shipping.map(({ delivery_category, code, title }) =>
    CATEGORIES.get(textOf(delivery_category).toLowerCase().replaceAll(/[^a-z]/g, "")) ??
      deliveryWayNamed(title) ?? deliveryWayNamed(textOf(code))
  ).find((way) => way !== undefined);
  if (named !== undefined) return named;
  const has_address = order.shipping_address !== null && order.shipping_address !== undefined;
  if (has_address) return undefined;
  // A sale at the till has neither a way of shipping nor an address; what is collected has a location in place of the former.
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

/** Shopify names the location in place of a way of shipping. */
export function pickupPlace(order: ShopifyOrder, way: DeliveryWay | undefined): OrderDetails["pickup"] {
  if (way !== "pickup") return undefined;
  const name = words(order.shipping_lines.find(({ is_removed }) => is_removed !== true)?.title);
  return { name: name === undefined || deliveryWayNamed(name) !== undefined ? undefined : name, lines: [] };
}

/** Pieces of a line that Shopify counts as fulfilled, of the `quantity` that it still has; undefined where it does not say. */
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

/**
 * Decides how the lines of a BigCommerce order reach their customer, and how many pieces BigCommerce counts as
 * fulfilled.
 */
import * as v from "valibot";
import type { DeliveryWay, Line, OrderDetails } from "../../orders/event.ts";
import { fitting, words } from "../read/fields.ts";
import { commonWay, deliveryWayNamed } from "../read/way_names.ts";
import type { BigcommerceOrder, BigcommerceProduct } from "./order.ts";

/** https://developer.bigcommerce.com/docs/rest-management/orders/order-status */
export const COMPLETED = 10;
export const AWAITING_PICKUP = 8;

const Text = v.pipe(
  v.nullish(v.unknown()),
  v.transform((text) => typeof text === "string" ? words(text) : undefined),
);

/**
 * What the customer collects, and where:
 * https://developer.bigcommerce.com/docs/rest-management/orders/order-consignments
 */
const Pickup = v.object({
  collection_instructions: Text,
  collection_time_description: Text,
  location: v.nullish(v.object({
    name: Text,
    address_line_1: Text,
    address_line_2: Text,
    city: Text,
    postal_code: Text,
  })),
});

/**
 * Returns the way of the consignment that brings the product; of a sale at the till, what no consignment brings was taken
 * along. `undefined` means by carrier, or none for what is no goods.
 */
export function wayOfProduct(order: BigcommerceOrder, product: BigcommerceProduct): DeliveryWay | undefined {
  if ((product.type ?? "physical") !== "physical") return undefined;
  const shipping = order.consignments?.shipping ?? [];
  const method = product.order_pickup_method_id;
  if (typeof method === "number" && method > 0) return "pickup";
  if (shipping.length === 0 && pickupsOf(order).length > 0) return "pickup";
  const own = shipping.filter(({ id }) => typeof id === "number" && id === product.order_address_id);
  const is_taken_along = shipping.length === 0 ||
    own.length === 0 && typeof product.order_address_id === "number";
  if (is_taken_along && /^pos\b|\bpos$/i.test(textOf(order.order_source))) return "till";
  return commonWay(
    (own.length > 0 ? own : shipping).map(({ shipping_method }) => deliveryWayNamed(shipping_method)),
  );
}

export function pickupPlace(order: BigcommerceOrder): OrderDetails["pickup"] {
  const [pickup] = pickupsOf(order);
  if (pickup === undefined) return undefined;
  const { location, collection_instructions, collection_time_description } = pickup;
  const { name, address_line_1, address_line_2, city, postal_code } = location ?? {};
  const town = [postal_code, city].filter((part) => part !== undefined).join(" ");
  return {
    name,
    lines: [address_line_1, address_line_2, words(town)].filter((line) => line !== undefined),
    note: words([collection_time_description, collection_instructions].filter(Boolean).join("\n")),
  };
}

/** Returns the pieces that BigCommerce counts as shipped. */
export function fulfilledPieces({ quantity, quantity_shipped }: BigcommerceProduct): Line["fulfilled"] {
  return typeof quantity_shipped === "number" && Number.isInteger(quantity_shipped) && quantity_shipped >= 0
    ? Math.min(quantity, quantity_shipped)
    : undefined;
}

/** Returns when the shop completed the order: it was sent, collected or, for downloads, paid. */
export function completedAt(
  { status_id, date_modified, date_created }: BigcommerceOrder,
): string | undefined {
  return status_id === COMPLETED ? date_modified ?? date_created : undefined;
}

function pickupsOf({ consignments }: BigcommerceOrder): readonly v.InferOutput<typeof Pickup>[] {
  return (consignments?.pickups ?? []).map((pickup) => fitting(Pickup, pickup))
    .filter((pickup) => pickup !== undefined);
}

function textOf(value: unknown): string {
  return typeof value === "string" ? value : "";
}

/** Decides how the customer gets a line or a shipment: delivery has other texts and dates than pickup. Pure. */
import type { DeliveryWay, Line, OrderDetails } from "../event.ts";
import type { OrderShipment } from "../state.ts";

/** Returns the sender's `way`, else by whether the line requires shipping. */
export function wayOf({ way, requires_shipping }: Pick<Line, "way" | "requires_shipping">): DeliveryWay {
  return way ?? (requires_shipping ? "carrier" : "digital");
}

/**
 * Returns whether the goods are brought to the customer's door; only then are there delivery days and shipments to
 * mention.
 */
export function travels(way: DeliveryWay): boolean {
  return way === "carrier" || way === "local";
}

/** Returns whether there are goods to make, pack and hand over. */
export function isPhysical(way: DeliveryWay): boolean {
  return way !== "digital";
}

/**
 * Returns the sender's `way`. A shipment with a carrier's tracking number is `carrier` whatever its lines say; any
 * other has the way of its lines, and if these differ the first in this list.
 */
export function shipmentWay(
  { lines }: Pick<OrderDetails, "lines">,
  shipment: Pick<OrderShipment, "way" | "lines" | "tracking" | "scans">,
): DeliveryWay {
  if (shipment.way !== undefined) return shipment.way;
  const inside = new Set(shipment.lines.map(({ line_id }) => line_id));
  const ways = new Set(lines.filter(({ id }) => inside.size === 0 || inside.has(id)).map(wayOf));
  const by_lines = BY_LINES.find((way) => ways.has(way)) ?? "carrier";
  const is_followed = shipment.tracking.some(({ number }) => number !== undefined);
  return is_followed && !travels(by_lines) ? "carrier" : by_lines;
}

const BY_LINES: readonly DeliveryWay[] = ["carrier", "local", "pickup", "till", "digital"];

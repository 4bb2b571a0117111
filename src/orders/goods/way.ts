/** How the customer gets a line or a shipment: what a carrier brings has other words and dates than what is collected. Pure. */
import type { DeliveryWay, Line, OrderDetails } from "../event.ts";
import type { OrderShipment } from "../state.ts";

/** As its sender says, else by whether the line requires shipping. */
export function wayOf({ way, requires_shipping }: Pick<Line, "way" | "requires_shipping">): DeliveryWay {
  return way ?? (requires_shipping ? "carrier" : "digital");
}

/** Whether somebody brings it to the customer's door: only then there are days of delivery and parcels to speak of. */
export function travels(way: DeliveryWay): boolean {
  return way === "carrier" || way === "local";
}

/** Whether there is something to make, pack and hand over. */
export function isPhysical(way: DeliveryWay): boolean {
  return way !== "digital";
}

/**
 * As its sender says. A shipment that its carrier follows by a number is the carrier's whatever the lines were ordered as;
 * any other goes the way of its lines, and where these differ the way that comes first in this list.
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

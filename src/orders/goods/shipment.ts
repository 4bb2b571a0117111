/** What one shipment says of the pieces in it, and when it left and arrived. Pure. */
import type { DeliveryWay } from "../event.ts";
import type { OrderShipment, Scan, ShipmentStatus } from "../state.ts";
import type { Fate } from "./fate.ts";

/** When a shipment left: as was said, else as its first scan tells. Empty where neither is known. */
export function shippedAt({ shipped_at, scans }: Pick<OrderShipment, "shipped_at" | "scans">): string {
  return shipped_at ?? scans[0]?.at ?? "";
}

/** When what is in it reached the customer; null while it has not. */
export function arrivedAt(shipment: OrderShipment, way: DeliveryWay): string | null {
  const fate = shipmentFate(shipment, way);
  if (fate === "in_shipment" || fate === "coming_back") return null;
  return isArrival(shipment.status) ? statusScan(shipment)?.at ?? shippedAt(shipment) : shippedAt(shipment);
}

/** The scan that made a shipment's present status: of an arrival the first one, since it is told again at later times. */
export function statusScan({ status, scans }: Pick<OrderShipment, "status" | "scans">): Scan | undefined {
  if (!isArrival(status)) return scans.findLast((scan) => scan.status === status) ?? scans.at(-1);
  const before = scans.findLastIndex((scan) =>
    scan.is_correction === true || scan.status === "returned_to_sender"
  );
  return scans.slice(before + 1).find((scan) => scan.status === status) ??
    scans.findLast((scan) => scan.status === status);
}

/** The fate of all pieces in it. */
export function shipmentFate(
  { status, scans }: Pick<OrderShipment, "status" | "scans">,
  way: DeliveryWay,
): Fate {
  if (status === "returned_to_sender") return "coming_back";
  if (way === "digital") return "sent";
  if (way === "till") return "handed_over";
  if (way === "pickup") return pickupFate(status, scans);
  return status === "delivered" ? "home" : status === "picked_up" ? "collected" : "in_shipment";
}

/** A storefront that tells of a fulfilment of what is collected, and of no step before, tells that it was handed over. */
function pickupFate(status: ShipmentStatus, scans: OrderShipment["scans"]): Fate {
  if (isArrival(status)) return "collected";
  return scans.every((scan) => scan.status === "shipped") ? "collected" : "in_shipment";
}

export function isArrival(status: ShipmentStatus): boolean {
  return status === "delivered" || status === "picked_up";
}

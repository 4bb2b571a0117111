/** Derives from one shipment the fate of its pieces, and when it left and arrived. Pure. */
import type { DeliveryWay } from "../event.ts";
import type { OrderShipment, Scan, ShipmentStatus } from "../state.ts";
import type { ShopSettings } from "../shop.ts";
import type { Fate } from "./fate.ts";
import { textOrder } from "../../values/text_order.ts";

/** Returns when a shipment left: by report, else by its first scan; empty where both are missing. */
export function shippedAt({ shipped_at, scans }: Pick<OrderShipment, "shipped_at" | "scans">): string {
  return shipped_at ?? scans[0]?.at ?? "";
}

/** Compares by departure, then by id, so that the result does not depend on the order of arrival. */
export function byDeparture(a: OrderShipment, b: OrderShipment): number {
  return textOrder(shippedAt(a), shippedAt(b)) || textOrder(a.id, b.id);
}

/** Returns when the content reached the customer; null before that. */
export function arrivedAt(shipment: OrderShipment, way: DeliveryWay): string | null {
  const fate = shipmentFate(shipment, way);
  if (fate === "in_shipment" || fate === "coming_back") return null;
  return isArrival(shipment.status) ? statusScan(shipment)?.at ?? shippedAt(shipment) : shippedAt(shipment);
}

/** Returns the scan behind the present status; for an arrival the first such scan, since it is reported again later. */
export function statusScan({ status, scans }: Pick<OrderShipment, "status" | "scans">): Scan | undefined {
  if (!isArrival(status)) return scans.findLast((scan) => scan.status === status) ?? scans.at(-1);
  const before = scans.findLastIndex((scan) =>
    scan.is_correction === true || scan.status === "returned_to_sender"
  );
  return scans.slice(before + 1).find((scan) => scan.status === status) ??
    scans.findLast((scan) => scan.status === status);
}

/** Returns whether a carrier has reported anything: the shop's own word that it left is no scan. */
export function isScanned({ scans }: Pick<OrderShipment, "scans">): boolean {
  return scans.some(({ status, place }) => status !== "shipped" || place !== undefined);
}

/**
 * Returns whether somebody tells the shop how far it is: a carrier has reported it, or it can be tracked and the shop has a
 * sender that reports parcels.
 */
export function isReported(
  shipment: Pick<OrderShipment, "scans" | "tracking" | "expected">,
  { hears_of_parcels = true }: Pick<ShopSettings, "hears_of_parcels">,
): boolean {
  return shipment.expected !== undefined || isScanned(shipment) ||
    hears_of_parcels && shipment.tracking.some(({ number, url }) => (number ?? url) !== undefined);
}

/** Returns the fate of all pieces in the shipment. */
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

/** A storefront's fulfilment of a pickup order without an earlier scan means that it was handed over. */
function pickupFate(status: ShipmentStatus, scans: OrderShipment["scans"]): Fate {
  if (isArrival(status)) return "collected";
  return scans.every((scan) => scan.status === "shipped") ? "collected" : "in_shipment";
}

export function isArrival(status: ShipmentStatus): boolean {
  return status === "delivered" || status === "picked_up";
}

/**
 * Finds the parcels that nobody waits for any more: they are lost, silent or on their way back, and the storefront has sent
 * their content again. Pure.
 */
import type { OrderDetails } from "../event.ts";
import { DAY_MS } from "../days.ts";
import type { OrderShipment, ShipmentStatus } from "../state.ts";
import { byDeparture, shipmentFate, shippedAt } from "./shipment.ts";
import { shipmentWay, travels } from "./way.ts";
import { count, type Counts } from "./withdrawn.ts";

/** Content that left once more, by shipment. */
export type GivenUp = ReadonlyMap<OrderShipment, Counts>;

export const NOTHING: Counts = new Map();

/**
 * Returns what left once more: of a parcel that comes back the lines that were sent again; of one that is lost or silent
 * everything, since a parcel is lost as a whole. A line is sent again only where its shipments state more than the `wanted`
 * pieces; parcels with a problem come before those that were only silent.
 */
export function givenUp(
  details: Pick<OrderDetails, "lines">,
  shipments: readonly OrderShipment[],
  wanted: Counts,
): GivenUp {
  const stated = new Map<string, number>();
  for (const { lines } of shipments) addTo(stated, piecesIn(lines), 1);
  const given_up = new Map<OrderShipment, Counts>();
  const isRepeated = (id: string) => count(stated, id) > count(wanted, id);
  if (![...stated.keys()].some(isRepeated)) return given_up;
  const by_departure = shipments.toSorted(byDeparture);
  for (const isLost of [isInTrouble, wasSilent]) {
    for (const [at, shipment] of by_departure.entries()) {
      if (given_up.has(shipment) || !isUnderway(details, shipment)) continue;
      const inside = piecesIn(shipment.lines);
      const later = by_departure.slice(at + 1);
      const again = [...inside].filter(([id]) => {
        const next = later.find(({ lines }) => lines.some(({ line_id }) => line_id === id));
        return next !== undefined && isRepeated(id) && isLost(shipment, next);
      });
      if (again.length === 0) continue;
      const gone = shipment.status === "returned_to_sender" ? new Map(again) : inside;
      addTo(stated, gone, -1);
      given_up.set(shipment, gone);
    }
  }
  return given_up;
}

function isUnderway(details: Pick<OrderDetails, "lines">, shipment: OrderShipment): boolean {
  const way = shipmentWay(details, shipment);
  const fate = shipmentFate(shipment, way);
  return travels(way) && (fate === "in_shipment" || fate === "coming_back");
}

/** Statuses in which a parcel may never arrive. */
const IN_TROUBLE: readonly ShipmentStatus[] = ["exception", "attempted", "returned_to_sender"];

function isInTrouble({ status }: OrderShipment): boolean {
  return IN_TROUBLE.includes(status);
}

/** Returns whether nothing was heard of the shipment for a day when `next` left, nor since. */
function wasSilent(shipment: OrderShipment, next: OrderShipment): boolean {
  const heard_at = shipment.scans.at(-1)?.at ?? shippedAt(shipment);
  return Date.parse(heard_at) + DAY_MS <= Date.parse(shippedAt(next));
}

function piecesIn(lines: OrderShipment["lines"]): Map<string, number> {
  const pieces = new Map<string, number>();
  for (const { line_id, quantity } of lines) pieces.set(line_id, (pieces.get(line_id) ?? 0) + quantity);
  return pieces;
}

function addTo(counts: Map<string, number>, pieces: Counts, sign: 1 | -1): void {
  for (const [id, quantity] of pieces) counts.set(id, count(counts, id) + sign * quantity);
}

/**
 * Answers for the whole order: has something left, is something still under way, and when did the last goods arrive.
 * Pure.
 */
import type { DeliveryWay } from "../event.ts";
import type { Order, Scan } from "../state.ts";
import type { ShopSettings } from "../shop.ts";
import { orderedAt } from "../placing.ts";
import { type Fate, WITH_CUSTOMER } from "./fate.ts";
import { goodsOf, type LineGoods } from "./goods.ts";
import { isReplaced } from "./parts.ts";
import { arrivedAt, isReported, statusScan } from "./shipment.ts";
import { isPhysical, shipmentWay, travels } from "./way.ts";
import { textOrder } from "../../values/text_order.ts";

/** Returns whether goods for delivery have neither arrived nor come back. */
export function isUnderway(order: Order): boolean {
  return goodsOf(order).lines.some((line) => travels(line.way) && isOpenLine(line)) ||
    hasStrayUnderway(order, travels);
}

/**
 * Returns whether everything for delivery has left and nobody tells how far it is, so that it may long have arrived: by
 * the storefront's word alone, in shipments that cannot be tracked, or in a shop that no carrier's report ever reaches.
 */
export function isUnreported(order: Order, shop: Pick<ShopSettings, "hears_of_parcels">): boolean {
  const { lines, holdings } = goodsOf(order);
  const { details } = order;
  return isUnderway(order) && !lines.some(({ way, fates }) => travels(way) && fates.due > 0) &&
    holdings.every(({ shipment, fate }) =>
      fate !== "in_shipment" || !travels(shipmentWay(details, shipment)) || isReplaced(order, shipment) ||
      !isReported(shipment, shop)
    );
}

/** Returns whether everything for delivery that has not arrived waits at a carrier's place to be collected. */
export function waitsForCustomer(order: Order): boolean {
  const { lines, holdings } = goodsOf(order);
  const under_way = holdings.filter(({ shipment, fate }) =>
    fate === "in_shipment" && travels(shipmentWay(order.details, shipment)) && !isReplaced(order, shipment)
  );
  return under_way.length > 0 && !lines.some(({ way, fates }) => travels(way) && fates.due > 0) &&
    under_way.every(({ shipment }) => shipment.status === "ready_for_pickup");
}

/** Returns whether goods are still to reach the customer, by delivery or pickup. */
export function isOpen(order: Order): boolean {
  return goodsOf(order).lines.some((line) => isPhysical(line.way) && isOpenLine(line)) ||
    hasStrayUnderway(order, isPhysical);
}

/** Returns whether anything is still to reach the customer, downloads included. */
export function hasOpenGoods(order: Order): boolean {
  return isOpen(order) || goodsOf(order).lines.some(isOpenLine);
}

/** Returns whether nothing has left the shop or been handed over, and physical goods are still to come. */
export function isAllHere(order: Order): boolean {
  const physical = goodsOf(order).lines.filter(({ way }) => isPhysical(way));
  return physical.some(({ fates }) => fates.due > 0) &&
    physical.every(({ ordered, fates }) => fates.due + fates.withdrawn === ordered);
}

/** Returns whether any physical piece has left the shop, wherever it is now. */
export function hasShipped(order: Order): boolean {
  return goodsOf(order).lines.some(({ way, ordered, fates }) =>
    isPhysical(way) && fates.due + fates.withdrawn < ordered
  );
}

/** Returns when the customer got the last piece; null before that. */
export function homeAt(order: Order): string | null {
  return lastArrival(order)?.at ?? null;
}

/** Time of an arrival, and its scan where there is one. */
export interface Arrival {
  readonly at: string;
  readonly scan: Scan | undefined;
}

/**
 * Returns the arrival of the last piece that the customer gets; null while a piece is due, under way or coming back,
 * and where the customer has nothing. Goods that do not travel count only where nothing else was ordered.
 */
export function lastArrival(order: Order): Arrival | null {
  const { lines } = goodsOf(order);
  const physical = lines.filter(({ way, ordered, fates }) => isPhysical(way) && fates.withdrawn < ordered);
  const counted = physical.length > 0 ? physical : lines;
  const has = (fates: LineGoods["fates"], some: readonly Fate[]) => some.some((fate) => fates[fate] > 0);
  if (counted.some(({ fates }) => has(fates, ["due", "in_shipment", "coming_back"]))) return null;
  if (!counted.some(({ fates }) => has(fates, WITH_CUSTOMER)) || hasStrayUnderway(order, () => true)) {
    return null;
  }
  const { details, shipments } = order;
  const arrivals = shipments.map((shipment) => ({ shipment, way: shipmentWay(details, shipment) }))
    .filter(({ way }) => physical.length === 0 || isPhysical(way))
    .flatMap(({ shipment, way }): readonly Arrival[] => {
      const at = arrivedAt(shipment, way);
      return at === null ? [] : [{ at, scan: statusScan(shipment) }];
    });
  const last = arrivals.toSorted((a, b) => textOrder(a.at, b.at)).at(-1);
  return last ?? { at: details.completed_at ?? orderedAt(details), scan: undefined };
}

/** Returns whether a shipment without ordered pieces is under way: an extra box, or content that was reported twice. */
function hasStrayUnderway(order: Order, matches: (way: DeliveryWay) => boolean): boolean {
  return goodsOf(order).holdings.some(({ shipment, fate }) =>
    fate === "in_shipment" && matches(shipmentWay(order.details, shipment)) && !isReplaced(order, shipment)
  );
}

function isOpenLine({ fates }: LineGoods): boolean {
  return fates.due > 0 || fates.in_shipment > 0;
}

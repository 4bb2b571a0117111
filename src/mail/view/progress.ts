/**
 * Decides an order's progress in the few states and steps that its customer sees. It judges by events alone, never by
 * the clock.
 */
import { accountOf } from "../../orders/account/account.ts";
import { canStart } from "../../orders/account/shop_waits.ts";
import { isAllTakenBack, isAllWithdrawn, isBack } from "../../orders/goods/ended.ts";
import type { Fate } from "../../orders/goods/fate.ts";
import { goodsOf, type LineGoods } from "../../orders/goods/goods.ts";
import { duePieces, isReplaced } from "../../orders/goods/parts.ts";
import { isArrival } from "../../orders/goods/shipment.ts";
import { shipmentWay, travels } from "../../orders/goods/way.ts";
import { mainWay } from "../../orders/goods/ways.ts";
import type { Order, OrderShipment, ShipmentStatus } from "../../orders/state.ts";

export const PROGRESS_STATES = [
  "cancelled",
  "refunded",
  "failed",
  "voided",
  "unpaid",
  "preparing",
  "preparing_pickup",
  "digital",
  "sent",
  "handed_over",
  "completed",
  "partly_shipped",
  "partly_delivered",
  "partly_collected",
  "shipped",
  "out_for_delivery",
  "ready_for_pickup",
  "attempted",
  "exception",
  "returned_to_sender",
  "delivered",
  "picked_up",
] as const;
export type ProgressState = (typeof PROGRESS_STATES)[number];

/** Order of importance of shipment states: first the shipment that needs attention, then the nearest one. */
const NEWSWORTHY: readonly ShipmentStatus[] = [
  "exception",
  "attempted",
  "returned_to_sender",
  "ready_for_pickup",
  "out_for_delivery",
];

/** The one state that the order as a whole is in. */
export function progressState(order: Order): ProgressState {
  const account = accountOf(order);
  const { status } = account;
  if (order.cancelled !== undefined) return "cancelled";
  const is_paid_back = account.refunded_minor > 0;
  // Where every piece was paid back before it left, nothing is got ready, whatever is kept of the money.
  if (status === "refunded" || is_paid_back && isAllWithdrawn(order)) return "refunded";
  if (isAllWithdrawn(order)) return "cancelled";
  // A return that its customer asked for tells its own story.
  if (is_paid_back && order.returns.length === 0 && isAllTakenBack(order)) return "refunded";
  const goods = goodsState(order);
  if (goods !== null) return goods;
  if (status === "failed" || status === "voided") return status;
  if (!canStart(account)) return "unpaid";
  const way = mainWay(order);
  return way === "digital" ? "digital" : way === "pickup" ? "preparing_pickup" : "preparing";
}

/** Returns whether it goes no further: it was called off, or paid back in full. */
export function isCalledOff(state: ProgressState): boolean {
  return state === "cancelled" || state === "refunded";
}

/** Returns the state that the shipments show; null while nothing has left. */
export function goodsState(order: Order): ProgressState | null {
  switch (mainWay(order)) {
    case "carrier":
    case "local":
      return broughtState(order);
    case "pickup":
      return pickupState(order);
    case "till":
      return "handed_over";
    case "digital":
      return duePieces(order, () => true).length === 0 && hasOf(order, ["sent"]) ? "sent" : null;
  }
}

/** Returns the shipments that are delivered to the customer and were not sent again since. */
export function broughtShipments(order: Order): readonly OrderShipment[] {
  return order.shipments.filter((one) => travels(shipmentWay(order.details, one)) && !isReplaced(order, one));
}

export function broughtState(order: Order): ProgressState | null {
  const all = broughtShipments(order);
  const shipments = all.filter((one) => !isBack(order, one));
  const statuses = new Set(shipments.map(({ status }) => status));
  for (const status of NEWSWORTHY) {
    if (statuses.has(status)) return status as ProgressState;
  }
  const has_due = duePieces(order, ({ way }) => travels(way)).length > 0;
  if (shipments.length === 0 && all.length > 0 && !has_due) return "returned_to_sender";
  const is_home = shipments.every(isAtHome) && !hasBrought(order, ["in_shipment"]);
  if (shipments.length === 0) {
    return !hasBrought(order, ["in_shipment"]) ? null : has_due ? "partly_shipped" : "completed";
  }
  if (has_due) return is_home ? "partly_delivered" : "partly_shipped";
  return !is_home ? "shipped" : statuses.has("delivered") ? "delivered" : "picked_up";
}

export function pickupState(order: Order): ProgressState | null {
  if (hasOf(order, ["in_shipment"])) return "ready_for_pickup";
  if (!hasOf(order, ["collected", "returned"])) return null;
  return duePieces(order, ({ way }) => way === "pickup").length === 0 ? "picked_up" : "partly_collected";
}

function hasOf(order: Order, fates: readonly Fate[]): boolean {
  return goodsOf(order).lines.some((line) => fates.some((fate) => line.fates[fate] > 0));
}

function hasBrought(order: Order, fates: readonly Fate[]): boolean {
  const { lines } = goodsOf(order);
  return lines.some((one) =>
    travels(one.way) && fates.some((fate) => one.fates[fate] > 0) && !isOfParts(lines, one)
  );
}

/** Returns whether the line is a bundle whose parts travel with it: it is where they are. */
function isOfParts(lines: readonly LineGoods[], { line, way }: LineGoods): boolean {
  return lines.some((part) => part.line.included_in === line.id && part.way === way);
}

function isAtHome(shipment: OrderShipment): boolean {
  return isArrival(shipment.status);
}

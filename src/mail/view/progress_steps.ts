/** The steps of an order as its page shows them in a row, by the way in which its goods reach the customer. Pure; it reads no clock. */
import type { Order, OrderShipment, Scan, ShipmentStatus } from "../../orders/state.ts";
import { accountOf } from "../../orders/account/account.ts";
import { canStart, isPaidUp } from "../../orders/account/shop_waits.ts";
import { type Arrival, hasShipped, lastArrival } from "../../orders/goods/arrival.ts";
import { shipmentWay, travels } from "../../orders/goods/way.ts";
import { mainWay } from "../../orders/goods/ways.ts";
import { orderedAt } from "../../orders/placing.ts";
import { broughtShipments, broughtState, goodsState, pickupState } from "./progress.ts";

export const STEP_KINDS = [
  "placed",
  "paid",
  "shipped",
  "out_for_delivery",
  "ready_for_pickup",
  "delivered",
  "picked_up",
  "returned_to_sender",
  "sent",
  "handed_over",
  "cancelled",
  "refunded",
  "partially_refunded",
] as const;
export type StepKind = (typeof STEP_KINDS)[number];

/** `at` is `null` for a step that has not been reached, or whose moment nobody told. */
export interface Step {
  readonly kind: StepKind;
  readonly reached: boolean;
  readonly at: string | null;
  /** The scan that tells of it, in whose own zone its day is told. */
  readonly scan?: Scan | undefined;
}

/** The steps from the order to the door, or to the end it came to instead. */
export function progressSteps(order: Order): readonly Step[] {
  const steps: Step[] = [{ kind: "placed", reached: true, at: orderedAt(order.details) }];
  const account = accountOf(order);
  const paid_at = account.payments.at(-1)?.at ?? null;
  const paid = isPaidUp(account);
  // What is paid after the parcel, as agreed or not, has no step before it: a gap in the row would look like a fault.
  if (paid || (!hasShipped(order) && order.cancelled === undefined && !canStart(account))) {
    steps.push({ kind: "paid", reached: paid, at: paid ? paid_at : null });
  }
  steps.push(...goodsSteps(order));
  if (order.cancelled !== undefined) steps.push({ kind: "cancelled", reached: true, at: order.cancelled.at });
  const refunded = account.refunds.findLast(({ failure }) => failure === undefined);
  if (refunded !== undefined) {
    const kind = account.status === "refunded" ? "refunded" : "partially_refunded";
    steps.push({ kind, reached: true, at: refunded.at });
  }
  return steps;
}

function goodsSteps(order: Order): readonly Step[] {
  const ended = order.cancelled !== undefined || accountOf(order).status === "refunded";
  switch (mainWay(order)) {
    case "carrier":
    case "local":
      return shippingSteps(order, ended);
    case "pickup":
      return pickupSteps(order).filter(({ reached }) => reached || !ended);
    case "till":
      return ended ? [] : [{ kind: "handed_over", reached: true, at: orderedAt(order.details) }];
    case "digital":
      return goodsState(order) === "sent" ? [{ kind: "sent", reached: true, ...firstDeparture(order) }] : [];
  }
}

function pickupSteps(order: Order): readonly Step[] {
  const state = pickupState(order);
  const [ready] = order.shipments.flatMap(({ scans }) => scans)
    .filter(({ status }) => status === "ready_for_pickup").toSorted((a, b) => a.at < b.at ? -1 : 1);
  const arrival = state === "picked_up" ? lastArrival(order) : null;
  return [
    scanned("ready_for_pickup", state !== null, ready),
    { kind: "picked_up", reached: arrival !== null, at: arrival?.at ?? null, scan: arrival?.scan },
  ];
}

function shippingSteps(order: Order, ended: boolean): readonly Step[] {
  const shipments = broughtShipments(order);
  const collected = shipments.some(({ status }) => status === "ready_for_pickup" || status === "picked_up");
  const state = broughtState(order);
  const near = collected ? "ready_for_pickup" : "out_for_delivery";
  const home = collected ? "picked_up" : "delivered";
  const at_home = state === "delivered" || state === "picked_up";
  // Told of the order, so reached only when no other parcel is further behind.
  const is_near = at_home ||
    (shipments.length > 0 &&
      shipments.every(({ status }) => status === near || status === home || status === "attempted"));
  const near_step = scanned(near, is_near, latestScan(shipments, near));
  const back = state === "returned_to_sender";
  const arrival = at_home ? lastArrival(order) : null;
  const steps: Step[] = [
    { kind: "shipped", reached: state !== null, ...firstDeparture(order) },
    near_step,
    back
      ? scanned("returned_to_sender", true, latestScan(shipments, "returned_to_sender"))
      : { kind: home, reached: at_home, at: arrival?.at ?? null, scan: arrival?.scan },
  ];
  // What will not happen any more is not announced, nor what was skipped on the way.
  return steps.filter((step) =>
    step.kind === near && (at_home || back) ? step.at !== null : step.reached || !ended
  );
}

/** A step that these scans tell of; not reached without one. */
function scanned(kind: StepKind, reached: boolean, scan: Arrival["scan"]): Step {
  return reached && scan !== undefined ? { kind, reached, at: scan.at, scan } : { kind, reached, at: null };
}

/** When the first shipment left that the order as a whole is spoken of by. */
function firstDeparture(order: Order): Pick<Step, "at" | "scan"> {
  const way = mainWay(order);
  const [first] = order.shipments.filter((one) =>
    travels(way) ? travels(shipmentWay(order.details, one)) : shipmentWay(order.details, one) === way
  ).map(({ scans, shipped_at }) => ({ at: scans[0]?.at ?? shipped_at ?? null, scan: scans[0] }))
    .filter(({ at }) => at !== null).toSorted((a, b) => a.at! < b.at! ? -1 : 1);
  return first ?? { at: null };
}

function latestScan(shipments: readonly OrderShipment[], status: ShipmentStatus): Scan | undefined {
  return shipments.flatMap(({ scans }) => scans).filter((scan) => scan.status === status)
    .toSorted((a, b) => a.at < b.at ? -1 : 1).at(-1);
}

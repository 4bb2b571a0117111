/** The steps of an order as its page shows them in a row, by the way in which its goods reach the customer. Pure; it reads no clock. */
import type { Order, OrderShipment, Scan, ShipmentStatus } from "../../orders/state.ts";
import { accountOf } from "../../orders/account/account.ts";
import { canStart, isPaid } from "../../orders/account/shop_waits.ts";
import { type Arrival, hasShipped, lastArrival } from "../../orders/goods/arrival.ts";
import { duePieces } from "../../orders/goods/parts.ts";
import { shipmentWay, travels } from "../../orders/goods/way.ts";
import { mainWay } from "../../orders/goods/ways.ts";
import { orderedAt } from "../../orders/placing.ts";
import {
  broughtShipments,
  broughtState,
  goodsState,
  isCalledOff,
  pickupState,
  progressState,
} from "./progress.ts";

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

/** `at` is `null` for a step that has not been reached, or whose time is not known. */
export interface Step {
  readonly kind: StepKind;
  readonly reached: boolean;
  readonly at: string | null;
  /** The scan that proves the step; the step's day is shown in the scan's time zone. */
  readonly scan?: Scan | undefined;
}

/** The steps from the order to the door, or to the end it came to instead. */
export function progressSteps(order: Order): readonly Step[] {
  const steps: Step[] = [{ kind: "placed", reached: true, at: orderedAt(order.details) }];
  const account = accountOf(order);
  const paid_at = account.payments.at(-1)?.at ?? null;
  const paid = isPaid(account);
  // An order that is paid after delivery has no "paid" step before it: a gap in the row would look like a fault.
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
  const ended = isCalledOff(progressState(order));
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
  // The step is about the whole order, so it is reached only when nothing else is further behind.
  const is_near = at_home ||
    (shipments.length > 0 && duePieces(order, ({ way }) => travels(way)).length === 0 &&
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
  // Steps that can no longer happen are left out, and so are skipped ones.
  return steps.filter((step) =>
    step.kind === near && (at_home || back) ? step.at !== null : step.reached || !ended
  );
}

/** Returns a step that `scan` proves; without a scan it is not reached. */
function scanned(kind: StepKind, reached: boolean, scan: Arrival["scan"]): Step {
  return reached && scan !== undefined ? { kind, reached, at: scan.at, scan } : { kind, reached, at: null };
}

/** Returns when the first shipment of the order's main way left. */
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

/** How far an order has come, in the few words and steps its customer is told. It judges by the events alone, never by the clock. */
import { accountOf } from "../../orders/account/account.ts";
import { canStart, isPaidUp } from "../../orders/account/shop_waits.ts";
import { coversOrder } from "../../orders/promise.ts";
import type { Order, OrderShipment, ShipmentStatus } from "../../orders/state.ts";

export const PROGRESS_STATES = [
  "cancelled",
  "refunded",
  "failed",
  "unpaid",
  "preparing",
  "digital",
  "partly_shipped",
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

export const STEP_KINDS = [
  "placed",
  "paid",
  "shipped",
  "out_for_delivery",
  "ready_for_pickup",
  "delivered",
  "picked_up",
  "returned_to_sender",
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
}

/** Parcels differ: the customer hears first of the one that needs attention, then of the one that is nearest. */
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
  if (status === "refunded") return "refunded";
  if (order.shipments.length > 0) return shippedState(order);
  if (status === "failed" || status === "voided") return "failed";
  if (!canStart(account)) return "unpaid";
  return needsShipping(order) ? "preparing" : "digital";
}

export function needsShipping(order: Order): boolean {
  return order.details.lines.some((line) => line.requires_shipping);
}

/** The steps from the order to the door, or to the end it came to instead. */
export function progressSteps(order: Order): readonly Step[] {
  const steps: Step[] = [{ kind: "placed", reached: true, at: order.details.placed_at }];
  const shipped_at = firstScanAt(order);
  const account = accountOf(order);
  const paid_at = account.payments.at(-1)?.at ?? null;
  const paid = isPaidUp(account);
  // What is paid after the parcel, as agreed or not, has no step before it: a gap in the row would look like a fault.
  if (paid || (shipped_at === null && order.cancelled === undefined && !canStart(account))) {
    steps.push({ kind: "paid", reached: paid, at: paid ? paid_at : null });
  }
  if (needsShipping(order)) steps.push(...shippingSteps(order, shipped_at));
  if (order.cancelled !== undefined) steps.push({ kind: "cancelled", reached: true, at: order.cancelled.at });
  const refunded = account.refunds.findLast(({ failure }) => failure === undefined);
  if (refunded !== undefined) {
    const kind = account.status === "refunded" ? "refunded" : "partially_refunded";
    steps.push({ kind, reached: true, at: refunded.at });
  }
  return steps;
}

/** The latest moment at which a parcel had this status. */
export function lastScanAt(order: Order, status: ShipmentStatus): string | null {
  return order.shipments.flatMap(({ scans }) => scans).filter((scan) => scan.status === status)
    .map(({ at }) => at).sort().at(-1) ?? null;
}

function shippedState(order: Order): ProgressState {
  const statuses = new Set(order.shipments.map(({ status }) => status));
  for (const status of NEWSWORTHY) {
    if (statuses.has(status)) return status as ProgressState;
  }
  if (!coversOrder(order, order.shipments)) return "partly_shipped";
  if (order.shipments.every(isAtHome)) return statuses.has("delivered") ? "delivered" : "picked_up";
  return "shipped";
}

function shippingSteps(order: Order, shipped_at: string | null): readonly Step[] {
  const ended = order.cancelled !== undefined || accountOf(order).status === "refunded";
  const collected = order.shipments.some(({ status }) =>
    status === "ready_for_pickup" || status === "picked_up"
  );
  const state = shipped_at === null ? null : shippedState(order);
  const near = collected ? "ready_for_pickup" : "out_for_delivery";
  const home = collected ? "picked_up" : "delivered";
  const at_home = state === "delivered" || state === "picked_up";
  // Told of the order, so reached only when no other parcel is further behind.
  const is_near = at_home ||
    (shipped_at !== null &&
      order.shipments.every(({ status }) => status === near || status === home || status === "attempted"));
  const near_at = is_near ? lastScanAt(order, near) : null;
  const back = state === "returned_to_sender";
  const steps: Step[] = [
    { kind: "shipped", reached: shipped_at !== null, at: shipped_at },
    { kind: near, reached: is_near, at: near_at },
    back
      ? { kind: "returned_to_sender", reached: true, at: lastScanAt(order, "returned_to_sender") }
      : { kind: home, reached: at_home, at: at_home ? lastScanAt(order, home) : null },
  ];
  // What will not happen any more is not announced, nor what was skipped on the way.
  return steps.filter((step) =>
    step.kind === near && (at_home || back) ? near_at !== null : step.reached || !ended
  );
}

function firstScanAt(order: Order): string | null {
  return order.shipments.flatMap(({ scans }) => scans).map(({ at }) => at).sort()[0] ?? null;
}

function isAtHome(shipment: OrderShipment): boolean {
  return shipment.status === "delivered" || shipment.status === "picked_up";
}

/**
 * Decides of which situations a mail is the news: such a mail has the situation's own headline and fact, every other one
 * has its own and names the situation beside it. So mail and page make one statement about each fact. Pure.
 */
import type { OrderKind } from "../../messages/message.ts";
import type { ReturnStep } from "../../orders/return_progress.ts";
import type { ProgressState } from "../view/progress.ts";

const NEWS: Partial<Readonly<Record<OrderKind, readonly (ProgressState | ReturnStep)[]>>> = {
  payment_failed: ["failed"],
  payment_reminder: ["unpaid"],
  order_cancelled: ["cancelled"],
  shipment_shipped: ["shipped"],
  shipment_out_for_delivery: ["out_for_delivery"],
  shipment_ready_for_pickup: ["ready_for_pickup"],
  shipment_delivered: ["delivered"],
  shipment_attempted: ["attempted"],
  shipment_exception: ["exception"],
  shipment_returned_to_sender: ["returned_to_sender"],
  return_received_request: ["requested"],
  return_approved: ["approved", "overdue"],
  return_declined: ["declined"],
  return_arrived: ["received"],
};

const OF_RETURNS: ReadonlySet<OrderKind> = new Set([
  "return_received_request",
  "return_approved",
  "return_declined",
  "return_arrived",
]);

/** Kinds whose subject names what was bought, where there is room. */
const NAMING: ReadonlySet<OrderKind> = new Set([
  "order_confirmation",
  "shipment_shipped",
  "shipment_updated",
  "shipment_out_for_delivery",
  "shipment_ready_for_pickup",
  "shipment_delivered",
  "shipment_attempted",
  "shipment_exception",
  "shipment_stalled",
  "shipment_returned_to_sender",
  "delay_notice",
  "backorder_notice",
  "back_on_track",
  "return_approved",
  "return_arrived",
  "feedback_request",
]);

/** `state`: of the order's progress, or of the return that the mail is about. */
export function isNewsOf(kind: OrderKind, state: string): boolean {
  return NEWS[kind]?.some((one) => one === state) === true;
}

/** Returns whether mails of this kind are the news of one return. */
export function isNewsOfReturn(kind: OrderKind): boolean {
  return OF_RETURNS.has(kind);
}

export function namesProduct(kind: OrderKind): boolean {
  return NAMING.has(kind);
}

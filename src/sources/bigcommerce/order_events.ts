import type { OrderEvent } from "../../orders/event.ts";
import { readOrder } from "./order.ts";
import { ok, type Result } from "../../result.ts";
import { detailsOf } from "./details.ts";
import { AWAITING_PICKUP } from "./ways.ts";

/** https://developer.bigcommerce.com/docs/rest-management/orders/order-status */
export const STATUS = {
  incomplete: 0,
  pending: 1,
  refunded: 4,
  cancelled: 5,
  declined: 6,
  awaiting_payment: 7,
  awaiting_shipment: 9,
  awaiting_fulfillment: 11,
  partially_refunded: 14,
} as const;

/** Statuses of a checkout that the customer has not completed; it is not an order yet. */
const UNBORN: readonly number[] = [STATUS.incomplete, STATUS.pending];

const ENDED: readonly number[] = [STATUS.cancelled, STATUS.declined];

/** Statuses of an order of which nothing has left the store. */
const NOT_SENT: readonly number[] = [
  STATUS.cancelled,
  STATUS.declined,
  STATUS.awaiting_payment,
  AWAITING_PICKUP,
  STATUS.awaiting_shipment,
  STATUS.awaiting_fulfillment,
];

/** Statuses of a live order and of a cancelled one alike: a store pays a cancelled order back. */
const PAID_BACK: readonly number[] = [STATUS.refunded, STATUS.partially_refunded];

/**
 * Returns the events of an order, or the reason for having none. The order is fetched in its present state, whatever
 * the webhook was about.
 */
export function eventsOf(
  fetched: { readonly order: unknown; readonly products: readonly unknown[] },
  { is_new, notified_at, was_status_id, date_names = [] }: {
    readonly is_new: boolean;
    readonly notified_at: string;
    readonly was_status_id: number | null;
    readonly date_names?: readonly string[];
  },
): Result<readonly OrderEvent[] | string, "invalid"> {
  const read = readOrder(fetched);
  if (!read.ok) return read;
  const order = read.value;
  if (UNBORN.includes(order.status_id)) return ok("not ordered");
  if (order.products.every(({ quantity }) => quantity === 0)) {
    return ok(
      is_new || !NOT_SENT.includes(order.status_id)
        ? "no lines"
        // Nothing of it is wanted any more.
        : [{ type: "order.cancelled", at: order.date_modified ?? order.date_created }],
    );
  }
  // A checkout's date is when it was begun; leaving the checkout status dates the order.
  const is_ordered_now = was_status_id !== null && UNBORN.includes(was_status_id);
  // A store may undo a cancellation: every other status says that the order goes ahead.
  const is_live = ![...ENDED, ...PAID_BACK].includes(order.status_id);
  const details = {
    ...detailsOf(order, date_names),
    ...(is_live ? { cancelled_at: null } : {}),
    ...(is_ordered_now ? { ordered_at: notified_at } : {}),
  };
  const at = order.date_modified ?? order.date_created;
  // The order has no payment date: only leaving "Awaiting Payment" shows that it was paid, and when.
  const is_paid_now = was_status_id === STATUS.awaiting_payment && details.payment?.status === "paid" &&
    details.total_minor > 0;
  const payment = { id: "paid", amount_minor: details.total_minor, method: details.payment?.method };
  return ok([
    { type: is_new ? "order.placed" : "order.changed", at, order: details },
    ...(is_paid_now ? [{ type: "payment.succeeded" as const, at: notified_at, payment }] : []),
    ...(ENDED.includes(order.status_id) ? [{ type: "order.cancelled" as const, at }] : []),
    ...(order.status_id === AWAITING_PICKUP
      ? [{
        type: "shipment.ready_for_pickup" as const,
        at,
        shipment: { id: "pickup", lines: [], tracking: [] },
      }]
      : []),
  ]);
}

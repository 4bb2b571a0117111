/**
 * Applies one event to an order's bookings: payments, disputes, refunds, and the payment statements of a snapshot.
 * Pure.
 */
import type { OrderDetails, OrderEvent } from "../event.ts";
import { bookPayment } from "./book_payment.ts";
import { bookRefund, bookRefundFailure, bookRefundList } from "./book_refund.ts";
import type { Bookings, OrderPayment, StatedSum } from "./bookings.ts";

export type MoneyEvent = Extract<OrderEvent, { type: `payment.${string}` }>;

/** Returns the bookings after `event`; other fields of `bookings` stay untouched. */
export function bookEvent<Booked extends Bookings>(bookings: Booked, event: MoneyEvent): Booked {
  const { payments, refunds } = bookings;
  switch (event.type) {
    case "payment.succeeded":
    case "payment.pending":
    case "payment.failed":
    case "payment.released":
    case "payment.disputed": {
      const { at, payment, reason } = event;
      return {
        ...bookings,
        payments: bookPayment(payments, {
          at,
          payment,
          reason,
          status: STATUS[event.type],
          part_paid: bookings.part_paid,
        }),
      };
    }
    case "payment.dispute_closed": {
      const { at, payment, outcome } = event;
      const status = outcome === "won" ? "dispute_won" : "dispute_lost";
      return { ...bookings, payments: bookPayment(payments, { at, payment, status }) };
    }
    case "payment.refunded":
      return { ...bookings, refunds: bookRefund(refunds, event.at, event.refund) };
    case "payment.refund_failed": {
      const { at, reason } = event;
      const failure = { at, by: "provider" as const, ...(reason === undefined ? {} : { reason }) };
      return { ...bookings, refunds: bookRefundFailure(refunds, payments, event.refund, failure) };
    }
  }
}

const STATUS = {
  "payment.succeeded": "succeeded",
  "payment.pending": "pending",
  "payment.failed": "failed",
  "payment.released": "released",
  "payment.disputed": "disputed",
} as const satisfies Record<string, OrderPayment["status"]>;

/**
 * Returns the bookings after a snapshot of time `at`, by its payment and its list of refunds; the fold keeps the
 * details themselves.
 */
export function bookSnapshot(
  before: Bookings,
  at: string,
  details: OrderDetails,
): Pick<
  Bookings,
  | "details_at"
  | "payment_failed_at"
  | "concluded_at"
  | "part_paid"
  | "reserved_minor"
  | "reserved_at"
  | "refunds"
> {
  const is_first = before.details_at === undefined;
  const was_waiting = !is_first && isWaiting(before.details);
  const is_live = details.payment?.status !== "voided" && typeof details.cancelled_at !== "string";
  const concluded_at = before.concluded_at ??
    (was_waiting && !isWaiting(details) && is_live ? at : undefined);
  const reserved_minor = reservedMinor(before, details);
  const payment_failed_at = details.payment?.status === "failed" ? before.payment_failed_at ?? at : undefined;
  return {
    details_at: at,
    payment_failed_at,
    concluded_at,
    part_paid: partPaid(before, at, details),
    reserved_minor,
    reserved_at: reserved_minor === undefined
      ? undefined
      : before.reserved_minor === undefined && !is_first
      ? at
      : before.reserved_at,
    refunds: bookRefundList(before.refunds, at, details.refund_ids),
  };
}

/** A storefront that states the sum paid later, as one payment, has had this part before. */
function partPaid(
  before: Bookings,
  at: string,
  { payment, total_minor }: OrderDetails,
): StatedSum | undefined {
  if (payment?.status !== "partially_paid" || payment.open_minor === undefined) return before.part_paid;
  const amount_minor = total_minor - payment.open_minor;
  return amount_minor <= 0 || amount_minor === before.part_paid?.amount_minor
    ? before.part_paid
    : { at, amount_minor, told_by: "snapshot" };
}

/** A reservation lasts while the storefront captures it part by part; a failed or void one has ended. */
function reservedMinor(before: Bookings, { payment, total_minor }: OrderDetails): number | undefined {
  switch (payment?.status) {
    case "authorized":
      return total_minor;
    case "voided":
    case "failed":
    case "unfinished":
      return undefined;
    default:
      return before.reserved_minor;
  }
}

/** Returns whether the order's checkout has not led to a payment. */
function isWaiting({ payment }: OrderDetails): boolean {
  return payment?.status === "unfinished" || payment?.status === "failed";
}

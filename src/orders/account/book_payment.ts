/** Applies one event of a payment or a dispute to an order's payments. Pure. */
import type { Payment } from "../event.ts";
import { UNNAMED_PAYMENT } from "../reference.ts";
import type { OrderPayment, StatedSum } from "./bookings.ts";

/** Bounds the names of one payment: each failed attempt has a charge id of its own. */
const KNOWN_AS_MAX = 20;
/** Bounds the sums: an order is hardly ever paid in more steps. */
const SUMS_MAX = 50;

export interface PaymentStatement {
  readonly at: string;
  readonly payment: Payment;
  readonly status: OrderPayment["status"];
  readonly reason?: string | undefined;
  /** Part of the order that a snapshot stated as paid before. */
  readonly part_paid?: StatedSum | undefined;
}

/**
 * Returns the payments after `statement`, which replaces the earlier state of its payment; fields that it leaves out
 * stay.
 */
export function bookPayment(
  payments: readonly OrderPayment[],
  statement: PaymentStatement,
): readonly OrderPayment[] {
  const before = payments.find(({ id }) => id === statement.payment.id);
  const { at, payment, status, reason } = statement;
  const booked: OrderPayment = {
    ...before,
    ...payment,
    status,
    at,
    reason,
    ...knownAs(before, payment),
    ...(status !== "succeeded"
      ? {}
      : before?.status === "succeeded"
      ? statedAgain(before, statement)
      : statedInPart(statement)),
  };
  return [...payments.filter((one) => one !== before), booked];
}

/** Returns all ids that events gave one payment beside its own id. */
function knownAs(
  before: OrderPayment | undefined,
  { known_as = [] }: Payment,
): Pick<OrderPayment, "known_as"> {
  const all = [...new Set([...before?.known_as ?? [], ...known_as])];
  return all.length === 0 ? {} : { known_as: all.slice(0, KNOWN_AS_MAX) };
}

/**
 * Keeps the first time of a payment that is reported again with the same sum. A different sum at a later time is kept
 * beside the first, since a storefront states the total paid; a different sum at the same time corrects it.
 */
function statedAgain(
  before: OrderPayment,
  { at, payment: { amount_minor } }: PaymentStatement,
): Pick<OrderPayment, "at" | "sums"> {
  const sums = before.sums ?? [{ at: before.at, amount_minor: before.amount_minor }];
  const last = sums.at(-1)!;
  if (last.amount_minor === amount_minor) return { at: before.at, sums: before.sums };
  const next: readonly StatedSum[] = last.at === at
    ? [...sums.slice(0, -1), { at, amount_minor }]
    : [...sums, { at, amount_minor }];
  return { at: next[0]!.at, sums: next.slice(-SUMS_MAX) };
}

/** A storefront's sum is all that was paid: the part that its snapshot stated earlier is no money of now. */
function statedInPart({ at, payment, part_paid }: PaymentStatement): Pick<OrderPayment, "sums"> {
  const { id, amount_minor } = payment;
  const has_part = id === UNNAMED_PAYMENT && part_paid !== undefined && part_paid.at < at &&
    part_paid.amount_minor < amount_minor;
  return has_part ? { sums: [part_paid, { at, amount_minor }] } : {};
}

/** Applies one refund event, or a snapshot that lists all refunds, to an order's refunds. Pure. */
import type { Refund } from "../event.ts";
import type { OrderPayment, OrderRefund, RefundFailure } from "./bookings.ts";

/** Returns the refunds after `refund`. A refund that is reported again with the same amount keeps its first time. */
export function bookRefund(
  refunds: readonly OrderRefund[],
  at: string,
  refund: Refund,
): readonly OrderRefund[] {
  const before = refunds.findLast(({ id }) => isNamed(id, refund.id));
  if (before === undefined) return [...refunds, { ...refund, at }];
  // A second attempt after a failed one is news to the customer and needs an id of its own.
  if (before.failed !== undefined && at > before.failed.at) {
    const attempts = refunds.filter(({ id }) => isNamed(id, refund.id)).length;
    return [...refunds, { ...refund, id: `${refund.id}~${attempts + 1}`, at }];
  }
  const is_same = before.amount_minor === refund.amount_minor;
  const { failed } = before;
  const booked: OrderRefund = {
    ...refund,
    id: before.id,
    at: is_same ? before.at : at,
    ...(failed === undefined ? {} : { failed }),
  };
  return [...refunds.filter((one) => one !== before), booked];
}

/** Returns whether `id` is `name` or one of its later attempts: `re_7~2` is the second attempt of `re_7`. */
function isNamed(id: string, name: string): boolean {
  return id === name || (id.startsWith(`${name}~`) && /^\d+$/.test(id.slice(name.length + 1)));
}

/** Reference to a failed refund, as its sender gives it. */
export interface FailedRefund {
  readonly id: string;
  readonly amount_minor?: number | undefined;
  readonly payment_id?: string | undefined;
}

/**
 * Returns the refunds after one failed. An unknown `failed.id` means the newest refund of the same payment and
 * amount; without one, the failed refund is kept by itself if its amount is known.
 */
export function bookRefundFailure(
  refunds: readonly OrderRefund[],
  payments: readonly OrderPayment[],
  failed: FailedRefund,
  failure: RefundFailure,
): readonly OrderRefund[] {
  const { id, amount_minor, payment_id } = failed;
  const standing = refunds.filter((one) => one.failed === undefined);
  const named = standing.findLast((one) => isNamed(one.id, id));
  if (named !== undefined) return refunds.map((one) => one === named ? { ...one, failed: failure } : one);
  const is_known = refunds.some((one) => isNamed(one.id, id) || one.failed?.named_as === id);
  if (is_known) return refunds;
  const meant = standing.findLast((one) => isOfSamePayment(one, failed, payments));
  if (meant !== undefined) {
    return refunds.map((one) => one === meant ? { ...one, failed: { ...failure, named_as: id } } : one);
  }
  if (amount_minor === undefined) return refunds;
  const payment = payment_id === undefined ? {} : { payment_id };
  return [...refunds, { id, amount_minor, ...payment, lines: [], at: failure.at, failed: failure }];
}

function isOfSamePayment(
  { amount_minor, payment_id }: OrderRefund,
  failed: FailedRefund,
  payments: readonly OrderPayment[],
): boolean {
  if (payment_id === undefined || failed.payment_id === undefined) return false;
  if (amount_minor !== failed.amount_minor) return false;
  const names = payments.filter(({ id, known_as = [] }) => [id, ...known_as].includes(payment_id))
    .flatMap(({ id, known_as = [] }) => [id, ...known_as]);
  return payment_id === failed.payment_id || names.includes(failed.payment_id);
}

/**
 * Returns the refunds after a snapshot that lists the ids of all of them: storefront refunds missing from the list
 * were withdrawn. A refund that names its payment came from a payment provider, and a storefront's list does not
 * cover it.
 */
export function bookRefundList(
  refunds: readonly OrderRefund[],
  at: string,
  ids: readonly string[] | undefined,
): readonly OrderRefund[] {
  if (ids === undefined) return refunds;
  const gone = (one: OrderRefund) =>
    one.failed === undefined && one.payment_id === undefined && !ids.some((id) => isNamed(one.id, id));
  return refunds.some(gone)
    ? refunds.map((one): OrderRefund => gone(one) ? { ...one, failed: { at, by: "shop" } } : one)
    : refunds;
}

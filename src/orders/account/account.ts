/**
 * Computes the account of an order: what is owed, paid, refunded and open, how it is paid and by when. All questions
 * about money are answered here. Pure: a function of the set of events, in any order of arrival.
 */
import type { OrderDetails, PaymentClass, PaymentStatus } from "../event.ts";
import type { Bookings, OrderPayment } from "./bookings.ts";
import { type Due, dueOf } from "./due.ts";
import { orderedAt } from "../placing.ts";
import { type PaidOnce, paidOnce } from "./paid_once.ts";
import { type Breakdown, breakdownOf, orderParts, type Part, sumOf, taxParts } from "./parts.ts";
import { type Collector, collectorOf, isCheque, orderClass } from "./payment_class.ts";
import { type AccountRefund, refundsOf, sentBackMinor } from "./refunds.ts";

export interface Account {
  readonly currency: string;
  readonly total_minor: number;
  readonly breakdown: Breakdown;
  /** Sum of the lines. */
  readonly subtotal_minor: number;
  /** Tax within the total, one part for each rate where the rates are known. */
  readonly tax: readonly Part[];
  readonly tax_minor: number;
  /** Whether the prices include the tax, which is then no part of the breakdown. */
  readonly is_tax_included: boolean;
  /** Payments that reached the shop, without duplicates. */
  readonly payments: readonly PaidOnce[];
  /** Payments that are pending or failed. */
  readonly attempts: readonly OrderPayment[];
  readonly disputes: readonly Dispute[];
  readonly refunds: readonly AccountRefund[];
  /** Sum that reached the shop: by the payments, or by the storefront's statement where that is more. */
  readonly paid_minor: number;
  /** Part of `paid_minor` that only the storefront stated and no listed payment covers. */
  readonly unlisted_minor: number;
  /** Sum that is on its way to the shop; the customer is not asked for it meanwhile. */
  readonly pending_minor: number;
  /** Sum that was or is being sent back to the customer, lost disputes included. */
  readonly refunded_minor: number;
  /** Sum that the customer still has to pay. */
  readonly open_minor: number;
  /** Sum that the shop owes the customer by its storefront's word, less what went back since. */
  readonly owed_back_minor: number;
  /** Whether `open_minor` is exact; false where the storefront says that a part is paid without an amount. */
  readonly is_open_exact: boolean;
  /** Sum that the customer is asked for: open and not on its way. */
  readonly asked_minor: number;
  /** `asked_minor` by due day. */
  readonly due: readonly Due[];
  readonly class: PaymentClass;
  /** Whether a `transfer` is a cheque. */
  readonly is_cheque: boolean;
  readonly collector: Collector;
  readonly status: PaymentStatus;
  /**
   * Whether the checkout is finished and its payment did not fail; otherwise the order is not owed its confirmation.
   */
  readonly is_concluded: boolean;
  /** Time from which the order counts as concluded. */
  readonly concluded_at: string;
}

export interface Dispute {
  readonly id: string;
  readonly at: string;
  readonly amount_minor: number;
  /** Id of the disputed payment, where its provider names it. */
  readonly payment_id: string | undefined;
  readonly outcome: "opened" | "won" | "lost";
  /** Why, in the provider's words. */
  readonly reason: string | undefined;
  /** Until when the shop may hand in its evidence. */
  readonly answer_by: string | undefined;
}

/** Caches accounts: bookings are immutable, and one order is queried many times. */
const accounts = new WeakMap<Bookings, Account>();

export function accountOf(bookings: Bookings): Account {
  const known = accounts.get(bookings);
  if (known !== undefined) return known;
  const made = makeAccount(bookings);
  accounts.set(bookings, made);
  return made;
}

function makeAccount(bookings: Bookings): Account {
  const { details } = bookings;
  const { total_minor } = details;
  const payments = paidOnce(bookings.payments);
  const disputes = disputesOf(bookings.payments);
  const listed_minor = sumOf(payments);
  const paid_minor = paidMinor(bookings, payments);
  const refunds = refundsOf(bookings, Math.max(paid_minor, total_minor));
  const refunded_minor = sentBackMinor(refunds) + chargedBackMinor(disputes, refunds);
  const payment_class = orderClass(details);
  const pending = bookings.payments.filter(({ status }) => status === "pending");
  const pending_minor = sumOf(pending.filter((one) => (one.class ?? payment_class) !== "transfer"));
  const status = statusOf(bookings, paid_minor, refunded_minor);
  const is_closed = bookings.cancelled !== undefined || CLOSED.has(status) ||
    (paid_minor > 0 && refunded_minor >= paid_minor);
  const open_minor = is_closed
    ? 0
    : Math.max(0, total_minor - paid_minor - stillReservedMinor(bookings, paid_minor));
  const asked_minor = Math.max(0, open_minor - pending_minor);
  const parts = orderParts(details);
  return {
    currency: details.currency,
    total_minor,
    breakdown: breakdownOf(parts, total_minor),
    subtotal_minor: sumOf(parts.filter(({ kind }) => kind === "line")),
    tax: taxParts(details),
    tax_minor: details.tax?.amount_minor ?? 0,
    is_tax_included: details.tax?.included === true,
    payments,
    attempts: bookings.payments.filter((one) => one.status === "pending" || one.status === "failed"),
    disputes,
    refunds,
    paid_minor,
    unlisted_minor: paid_minor - listed_minor,
    pending_minor,
    refunded_minor,
    open_minor,
    owed_back_minor: owedBackMinor(bookings, refunds),
    is_open_exact: !(status === "partially_paid" && paid_minor === 0),
    asked_minor,
    due: dueOf(details, asked_minor),
    class: payment_class,
    is_cheque: payment_class === "transfer" && isCheque(details.payment?.method?.brand),
    collector: collectorOf(payment_class),
    status,
    is_concluded: status !== "unfinished" && !(status === "failed" && payment_class === "prepaid"),
    concluded_at: concludedAt(bookings),
  };
}

/** Statuses in which the customer owes nothing: the shop has yet to capture the money, will not, or gave it back. */
const CLOSED: ReadonlySet<PaymentStatus> = new Set(["authorized", "voided", "refunded"]);

/**
 * Returns the sum paid by the storefront's snapshot; null where it states none. A status `paid` without a sum counts
 * only while no payment has arrived, since a payment has an exact sum.
 */
function storefrontPaidMinor(
  { payment, total_minor }: OrderDetails,
  payments: readonly PaidOnce[],
): number | null {
  switch (payment?.status) {
    case "paid":
    case "partially_paid":
    case "partially_refunded":
    case "refunded":
      break;
    default:
      return null;
  }
  if (payment.open_minor !== undefined) return Math.max(0, total_minor - payment.open_minor);
  return payment.status === "partially_paid" || payments.length > 0 ? null : total_minor;
}

/** Returns the sum of the payments; where the storefront's snapshot stated more, its sum plus the later payments. */
function paidMinor({ details, details_at }: Bookings, payments: readonly PaidOnce[]): number {
  const listed_minor = sumOf(payments);
  const storefront_minor = storefrontPaidMinor(details, payments);
  if (storefront_minor === null) return listed_minor;
  const later_minor = sumOf(payments.filter(({ at }) => details_at !== undefined && at > details_at));
  // Two senders' clocks differ: a payment that seems later may be in the storefront's sum already, so the total
  // bounds the result.
  const bound_minor = Math.max(storefront_minor, details.total_minor);
  return Math.max(listed_minor, Math.min(bound_minor, storefront_minor + later_minor));
}

/** Returns what is reserved and not captured yet, where the storefront captures the order part by part. */
function stillReservedMinor({ details, reserved_minor = 0 }: Bookings, paid_minor: number): number {
  const stated = details.payment?.status;
  return stated === "authorized" || stated === "partially_paid"
    ? Math.max(0, reserved_minor - paid_minor)
    : 0;
}

/** A storefront counts the refunds that it had when it stated the sum. */
function owedBackMinor({ details, details_at = "" }: Bookings, refunds: readonly AccountRefund[]): number {
  const owed_minor = Math.max(0, -(details.payment?.open_minor ?? 0));
  return Math.max(0, owed_minor - sentBackMinor(refunds.filter(({ at }) => at > details_at)));
}

/** Returns the payment status by the payments, and by the storefront's statement where none has arrived. */
function statusOf(bookings: Bookings, paid_minor: number, refunded_minor: number): PaymentStatus {
  const { details: { payment, total_minor }, payments } = bookings;
  if (refunded_minor > 0 && paid_minor > 0) {
    return refunded_minor >= Math.max(paid_minor, total_minor) ? "refunded" : "partially_refunded";
  }
  const stated = payment?.status;
  // Trusts a known failed refund over an older snapshot.
  if ((stated === "refunded" || stated === "partially_refunded") && bookings.refunds.length === 0) {
    return stated;
  }
  if (paid_minor > 0) return paid_minor >= total_minor ? "paid" : "partially_paid";
  const tried = payments.findLast(({ status }) =>
    status === "pending" || status === "failed" || status === "released"
  );
  const last = tried?.status;
  if (tried?.status === "released" && isLetGo(bookings, tried.at)) return "voided";
  if (last === "pending" && (stated === "unfinished" || stated === "failed")) return "pending";
  // Ignores a status `paid` when all of the total is open: the amount counts.
  const is_stated = stated !== undefined && stated !== "pending" && (stated !== "paid" || total_minor <= 0);
  if (is_stated) return stated;
  return last === "failed" ? "failed" : "pending";
}

/**
 * Returns whether money that was let go at `at` was all that there was. A storefront that calls it reserved has not heard of it yet; one that
 * asks for it since then waits for another payment.
 */
function isLetGo({ details: { payment }, details_at = "" }: Bookings, at: string): boolean {
  switch (payment?.status) {
    case "authorized":
      return true;
    case undefined:
    case "pending":
      return details_at <= at;
    default:
      return false;
  }
}

/**
 * Returns the time from which the order is owed its confirmation: its placing, or the end of a checkout that first
 * failed or was abandoned.
 */
function concludedAt({ details, concluded_at, payments }: Bookings): string {
  if (concluded_at !== undefined) return concluded_at;
  const paid_at = payments.filter(({ status }) => status === "succeeded").map(({ at }) => at).sort()[0];
  if (paid_at === undefined) return orderedAt(details);
  const failed_before = payments.some(({ status, at }) => status === "failed" && at < paid_at);
  return failed_before ? paid_at : orderedAt(details);
}

const OUTCOMES = { disputed: "opened", dispute_won: "won", dispute_lost: "lost" } as const;

function disputesOf(payments: readonly OrderPayment[]): readonly Dispute[] {
  return payments.flatMap(({ id, at, status, amount_minor, transaction_id, reason, answer_by }) =>
    status in OUTCOMES
      ? [{
        id,
        at,
        amount_minor,
        payment_id: transaction_id,
        outcome: OUTCOMES[status as keyof typeof OUTCOMES],
        reason,
        answer_by,
      }]
      : []
  );
}

/**
 * Returns the sum of lost disputes, except those that a provider also reports as a refund of the same payment and
 * amount.
 */
function chargedBackMinor(disputes: readonly Dispute[], refunds: readonly AccountRefund[]): number {
  const free = refunds.filter(({ state }) => state === "pending" || state === "succeeded");
  let total_minor = 0;
  for (const { outcome, payment_id, amount_minor } of disputes) {
    if (outcome !== "lost") continue;
    const same = free.findIndex((one) =>
      one.payment_id !== undefined && one.payment_id === payment_id && one.amount_minor === amount_minor
    );
    if (same >= 0) free.splice(same, 1);
    else total_minor += amount_minor;
  }
  return total_minor;
}

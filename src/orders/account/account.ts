/**
 * One account an order: what it comes to, what of it was paid, went back and is open, how it is paid and by when. Every question
 * about money is asked here. Pure: a function of the set of events, whatever order they arrived in.
 */
import type { OrderDetails, PaymentClass, PaymentStatus } from "../event.ts";
import type { Bookings, OrderPayment } from "./bookings.ts";
import { type Due, dueOf } from "./due.ts";
import { orderedAt } from "../placing.ts";
import { type PaidOnce, paidOnce } from "./paid_once.ts";
import { type Breakdown, breakdownOf, orderParts, type Part, sumOf, taxParts } from "./parts.ts";
import { type Collector, collectorOf, orderClass } from "./payment_class.ts";
import { type AccountRefund, refundsOf, sentBackMinor } from "./refunds.ts";

export interface Account {
  readonly currency: string;
  readonly total_minor: number;
  readonly breakdown: Breakdown;
  /** What the lines come to. */
  readonly subtotal_minor: number;
  /** What of the total is tax, a part a rate where the rates are known. */
  readonly tax: readonly Part[];
  readonly tax_minor: number;
  /** The tax is held by the prices, and no part of the breakdown. */
  readonly is_tax_included: boolean;
  /** Each payment that reached the shop, once. */
  readonly payments: readonly PaidOnce[];
  /** Payments that are under way or failed. */
  readonly attempts: readonly OrderPayment[];
  readonly disputes: readonly Dispute[];
  readonly refunds: readonly AccountRefund[];
  /** What reached the shop, by the payments, and by the storefront's word where it knows of more. */
  readonly paid_minor: number;
  /** What of it no payment of the list makes up: the storefront alone said so. */
  readonly unlisted_minor: number;
  /** Under way to the shop; nobody is asked for it meanwhile. */
  readonly pending_minor: number;
  /** What went back to the customer or is on its way, lost disputes included. */
  readonly refunded_minor: number;
  /** What the customer still has to pay. */
  readonly open_minor: number;
  /** False where the storefront says that a part is paid, and nobody says how much. */
  readonly is_open_exact: boolean;
  /** What of it the customer is asked for: what is open and not under way. */
  readonly asked_minor: number;
  /** The same by day. */
  readonly due: readonly Due[];
  readonly class: PaymentClass;
  readonly collector: Collector;
  readonly status: PaymentStatus;
  /** False while the checkout is not finished or its payment failed: such an order is not owed its confirmation. */
  readonly is_concluded: boolean;
  /** Since when it is. */
  readonly concluded_at: string;
}

export interface Dispute {
  readonly id: string;
  readonly at: string;
  readonly amount_minor: number;
  /** The payment that it is about, where its provider names it. */
  readonly payment_id: string | undefined;
  readonly outcome: "opened" | "won" | "lost";
}

/** Bookings never change, and one order is asked many times: its account is made once. */
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
  const open_minor = is_closed ? 0 : Math.max(0, total_minor - paid_minor);
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
    is_open_exact: !(status === "partially_paid" && paid_minor === 0),
    asked_minor,
    due: dueOf(details, asked_minor),
    class: payment_class,
    collector: collectorOf(payment_class),
    status,
    is_concluded: status !== "unfinished" && !(status === "failed" && payment_class === "prepaid"),
    concluded_at: concludedAt(bookings),
  };
}

/** In which nothing is asked of the customer: the shop has yet to take the money, or will not, or gave it back. */
const CLOSED: ReadonlySet<PaymentStatus> = new Set(["authorized", "voided", "refunded"]);

/**
 * What the storefront says was paid when it made its snapshot; null where it does not say. Its word that all is paid, without a
 * sum, counts only while no payment has come: a payment knows its sum.
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

/** Sums the payments; where the storefront knew of more when it made its snapshot, its sum and the payments since then. */
function paidMinor({ details, details_at }: Bookings, payments: readonly PaidOnce[]): number {
  const listed_minor = sumOf(payments);
  const storefront_minor = storefrontPaidMinor(details, payments);
  if (storefront_minor === null) return listed_minor;
  const later_minor = sumOf(payments.filter(({ at }) => details_at !== undefined && at > details_at));
  // The clocks of two senders differ: what seems later may be in the storefront's sum, which the total bounds.
  const bound_minor = Math.max(storefront_minor, details.total_minor);
  return Math.max(listed_minor, Math.min(bound_minor, storefront_minor + later_minor));
}

/** What has become of the payment, by the payments, and by the storefront's word where none has come. */
function statusOf(bookings: Bookings, paid_minor: number, refunded_minor: number): PaymentStatus {
  const { details: { payment, total_minor }, payments } = bookings;
  if (refunded_minor > 0 && paid_minor > 0) {
    return refunded_minor >= Math.max(paid_minor, total_minor) ? "refunded" : "partially_refunded";
  }
  const stated = payment?.status;
  // A refund that is known and came to nothing says more than an older snapshot.
  if ((stated === "refunded" || stated === "partially_refunded") && bookings.refunds.length === 0) {
    return stated;
  }
  if (paid_minor > 0) return paid_minor >= total_minor ? "paid" : "partially_paid";
  const last = payments.findLast(({ status }) => status === "pending" || status === "failed")?.status;
  if (last === "pending" && (stated === "unfinished" || stated === "failed")) return "pending";
  // Who calls an order paid and all of it open contradicts itself: the amount counts.
  const is_stated = stated !== undefined && stated !== "pending" && (stated !== "paid" || total_minor <= 0);
  if (is_stated) return stated;
  return last === "failed" ? "failed" : "pending";
}

/** Since when the order is owed its confirmation: its placing, or the end of a checkout that failed or was left at first. */
function concludedAt({ details, concluded_at, payments }: Bookings): string {
  if (concluded_at !== undefined) return concluded_at;
  const paid_at = payments.filter(({ status }) => status === "succeeded").map(({ at }) => at).sort()[0];
  if (paid_at === undefined) return orderedAt(details);
  const failed_before = payments.some(({ status, at }) => status === "failed" && at < paid_at);
  return failed_before ? paid_at : orderedAt(details);
}

const OUTCOMES = { disputed: "opened", dispute_won: "won", dispute_lost: "lost" } as const;

function disputesOf(payments: readonly OrderPayment[]): readonly Dispute[] {
  return payments.flatMap(({ id, at, status, amount_minor, transaction_id }) =>
    status in OUTCOMES
      ? [{
        id,
        at,
        amount_minor,
        payment_id: transaction_id,
        outcome: OUTCOMES[status as keyof typeof OUTCOMES],
      }]
      : []
  );
}

/** What lost disputes took back, without those that a provider tells as a refund of the same payment and amount as well. */
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

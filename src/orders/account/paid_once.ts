/**
 * Merges duplicate payments: a storefront and a payment provider may both report the same money. Payments that are
 * not known to be the same stay two, since a real second payment must never be lost. Pure.
 */
import { UNNAMED_PAYMENT } from "../reference.ts";
import type { OrderPayment, StatedSum } from "./bookings.ts";
import { nearestPairs } from "./nearest_pairs.ts";
import { mayBeSameMethod } from "./payment_method.ts";

export interface PaidOnce extends OrderPayment {
  /** Ids that senders gave to this entry, its own included. */
  readonly named_as: readonly string[];
  /** Set where only a snapshot stated it: its customer read of it there. */
  readonly told_by?: "snapshot" | undefined;
}

/**
 * Longest time between two reports of the same money: a storefront waits for its provider, and gets its report within
 * minutes.
 */
export const SAME_MONEY_MS = 3_600_000;
/** Tolerance for clock differences: a payment made after the storefront stated its sum is not in that sum. */
const CLOCKS_APART_MS = 300_000;

/**
 * Returns the payments without duplicates, in the order of their last events. Their amounts add up to all that the
 * customer paid.
 */
export function paidOnce(payments: readonly OrderPayment[]): readonly PaidOnce[] {
  const succeeded = payments.filter(({ status }) => status === "succeeded");
  const unnamed = succeeded.find(({ id }) => id === UNNAMED_PAYMENT);
  const named = succeeded.filter((payment) => payment !== unnamed);
  const [reports, own] = [named.filter(isReport), named.filter((payment) => !isReport(payment))];
  const reported = nearestPairs(reports, own, (report, payment) => names(report, payment) ? 0 : null);
  const single = named.filter((payment) => !reported.has(payment));
  const rests = unnamed === undefined ? [] : restsOf(unnamed, single);
  return succeeded.flatMap((payment): readonly PaidOnce[] => {
    if (payment === unnamed) return rests.flatMap(({ rest }) => rest === null ? [] : [rest]);
    if (reported.has(payment)) return [];
    const also = reports.filter((report) => reported.get(report) === payment);
    const also_unnamed = rests.filter(({ meant }) => meant === payment).map(({ stated }) => stated);
    const all = [...also, ...also_unnamed];
    const whole = all.reduce((known: OrderPayment, more) => ({ ...more, ...known }), payment);
    return [{
      ...whole,
      amount_minor: payment.amount_minor,
      named_as: [...new Set([payment, ...all].map(({ id }) => id))],
    }];
  });
}

/**
 * Sum from a storefront that names no payment: the payment that it means, and the rest that no other payment covers.
 */
interface Rest {
  readonly stated: OrderPayment;
  readonly meant: OrderPayment | undefined;
  readonly rest: PaidOnce | null;
}

/**
 * Reads the storefront's sums one after another, each being all that was paid until then. A rest that neither named
 * payments nor earlier sums cover becomes a payment of its own: the first has the storefront's id `paid`, later ones
 * `paid:<sum>`.
 */
function restsOf(unnamed: OrderPayment, named: readonly OrderPayment[]): readonly Rest[] {
  const { sums = [{ at: unnamed.at, amount_minor: unnamed.amount_minor }] } = unnamed;
  const rests: Rest[] = [];
  const meant_before = new Set<OrderPayment>();
  let rest_minor = 0;
  let sum_before_minor = 0;
  for (const [index, sum] of sums.entries()) {
    const id = index === 0 ? unnamed.id : `${unnamed.id}:${sum.amount_minor}`;
    const step_minor = sum.amount_minor - sum_before_minor;
    const stated: OrderPayment = { ...unnamed, id, at: sum.at, amount_minor: step_minor, sums: undefined };
    const free = named.filter((payment) => !meant_before.has(payment));
    const meant = step_minor > 0 ? meantBy(stated, free) : undefined;
    if (meant !== undefined) meant_before.add(meant);
    const within_minor = withinMinor(unnamed, sum, named, meant_before);
    const amount_minor = Math.max(0, sum.amount_minor - within_minor - rest_minor);
    rest_minor += amount_minor;
    sum_before_minor = Math.max(sum_before_minor, sum.amount_minor);
    const rest = amount_minor === 0 ? null : {
      ...stated,
      amount_minor,
      named_as: [id],
      ...(sum.told_by === undefined ? {} : { told_by: sum.told_by }),
    };
    rests.push({ stated, meant, rest });
  }
  return rests;
}

/**
 * Returns whether the payment is the shop's report of a provider's payment: it bears another transaction id than its
 * own, a provider's payment bears its own.
 */
function isReport({ id, transaction_id }: OrderPayment): boolean {
  return transaction_id !== undefined && transaction_id !== id;
}

/**
 * Returns whether `report` has the amount and a name of `payment`. Two captures of one authorisation share a name, so
 * each is matched once.
 */
function names(report: OrderPayment, payment: OrderPayment): boolean {
  return report.transaction_id !== undefined && isKnownAs(payment, report.transaction_id) &&
    firstMinor(report) === payment.amount_minor;
}

function firstMinor({ sums, amount_minor }: OrderPayment): number {
  return sums?.[0]?.amount_minor ?? amount_minor;
}

function isKnownAs({ id, known_as = [] }: OrderPayment, name: string): boolean {
  return id === name || known_as.includes(name);
}

/**
 * Returns the payment that a storefront means without naming it: one whose transaction it names, or one of the same
 * amount and about the same time that has no contradicting method.
 */
function meantBy(unnamed: OrderPayment, payments: readonly OrderPayment[]): OrderPayment | undefined {
  const near = nearestPairs([unnamed], payments, (_, payment) => {
    if (names(unnamed, payment)) return 0;
    const apart_ms = Math.abs(Date.parse(payment.at) - Date.parse(unnamed.at));
    const is_same = payment.amount_minor === unnamed.amount_minor && apart_ms <= SAME_MONEY_MS &&
      mayBeIt(unnamed, payment);
    return is_same ? 1 + apart_ms : null;
  });
  return near.get(unnamed);
}

/** Returns whether method and id prefix allow the same payment: `ch_1` may be `pi_2`, but never `ch_2`. */
function mayBeIt({ method, transaction_id }: OrderPayment, payment: OrderPayment): boolean {
  const { id, known_as = [] } = payment;
  const is_other = transaction_id !== undefined && !isKnownAs(payment, transaction_id) &&
    [id, ...known_as].some((name) => makeOf(name) === makeOf(transaction_id));
  return !is_other && mayBeSameMethod(method, payment.method);
}

/** Returns the id prefix: `pi_` for `pi_3QKx…`. */
function makeOf(name: string): string {
  return /^[A-Za-z]+_/.exec(name)?.[0] ?? "";
}

/**
 * Returns how much of the storefront's sum is covered by named payments: those that it means, and those of about its
 * time and its method.
 */
function withinMinor(
  unnamed: OrderPayment,
  sum: StatedSum,
  named: readonly OrderPayment[],
  meant: ReadonlySet<OrderPayment>,
): number {
  const until_ms = Date.parse(sum.at) + CLOCKS_APART_MS;
  return named
    .filter((payment) =>
      meant.has(payment) || (Date.parse(payment.at) <= until_ms && mayBeIt(unnamed, payment))
    )
    .reduce((total, { amount_minor }) => total + amount_minor, 0);
}

/**
 * The payments of an order, each once: a storefront and a payment provider may both tell of the same money. What cannot be
 * known to be the same stays two payments, since a real second one must never be swallowed. Pure.
 */
import { nearestPairs } from "./nearest_pairs.ts";
import { mayBeSameMethod } from "./payment_method.ts";
import { UNNAMED_PAYMENT } from "../reference.ts";
import type { OrderPayment } from "../state.ts";

export interface Paid extends OrderPayment {
  /** Under which ids it was told; its own is among them. */
  readonly named_as: readonly string[];
}

/** A storefront waits for its provider's word, and hears of a payment within minutes. */
export const SAME_MONEY_MS = 3_600_000;
/** What was paid after the storefront told its sum cannot be in it. */
const CLOCKS_APART_MS = 300_000;

/** What the customer has paid, in the order in which it was told; the amounts add up to all of it. */
export function paidOnce(payments: readonly OrderPayment[]): readonly Paid[] {
  const succeeded = payments.filter(({ status }) => status === "succeeded");
  const unnamed = succeeded.find(({ id }) => id === UNNAMED_PAYMENT);
  const named = succeeded.filter((payment) => payment !== unnamed);
  const [stated, own] = [named.filter(isReport), named.filter((payment) => !isReport(payment))];
  const reported = nearestPairs(stated, own, (statement, payment) => names(statement, payment) ? 0 : null);
  const single = named.filter((payment) => !reported.has(payment));
  const meant = unnamed === undefined ? undefined : meantBy(unnamed, single);
  const left_minor = unnamed === undefined ? 0 : leftOf(unnamed, single, meant);
  return succeeded.flatMap((payment): readonly Paid[] => {
    if (payment === unnamed) {
      return meant !== undefined || left_minor === 0
        ? []
        : [{ ...payment, amount_minor: left_minor, named_as: [payment.id] }];
    }
    if (reported.has(payment)) return [];
    const also = [...stated.filter((statement) => reported.get(statement) === payment)];
    if (payment === meant) also.push(unnamed!);
    const whole_payment = also.reduce((whole: OrderPayment, more) => ({ ...more, ...whole }), payment);
    return [{
      ...whole_payment,
      amount_minor: payment.amount_minor + (payment === meant ? left_minor : 0),
      named_as: [payment, ...also].map(({ id }) => id),
    }];
  });
}

/** A shop's own payment that bears another's transaction id is that one, told again; a provider's bears its own. */
function isReport({ id, transaction_id }: OrderPayment): boolean {
  return transaction_id !== undefined && transaction_id !== id;
}

/** The same amount under the same name. Two captures of one authorisation share a name: each is paired once. */
function names(statement: OrderPayment, payment: OrderPayment): boolean {
  return statement.transaction_id !== undefined && isKnownAs(payment, statement.transaction_id) &&
    firstStated(statement).amount_minor === payment.amount_minor;
}

function isKnownAs({ id, known_as = [] }: OrderPayment, name: string): boolean {
  return id === name || known_as.includes(name);
}

/**
 * The one payment that a storefront means which names none: the one whose transaction it names, or one of the same amount, of
 * about the same time, of which nothing says that it was made in another way.
 */
function meantBy(unnamed: OrderPayment, payments: readonly OrderPayment[]): OrderPayment | undefined {
  const first = firstStated(unnamed);
  const near = nearestPairs([unnamed], payments, (_, payment) => {
    if (names(unnamed, payment)) return 0;
    const apart_ms = Math.abs(Date.parse(payment.at) - Date.parse(first.at));
    const is_same = payment.amount_minor === first.amount_minor && apart_ms <= SAME_MONEY_MS &&
      mayBeIt(unnamed, payment);
    return is_same ? 1 + apart_ms : null;
  });
  return near.get(unnamed);
}

/** Neither the way to pay nor a name of the same make speaks against it: `ch_1` may be `pi_2`, and is never `ch_2`. */
function mayBeIt({ method, transaction_id }: OrderPayment, payment: OrderPayment): boolean {
  const { id, known_as = [] } = payment;
  const is_other = transaction_id !== undefined && !isKnownAs(payment, transaction_id) &&
    [id, ...known_as].some((name) => makeOf(name) === makeOf(transaction_id));
  return !is_other && mayBeSameMethod(method, payment.method);
}

/** `pi_3QKx…` is of the make `pi_`. */
function makeOf(name: string): string {
  return /^[A-Za-z]+_/.exec(name)?.[0] ?? "";
}

/** A storefront tells the sum of all that was paid: what the other payments in it do not make up came by another way. */
function leftOf(
  unnamed: OrderPayment,
  payments: readonly OrderPayment[],
  meant: OrderPayment | undefined,
): number {
  const until_ms = Date.parse(unnamed.at) + CLOCKS_APART_MS;
  const within_minor = payments
    .filter((payment) =>
      payment === meant || (Date.parse(payment.at) <= until_ms && mayBeIt(unnamed, payment))
    )
    .reduce((sum, { amount_minor }) => sum + amount_minor, 0);
  return Math.max(0, unnamed.amount_minor - within_minor);
}

/** A storefront may tell its sum again, when more was paid. */
function firstStated({ first, at, amount_minor }: OrderPayment): NonNullable<OrderPayment["first"]> {
  return first ?? { at, amount_minor };
}

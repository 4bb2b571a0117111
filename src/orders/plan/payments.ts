/** The mails about money: billed, received, failed, still open, given back. */
import { hasLeft } from "../../messages/ledger.ts";
import type { OrderKind } from "../../messages/message.ts";
import type { Invoice } from "../event.ts";
import { paymentStatus } from "../fold/fold.ts";
import { type Paid, paidOnce } from "../fold/payments.ts";
import { refundedOnce } from "../fold/refunds.ts";
import { planned } from "./planned_message.ts";
import { DAY_MS } from "../days.ts";
import type { PlanInput, PlannedMessage } from "./plan_input.ts";
import type { OrderPayment } from "../state.ts";

export function planPayments(input: PlanInput): readonly PlannedMessage[] {
  const { order } = input;
  return [
    ...planInvoice(input),
    ...paidOnce(order.payments).map((payment) =>
      planReceipt(input, payment, namedBefore(input, "payment_receipt", payment))
    ),
    ...planFailure(input),
    ...planReminder(input),
    ...refundedOnce(order.refunds).map((refund) =>
      planned(input, "refund_issued", namedBefore(input, "refund_issued", refund), refund.at)
    ),
  ];
}

/** Each number once. One that is paid by now is still a document: it is told as paid. */
function planInvoice(input: PlanInput): readonly PlannedMessage[] {
  const { order } = input;
  const { invoice } = order.details;
  if (invoice === undefined) return [];
  const against = order.cancelled !== undefined
    ? "order_cancelled"
    : paymentStatus(order) === "refunded"
    ? "overtaken"
    : null;
  return [
    planned(input, "invoice", invoiceAbout(invoice), `${invoice.issued_on}T00:00:00.000Z`, against),
  ];
}

/** What the mail of an invoice is about: its number, of which a message key takes no slash. */
export function invoiceAbout({ number }: Invoice): string {
  return encodeURIComponent(number.toWellFormed());
}

/**
 * The name under which the customer was told, or is about to be, of money that goes by several; its own while there is none.
 * A mail that could not be sent under one of them is tried under the next.
 */
function namedBefore(
  { ledger }: PlanInput,
  kind_before: OrderKind,
  { id, named_as }: { readonly id: string; readonly named_as: readonly string[] },
): string {
  const mails = ledger.filter(({ kind, about, state }) =>
    kind === kind_before && named_as.includes(about) && state !== "failed"
  );
  return (mails.find(hasLeft) ?? mails.find(({ state }) => state === "sending") ??
    mails.find(({ state }) => state === "owed") ?? mails[0])?.about ?? id;
}

function planReceipt(input: PlanInput, payment: Paid, about: string): PlannedMessage {
  // The refund's own mail says more than a receipt for money that has gone back already.
  const against = paymentStatus(input.order) === "refunded" ? "overtaken" : null;
  return planned(input, "payment_receipt", about, payment.at, against);
}

/** Of the last attempt alone, and only while the order is still to be paid. */
function planFailure(input: PlanInput): readonly PlannedMessage[] {
  const { order } = input;
  const last = order.payments.at(-1);
  if (last?.status !== "failed" || order.cancelled !== undefined || !isOpen(input)) return [];
  return [planned(input, "payment_failed", failureOf(input, last), last.at)];
}

/** Stripe tells one failure of a session and of its intent, seconds apart; and who tries three cards in a row needs one mail. */
const SAME_FAILURE_MS = 600_000;

/** The failure's name, `<payment id>:<instant>`: that of a mail about the same payment from moments before, if there is one. */
function failureOf({ ledger }: PlanInput, { id, at }: OrderPayment): string {
  const since = new Date(Date.parse(at) - SAME_FAILURE_MS).toISOString();
  const earlier = ledger.find(({ kind, about }) =>
    kind === "payment_failed" && about.startsWith(`${id}:`) && about >= `${id}:${since}` &&
    about < `${id}:${at}`
  );
  return earlier?.about ?? `${id}:${at}`;
}

/** After so many days without a payment, by the shop's schedule; the newest that is due replaces the ones before it. */
function planReminder(input: PlanInput): readonly PlannedMessage[] {
  const times = reminderTimes(input);
  const due = times.findLastIndex((at_ms) => at_ms <= input.now_ms);
  const at_ms = times[due];
  if (at_ms === undefined) return [];
  const fact_at = new Date(at_ms).toISOString();
  return [
    planned(input, "payment_reminder", String(due + 1), fact_at, null, at_ms),
  ];
}

/** When each reminder falls due, in milliseconds since the epoch; none where nothing is open. */
export function reminderTimes(input: PlanInput): readonly number[] {
  const { order, shop } = input;
  if (order.cancelled !== undefined || !isOpen(input)) return [];
  const { invoice, placed_at } = order.details;
  // Nobody is reminded of what is not due yet.
  const since_ms = Date.parse(invoice?.due_on ?? placed_at);
  return shop.schedule.payment_reminder_days.map((days) => since_ms + days * DAY_MS);
}

/** Something is left to pay, and it is the customer's turn: an authorised payment is the shop's. */
function isOpen({ order }: PlanInput): boolean {
  const status = paymentStatus(order);
  return order.details.total_minor > 0 &&
    (status === "pending" || status === "partially_paid" || status === "failed");
}

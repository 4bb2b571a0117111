/** Builds the content of the mails about money: payments received or failed, refunds issued or failed. */
import { invoice as invoiceMail } from "../../../templates/emails/invoice.tsx";
import { paymentFailed as paymentFailedMail } from "../../../templates/emails/payment_failed.tsx";
import { paymentReceipt as paymentReceiptMail } from "../../../templates/emails/payment_receipt.tsx";
import { paymentReminder as paymentReminderMail } from "../../../templates/emails/payment_reminder.tsx";
import { refundFailed as refundFailedMail } from "../../../templates/emails/refund_failed.tsx";
import { refundIssued as refundIssuedMail } from "../../../templates/emails/refund_issued.tsx";
import type {
  FailedPaymentView,
  FailedRefundView,
  ReceiptView,
  RefundView,
} from "../../../templates/content.ts";
import { accountOf } from "../../orders/account/account.ts";
import type { AccountRefund } from "../../orders/account/refunds.ts";
import type { PaymentMethod } from "../../orders/event.ts";
import { failureIn } from "../../orders/plan/payments.ts";
import { UNNAMED_PAYMENT } from "../../orders/reference.ts";
import { itemView, methodText } from "../format/amounts.ts";
import { dateText } from "../format/dates.ts";
import { answeredBy } from "../view/answered_by.ts";
import { destinationName, destinationViews, refundRows } from "../view/refund_view.ts";
import { type ContentInput, missing } from "./input.ts";
import { quoted, textOrNull, webUrl } from "../format/text.ts";
import { orderLetter } from "./letter.ts";
import { invoice } from "./invoice.ts";
import { reminder } from "./order.ts";

/** Working days: card schemes allow merchants' and customers' banks five each. */
const BANK_DAYS = 10;

export function receipt(input: ContentInput): ReceiptView {
  const { order, shop, about, view, words } = input;
  const { payments, status } = accountOf(order);
  const payment = payments.find(({ named_as }) => named_as.includes(about));
  if (payment === undefined) throw missing(input, "that payment as a success");
  return {
    amount: words.money(payment.amount_minor),
    method: methodOf(input, payment.method),
    on: dateText(view.locale, shop.time_zone, payment.at),
    transaction: textOrNull(payment.transaction_id),
    statement: textOrNull(payment.statement_name),
    open: status === "partially_paid" ? view.to_pay?.amount ?? null : null,
  };
}

export function failedPayment(input: ContentInput): FailedPaymentView {
  const { order, about } = input;
  const id = failureIn(about)?.id;
  // Uses the payment's newest failure, which may be moments later than the one for which the mail was planned.
  const payment = order.payments.find((one) => one.id === id && one.status === "failed");
  const { asked_minor } = accountOf(order);
  if (payment !== undefined) return failureView(input, payment);
  // Only the storefront reports this failure, without a payment record.
  const at = id === UNNAMED_PAYMENT ? order.payment_failed_at : undefined;
  if (at === undefined) throw missing(input, "that payment as a failure");
  return failureView(input, { at, amount_minor: asked_minor });
}

interface Failure {
  readonly at: string;
  readonly amount_minor: number;
  readonly method?: PaymentMethod | undefined;
  readonly reason?: string | undefined;
  readonly retry_url?: string | undefined;
}

function failureView(input: ContentInput, failure: Failure): FailedPaymentView {
  const { order, shop, view, words } = input;
  return {
    amount: words.money(failure.amount_minor),
    method: methodOf(input, failure.method),
    on: dateText(view.locale, shop.time_zone, failure.at),
    reason: quoted(failure.reason),
    retry_url: webUrl(failure.retry_url) ?? webUrl(order.details.pay_url),
  };
}

export function refund(input: ContentInput): RefundView {
  const { order, shop, about, view, words } = input;
  const { refunds, refunded_minor } = accountOf(order);
  const one = refunds.find(({ named_as }) => named_as.includes(about));
  if (one === undefined) throw missing(input, "that refund");
  const [destination] = one.destinations;
  const replaced = refunds.filter(({ id }) => one.replaces.includes(id));
  const is_one_of_several = refunds.some((other) => other !== one && other.failure === undefined);
  return {
    amount: words.money(one.amount_minor),
    is_full: one.is_full,
    goes: one.destinations.length > 1 ? "apart" : destination!.to,
    method: one.destinations.length > 1 ? null : destinationName(destination!, order, words),
    destinations: destinationViews(one, order, words),
    on: dateText(view.locale, shop.time_zone, one.at),
    reason: quoted(one.reason),
    items: refundedItems(one, input),
    ...refundRows(one, order, words),
    instead: replaced.length === 0
      ? null
      : replaced.map(({ amount_minor }) => words.money(amount_minor)).join(", "),
    refunded_so_far: is_one_of_several ? words.money(refunded_minor) : null,
    bank_days: BANK_DAYS,
  };
}

/** Returns each line that the refund is for, with its amount where the parts of the refund add up. */
function refundedItems(
  { lines, breakdown }: AccountRefund,
  { order, words }: ContentInput,
): RefundView["items"] {
  return lines.flatMap(({ line_id, quantity, amount_minor }) => {
    const line = order.details.lines.find(({ id }) => id === line_id);
    const shown_minor = breakdown.state === "none" ? undefined : amount_minor;
    return line === undefined ? [] : [itemView({ ...line, stock: undefined }, quantity, words, shown_minor)];
  });
}

export function failedRefund(input: ContentInput): FailedRefundView {
  const { order, shop, about, view, words } = input;
  const one = accountOf(order).refunds.find(({ id }) => id === about);
  if (one?.failure === undefined) throw missing(input, "that refund as a failure");
  return {
    amount: words.money(one.amount_minor),
    is_withdrawn: one.state === "withdrawn",
    method: one.destinations.length === 1 ? destinationName(one.destinations[0]!, order, words) : null,
    on: dateText(view.locale, shop.time_zone, one.failure.at),
    answered_by: answeredBy(input, one.failure.at),
  };
}

function methodOf({ order, words }: ContentInput, method: PaymentMethod | undefined): string | null {
  return methodText(method ?? order.details.payment?.method, words.t);
}

/** By kind: the mail's content and its template. */
export const PAYMENT_LETTERS = {
  invoice: orderLetter(invoice, invoiceMail),
  payment_reminder: orderLetter(reminder, paymentReminderMail),
  payment_receipt: orderLetter(receipt, paymentReceiptMail),
  payment_failed: orderLetter(failedPayment, paymentFailedMail),
  refund_issued: orderLetter(refund, refundIssuedMail),
  refund_failed: orderLetter(failedRefund, refundFailedMail),
} as const;

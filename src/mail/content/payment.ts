/** What the mails about money tell: a payment that came, one that did not, and money that went back. */
import { invoice as invoiceMail } from "../../../templates/emails/invoice.tsx";
import { paymentFailed as paymentFailedMail } from "../../../templates/emails/payment_failed.tsx";
import { paymentReceipt as paymentReceiptMail } from "../../../templates/emails/payment_receipt.tsx";
import { paymentReminder as paymentReminderMail } from "../../../templates/emails/payment_reminder.tsx";
import { refundIssued as refundIssuedMail } from "../../../templates/emails/refund_issued.tsx";
import type { FailedPaymentView, ReceiptView, RefundView } from "../../../templates/content.ts";
import { paymentStatus } from "../../orders/fold/fold.ts";
import { paidOnce } from "../../orders/fold/payments.ts";
import { refundedOnce } from "../../orders/fold/refunds.ts";
import { itemView, methodText, orderMethod, paidMinor, refundedMinor } from "../format/amounts.ts";
import { dateText } from "../format/dates.ts";
import { type ContentInput, missing, quoted } from "./input.ts";
import { textOrNull, webUrl } from "../format/text.ts";
import type { OrderPayment } from "../../orders/state.ts";
import { orderLetter } from "./letter.ts";
import { invoice } from "./invoice.ts";
import { reminder } from "./order.ts";

/** Working days: card schemes allow merchants' and customers' banks five each. */
const BANK_DAYS = 10;
/** `<payment id>:<instant>`: an id may hold colons, an instant always has 24 characters. */
const PAYMENT_AND_INSTANT = /^(.+):(.{24})$/;

export function receipt(input: ContentInput): ReceiptView {
  const { order, shop, about, view, words } = input;
  const payment = paidOnce(order.payments).find(({ named_as }) => named_as.includes(about));
  if (payment === undefined) throw missing(input, "that payment as a success");
  const open_minor = order.details.total_minor - paidMinor(order);
  return {
    amount: words.money(payment.amount_minor),
    method: methodOf(input, payment),
    on: dateText(view.locale, shop.time_zone, payment.at),
    transaction: textOrNull(payment.transaction_id),
    statement: textOrNull(payment.statement_name),
    open: open_minor > 0 && paymentStatus(order) === "partially_paid" ? words.money(open_minor) : null,
  };
}

export function failedPayment(input: ContentInput): FailedPaymentView {
  const { order, shop, about, view, words } = input;
  const [, id] = PAYMENT_AND_INSTANT.exec(about) ?? [];
  // The newest failure of that payment, which may be moments later than the one that the mail was planned for.
  const payment = order.payments.find((one) => one.id === id && one.status === "failed");
  if (payment === undefined) throw missing(input, "that payment as a failure");
  return {
    amount: words.money(payment.amount_minor),
    method: methodOf(input, payment),
    on: dateText(view.locale, shop.time_zone, payment.at),
    reason: quoted(payment.reason),
    retry_url: webUrl(payment.retry_url) ?? webUrl(order.details.pay_url),
  };
}

export function refund(input: ContentInput): RefundView {
  const { order, shop, about, view, words } = input;
  const refunds = refundedOnce(order.refunds);
  const one = refunds.find(({ named_as }) => named_as.includes(about));
  if (one === undefined) throw missing(input, "that refund");
  const { details } = order;
  const paid_minor = Math.max(paidMinor(order), details.total_minor);
  return {
    amount: words.money(one.amount_minor),
    is_full: one.amount_minor >= paid_minor,
    method: orderMethod(order, words.t),
    on: dateText(view.locale, shop.time_zone, one.at),
    reason: quoted(one.reason),
    items: one.lines.flatMap(({ line_id, quantity, amount_minor }) => {
      const line = details.lines.find(({ id }) => id === line_id);
      return line === undefined
        ? []
        : [itemView({ ...line, stock: undefined }, quantity, words, amount_minor)];
    }),
    refunded_so_far: refunds.length > 1 ? words.money(refundedMinor(order)) : null,
    bank_days: BANK_DAYS,
  };
}

function methodOf({ order, words }: ContentInput, payment: OrderPayment): string | null {
  return methodText(payment.method ?? order.details.payment?.method, words.t);
}

/** By kind: what it tells, and the template that shows it. */
export const PAYMENT_LETTERS = {
  invoice: orderLetter(invoice, invoiceMail),
  payment_reminder: orderLetter(reminder, paymentReminderMail),
  payment_receipt: orderLetter(receipt, paymentReceiptMail),
  payment_failed: orderLetter(failedPayment, paymentFailedMail),
  refund_issued: orderLetter(refund, refundIssuedMail),
} as const;

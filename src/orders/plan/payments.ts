/** Plans the mails about money: billed, received, failed, open, refunded, and a failed refund. */
import { LEASE_S } from "../../messages/attempt.ts";
import { hasLeft, mayHaveBeenRead } from "../../messages/ledger.ts";
import type { OrderKind } from "../../messages/message.ts";
import { isPaid } from "../account/shop_waits.ts";
import { orderedAt } from "../placing.ts";
import { heldBack } from "./held_back.ts";
import { accountOf } from "../account/account.ts";
import type { PaidOnce } from "../account/paid_once.ts";
import type { AccountRefund } from "../account/refunds.ts";
import type { Invoice } from "../event.ts";
import { isAllWithdrawn } from "../goods/ended.ts";
import { UNNAMED_PAYMENT } from "../reference.ts";
import type { Order } from "../state.ts";
import { planned } from "./planned_message.ts";
import { planReminder } from "./reminders.ts";
import type { PlanInput, PlannedMessage } from "./plan_input.ts";

export function planPayments(input: PlanInput): readonly PlannedMessage[] {
  const { payments, refunds } = accountOf(input.order);
  return [
    ...planInvoice(input),
    ...payments.map((payment) => planReceipt(input, payment)),
    ...planFailure(input),
    ...planReminder(input),
    ...refunds.flatMap((refund) => planRefund(input, refund)),
  ];
}

/** Plans one mail for each invoice number. A paid invoice is still a document and is sent as paid. */
function planInvoice(input: PlanInput): readonly PlannedMessage[] {
  const { order } = input;
  const { invoice } = order.details;
  if (invoice === undefined) return [];
  const against = order.cancelled !== undefined
    ? "order_cancelled"
    : accountOf(order).status === "refunded"
    ? "overtaken"
    : null;
  return [
    planned(input, "invoice", invoiceAbout(invoice), `${invoice.issued_on}T00:00:00.000Z`, against),
  ];
}

/** Returns `about` of an invoice mail: its number, encoded since a message key allows no slash. */
export function invoiceAbout({ number }: Invoice): string {
  return encodeURIComponent(number.toWellFormed());
}

/**
 * Returns the id under which the customer was or is being informed of money with several ids; its own id if there is
 * none. A mail that could not be sent under one id is tried under the next.
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

function planReceipt(input: PlanInput, payment: PaidOnce): PlannedMessage {
  // Suppresses the receipt of money that has been refunded: the refund's mail says more.
  const against = accountOf(input.order).status === "refunded"
    ? "overtaken"
    : payment.told_by === "snapshot" || isInConfirmation(input, payment)
    ? "in_confirmation"
    : null;
  return planned(
    input,
    "payment_receipt",
    namedBefore(input, "payment_receipt", payment),
    payment.at,
    against,
  );
}

/** A payment within this time of its order is told by the confirmation. */
const SAME_MINUTE_MS = 60_000;

/** Whether the confirmation said, or is about to say, that the order is paid by this payment of the same minute. */
function isInConfirmation({ order, shop, ledger }: PlanInput, { at }: PaidOnce): boolean {
  const apart_ms = Math.abs(Date.parse(at) - Date.parse(orderedAt(order.details)));
  if (!shop.mails.receipt_in_confirmation || apart_ms > SAME_MINUTE_MS) return false;
  const told = ledger.find(({ kind, state }) => kind === "order_confirmation" && state !== "owed");
  if (told !== undefined) {
    return mayHaveBeenRead(told) && told.facts_shown?.paid === true &&
      !hasRisenSince(order, told.facts_shown.changes ?? 0, at);
  }
  return isPaid(accountOf(order)) && heldBack(order.details, shop, "order_confirmation") === null;
}

/** Whether a change after the first `shown` ones gave the order another total before `at`: the payment is then of that. */
function hasRisenSince({ changes }: Order, shown: number, at: string): boolean {
  return changes.slice(shown).some((one) => one.at <= at && one.changes.some(({ what }) => what === "total"));
}

/**
 * Plans the mail about a failed refund only where the refund's own mail has left; one that is being sent is waited
 * for, as it may fail. If the shop replaced the refund at the same time, the other refund's mail covers it.
 */
function planRefund(input: PlanInput, refund: AccountRefund): readonly PlannedMessage[] {
  const { failure } = refund;
  const about = namedBefore(input, "refund_issued", refund);
  if (failure === undefined) return [planned(input, "refund_issued", about, refund.at)];
  const issued = input.ledger.find((mail) => mail.kind === "refund_issued" && mail.about === about);
  const is_leaving = issued?.state === "sending";
  if (issued === undefined || !(is_leaving || hasLeft(issued))) return [];
  const { refunds } = accountOf(input.order);
  const is_replaced = refunds.some(({ replaces, named_as }) =>
    replaces.includes(refund.id) && !named_as.includes(refund.id)
  );
  if (is_replaced) return [];
  const due_at_ms = input.now_ms + (is_leaving ? LEASE_S * 1_000 : 0);
  return [planned(input, "refund_failed", refund.id, failure.at, null, due_at_ms)];
}

/** Plans a mail about the last attempt only, and only while the order is unpaid. */
function planFailure(input: PlanInput): readonly PlannedMessage[] {
  const { order } = input;
  const { open_minor, attempts, payments, status } = accountOf(order);
  if (order.cancelled !== undefined || open_minor === 0 || isAllWithdrawn(order)) return [];
  const last = attempts.at(-1);
  const is_last = last?.status === "failed" && payments.every(({ at }) => at <= last.at);
  const failed_at = order.payment_failed_at;
  const failure = is_last
    ? last
    : status === "failed" && failed_at !== undefined
    ? { id: UNNAMED_PAYMENT, at: failed_at }
    : null;
  return failure === null ? [] : [planned(input, "payment_failed", failureAbout(input, failure), failure.at)];
}

/**
 * Time within which failures share one mail: Stripe reports one failure for session and intent seconds apart, and a
 * customer who tries three cards in a row needs one mail.
 */
const SAME_FAILURE_MS = 600_000;
/** Pattern of `<payment id>:<instant>`: an id may contain colons, an instant always has 24 characters. */
const PAYMENT_AND_INSTANT = /^(.+):(.{24})$/;

/** Parses payment id and instant from the `about` of a failure; null for any other text. */
export function failureIn(about: string): { readonly id: string; readonly at: string } | null {
  const [, id, at] = PAYMENT_AND_INSTANT.exec(about) ?? [];
  return id === undefined || at === undefined ? null : { id, at };
}

/**
 * Returns `about` of a failure, `<payment id>:<instant>`; that of a recent mail about the same payment if there is
 * one. A storefront that names no payment may repeat its provider's report.
 */
function failureAbout(
  { ledger }: PlanInput,
  { id, at }: { readonly id: string; readonly at: string },
): string {
  const since = new Date(Date.parse(at) - SAME_FAILURE_MS).toISOString();
  const earlier = ledger.find(({ kind, about }) => {
    const failure = kind === "payment_failed" ? failureIn(about) : null;
    const may_be_same = failure?.id === id || failure?.id === UNNAMED_PAYMENT || id === UNNAMED_PAYMENT;
    return failure !== null && may_be_same && failure.at >= since && failure.at < at;
  });
  return earlier?.about ?? `${id}:${at}`;
}

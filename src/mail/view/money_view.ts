/** Builds an order's money view: the state of the payment, the open amount and how to pay it. Pure. */
import type { TextKey, Translate } from "../../../templates/locales/translate.ts";
import type { PaymentView, ToPayView } from "../../../templates/view.ts";
import { type Account, accountOf } from "../../orders/account/account.ts";
import { awaitedPayment, canStart } from "../../orders/account/shop_waits.ts";
import type { PaymentMethod } from "../../orders/event.ts";
import type { Order } from "../../orders/state.ts";
import { isAllWithdrawn } from "../../orders/goods/ended.ts";
import { homeAt } from "../../orders/goods/arrival.ts";
import { mainWay } from "../../orders/goods/ways.ts";
import type { ShopSettings } from "../../orders/shop.ts";
import { methodText, type Wording } from "../format/amounts.ts";
import { dayText } from "../format/dates.ts";
import { oneLine, textOrNull, webUrl } from "../format/text.ts";

export function paymentView(order: Order, words: Wording): PaymentView {
  const account = accountOf(order);
  const { refunded_minor } = account;
  return {
    settled: canStart(account),
    awaited: awaitedPayment(account),
    sentence: paymentSentence(order, account, words),
    method: orderMethod(order, words.t),
    refunded: refunded_minor === 0
      ? null
      : { label: words.t("sum.refunded"), amount: words.money(-refunded_minor) },
  };
}

function paymentSentence(order: Order, account: Account, words: Wording): string {
  const { t, money } = words;
  const { status, paid_minor, refunded_minor, owed_back_minor } = account;
  const method = orderMethod(order, t);
  if ((order.cancelled !== undefined || isAllWithdrawn(order)) && UNPAID.has(status)) {
    return t("payment.nothing_due");
  }
  switch (status) {
    case "paid":
      if (owed_back_minor > 0) {
        return t("payment.owed_back", { paid: money(paid_minor), back: money(owed_back_minor) });
      }
      return method === null ? t("payment.paid") : t("payment.paid_with", { method });
    case "authorized":
      return method === null ? t("payment.authorized") : t("payment.authorized_with", { method });
    case "partially_paid":
      return partlyPaid(account, words);
    case "partially_refunded":
      if (account.open_minor > 0) {
        return paid_minor > 0 ? partlyPaid(account, words) : pendingSentence(order, account, method, words);
      }
      return refunded_minor === 0
        ? t("payment.paid")
        : t("payment.partially_refunded", { amount: money(refunded_minor) });
    case "pending":
      return pendingSentence(order, account, method, words);
    case "unfinished":
      return t("payment.pending");
    case "refunded":
    case "voided":
    case "failed":
      return t(`payment.${status}`);
  }
}

function partlyPaid({ is_open_exact, paid_minor, total_minor }: Account, { t, money }: Wording): string {
  return is_open_exact
    ? t("payment.partially_paid", { paid: money(paid_minor), total: money(total_minor) })
    : t("payment.partly_paid");
}

const UNPAID: ReadonlySet<Account["status"]> = new Set(["pending", "failed", "unfinished"]);

function pendingSentence(order: Order, account: Account, method: string | null, words: Wording): string {
  const { t } = words;
  if (account.total_minor <= 0) return t("payment.nothing_due");
  if (account.pending_minor >= account.open_minor && account.open_minor > 0) return t("payment.under_way");
  switch (account.class) {
    case "on_delivery":
      return homeAt(order) === null
        ? onDelivery(order, account, method, words)
        // The person who delivered the goods took the money, but no event reports it.
        : t(isCollected(order) ? "payment.on_pickup" : "payment.on_delivery");
    case "on_terms":
      return t("payment.on_terms");
    case "transfer":
      return t(account.is_cheque ? "payment.pending" : "payment.transfer");
    case "prepaid":
    case "instalments":
    case "store_credit":
      return t("payment.pending");
  }
}

function onDelivery(
  order: Order,
  { asked_minor }: Account,
  method: string | null,
  { t, money }: Wording,
): string {
  const is_collected = isCollected(order);
  const amount = money(asked_minor);
  if (method === null) return t(is_collected ? "pay.on_pickup" : "pay.on_delivery", { amount });
  return t(is_collected ? "pay.on_pickup_with" : "pay.on_delivery_with", { amount, method });
}

/** The customer comes for the goods, and pays then. */
function isCollected(order: Order): boolean {
  return mainWay(order) === "pickup";
}

/** What the customer still has to pay; null when nothing is asked. */
export function toPayView(order: Order, shop: ShopSettings, words: Wording): ToPayView | null {
  const account = accountOf(order);
  const { due, asked_minor } = account;
  if (asked_minor === 0 || !account.is_open_exact || isAllWithdrawn(order)) return null;
  const { t, money, locale } = words;
  const amount = money(asked_minor);
  const method = orderMethod(order, t);
  if (account.class === "on_delivery") {
    return homeAt(order) === null
      ? { amount, sentence: onDelivery(order, account, method, words), due: [], pay_url: null, how: [] }
      : null;
  }
  const pay_url = webUrl(order.details.pay_url);
  return {
    amount,
    sentence: t("pay.open", { amount }),
    due: due.flatMap(({ due_on, amount_minor }) => {
      if (due_on === null) return [];
      const date = dayText(locale, due_on);
      return due.length === 1
        ? t("pay.due", { date })
        : t("pay.due_part", { amount: money(amount_minor), date });
    }),
    pay_url,
    how: howToPay(order, account, shop, pay_url, words),
  };
}

/** Payment classes in which the customer transfers the money to the shop's account. */
const TO_AN_ACCOUNT: ReadonlySet<Account["class"]> = new Set(["transfer", "on_terms", "instalments"]);

/** Returns the method and the account with the transfer's reference: from the storefront, else the shop's own. */
function howToPay(
  order: Order,
  account: Account,
  shop: ShopSettings,
  pay_url: string | null,
  { t }: Wording,
): readonly string[] {
  const { payment, invoice, number } = order.details;
  const method = textOrNull(payment?.method?.brand);
  const is_sent = TO_AN_ACCOUNT.has(account.class) || invoice !== undefined || pay_url === null;
  const pay_to = is_sent
    ? (payment?.pay_to ?? (account.is_cheque ? [] : shop.pay_to ?? [])).map(oneLine).filter((line) =>
      line !== ""
    )
    : [];
  const named = account.class === "transfer" ? [method] : [];
  const reference = pay_to.length === 0
    ? null
    : t("pay.reference", { number: oneLine(invoice?.number ?? number) });
  const lines = [...named, ...pay_to, reference].filter((line) => line !== null);
  // No way to pay is known: the customer is referred to the shop.
  return pay_url === null && pay_to.length === 0 ? [...lines, t("pay.ask")] : lines;
}

/** How the order was paid, or is to be. */
export function orderMethod(order: Order, t: Translate): string | null {
  const paid: PaymentMethod | undefined = accountOf(order).payments.findLast(({ method }) =>
    method !== undefined
  )
    ?.method;
  return methodText(paid ?? order.details.payment?.method, t);
}

/** Labels for the state of one payment on the page. */
export const PAYMENT_LABELS = {
  succeeded: "page.payment_succeeded",
  pending: "page.payment_pending",
  failed: "page.payment_failed",
  released: "page.payment_released",
  disputed: "page.payment_disputed",
  dispute_won: "page.payment_dispute_won",
  dispute_lost: "page.payment_dispute_lost",
} as const satisfies Record<string, TextKey>;

/** Labels for the state of one refund on the page. */
export const REFUND_LABELS = {
  succeeded: "page.refund",
  pending: "page.refund_pending",
  failed: "page.refund_failed",
  withdrawn: "page.refund_withdrawn",
} as const satisfies Record<string, TextKey>;

/** An order's lines, sums and payment as its customer reads them. The amounts are the sender's: shown, never recomputed. */
import type { Translate } from "../../../templates/locales/translate.ts";
import type { ItemView } from "../../../templates/content.ts";
import type { LineView, PaymentView, SumView } from "../../../templates/view.ts";
import type { Line, PaymentMethod } from "../../orders/event.ts";
import { formatMinor } from "../../orders/money.ts";
import { lineTotalMinor, paymentStatus } from "../../orders/fold/fold.ts";
import { paidOnce } from "../../orders/fold/payments.ts";
import { refundedOnce } from "../../orders/fold/refunds.ts";
import { dayText } from "./dates.ts";
import { memo } from "./memo.ts";
import { isSettled } from "../view/progress.ts";
import { initial, oneLine, textOrNull, webUrl } from "./text.ts";
import type { Order } from "../../orders/state.ts";

/** The words and the money of one order's locale. */
export interface Wording {
  readonly t: Translate;
  readonly locale: string;
  readonly money: (amount_minor: number) => string;
  readonly count: (pieces: number) => string;
}

const countFormat = memo((locale) => new Intl.NumberFormat(locale));

export function wording(t: Translate, locale: string, currency: string): Wording {
  const counts = countFormat(locale);
  return {
    t,
    locale,
    money: (amount_minor) => formatMinor(amount_minor, currency, locale).replace("-", "−"),
    count: (pieces) => counts.format(pieces),
  };
}

export function lineView(line: Line, { t, locale, money, count }: Wording): LineView {
  const quantity = count(line.quantity);
  const title = oneLine(line.title);
  const priced = t("line.quantity_and_price", { quantity, price: money(line.unit_price_minor) });
  const off = line.discount_minor === 0 ? null : t("line.discount", { amount: money(line.discount_minor) });
  return {
    title,
    variant: textOrNull(line.variant),
    initial: initial(title),
    image_url: webUrl(line.image_url),
    url: webUrl(line.url),
    pricing: [priced, off].filter((part) => part !== null).join(" · "),
    quantity: t("line.quantity", { quantity }),
    total: money(lineTotalMinor(line)),
    availability: availability(line, t, locale),
  };
}

/** So many pieces of a line, and what they come to where that is told. */
export function itemView(
  line: Line,
  quantity: number,
  { t, locale, money, count }: Wording,
  amount_minor?: number,
): ItemView {
  const title = oneLine(line.title);
  return {
    title,
    variant: textOrNull(line.variant),
    initial: initial(title),
    image_url: webUrl(line.image_url),
    pricing: t("line.quantity", { quantity: count(quantity) }),
    total: amount_minor === undefined ? null : money(amount_minor),
    availability: availability(line, t, locale),
  };
}

/** The rows between the lines and the total. */
export function sumViews({ details }: Order, { t, money }: Wording): readonly SumView[] {
  const subtotal_minor = details.lines.map(lineTotalMinor).reduce((sum, amount) => sum + amount, 0);
  const { shipping, tax } = details;
  return [
    { label: t("sum.subtotal"), amount: money(subtotal_minor) },
    ...details.discounts.map(({ label, amount_minor }) => ({
      label: textOrNull(label) === null
        ? t("sum.discount")
        : t("sum.discount_named", { label: oneLine(label) }),
      amount: money(-amount_minor),
    })),
    ...(shipping === undefined ? [] : [{
      label: textOrNull(shipping.label) === null
        ? t("sum.shipping")
        : t("sum.shipping_named", { label: oneLine(shipping.label) }),
      amount: shipping.amount_minor === 0 ? t("sum.free") : money(shipping.amount_minor),
    }]),
    ...details.fees.map(({ kind, label, amount_minor }) => ({
      label: textOrNull(label) ?? (kind === undefined ? t("sum.fee") : t(`sum.${kind}`)),
      amount: money(amount_minor),
    })),
    ...(tax === undefined || tax.included || tax.amount_minor === 0
      ? []
      : [{ label: t("sum.tax"), amount: money(tax.amount_minor) }]),
  ];
}

export function includedTax({ details: { tax } }: Order, { t, money }: Wording): string | null {
  return tax?.included && tax.amount_minor > 0
    ? t("sum.tax_included", { amount: money(tax.amount_minor) })
    : null;
}

export function refundedMinor(order: Order): number {
  return refundedOnce(order.refunds).reduce((sum, refund) => sum + refund.amount_minor, 0);
}

export function paidMinor(order: Order): number {
  return paidOnce(order.payments).reduce((sum, payment) => sum + payment.amount_minor, 0);
}

export function paymentView(order: Order, words: Wording): PaymentView {
  const method = orderMethod(order, words.t);
  const refunded_minor = refundedMinor(order);
  return {
    settled: isSettled(order),
    awaited: !isSettled(order) && paymentStatus(order) !== "voided",
    sentence: paymentSentence(order, method, refunded_minor, words),
    method,
    refunded: refunded_minor === 0
      ? null
      : { label: words.t("sum.refunded"), amount: words.money(-refunded_minor) },
  };
}

function paymentSentence(
  order: Order,
  method: string | null,
  refunded_minor: number,
  { t, money }: Wording,
): string {
  const status = paymentStatus(order);
  if (order.cancelled !== undefined && (status === "pending" || status === "failed")) {
    return t("payment.nothing_due");
  }
  switch (status) {
    case "paid":
      return method === null ? t("payment.paid") : t("payment.paid_with", { method });
    case "authorized":
      return method === null ? t("payment.authorized") : t("payment.authorized_with", { method });
    case "partially_paid": {
      const paid_minor = paidMinor(order);
      // The storefront may say so without any payment of its own that could be added up.
      return paid_minor === 0
        ? t("payment.pending")
        : t("payment.partially_paid", { paid: money(paid_minor), total: money(order.details.total_minor) });
    }
    case "partially_refunded":
      return refunded_minor === 0
        ? t("payment.paid")
        : t("payment.partially_refunded", { amount: money(refunded_minor) });
    case "pending":
    case "refunded":
    case "voided":
    case "failed":
      return t(`payment.${status}`);
  }
}

/** How the order was paid, or is to be. */
export function orderMethod(order: Order, t: Translate): string | null {
  return methodText(paidOnce(order.payments).at(-1)?.method ?? order.details.payment?.method, t);
}

/** `Apple Pay (Visa ···· 4242)` */
export function methodText(method: PaymentMethod | undefined, t: Translate): string | null {
  const brand = textOrNull(method?.brand);
  const card = method?.last4 === undefined
    ? brand
    : [brand, `···· ${method.last4}`].filter(Boolean).join(" ");
  const wallet = textOrNull(method?.wallet);
  if (wallet === null || wallet === card) return card;
  return card === null ? wallet : t("payment.wallet", { wallet, card });
}

function availability(line: Line, t: Translate, locale: string): string | null {
  if (line.stock === undefined || line.stock.available) return null;
  const { expected_on } = line.stock;
  return expected_on === undefined
    ? t("line.backorder")
    : t("line.backorder_until", { date: dayText(locale, expected_on) });
}

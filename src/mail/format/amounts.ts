/**
 * Words order lines, amounts and payment methods for customers. The amounts come from the account: this file never
 * adds them up.
 */
import { digitsOf } from "../../values/digits.ts";
import type { Translate } from "../../../templates/locales/translate.ts";
import type { ItemView } from "../../../templates/content.ts";
import type { LineView, PieceView } from "../../../templates/view.ts";
import { lineTotalMinor } from "../../orders/account/parts.ts";
import type { Line, PaymentMethod } from "../../orders/event.ts";
import { formatMinor } from "../../orders/money.ts";
import { dayText } from "./dates.ts";
import { memo } from "./memo.ts";
import { initial, oneLine, textOrNull, webUrl } from "./text.ts";

/** The words and the money of one order's locale. */
export interface Wording {
  readonly t: Translate;
  readonly locale: string;
  readonly money: (amount_minor: number) => string;
  readonly count: (pieces: number) => string;
  /** The customer's calendar day, `2026-11-24`; empty where no text depends on it. */
  readonly today: string;
}

const countFormat = memo((locale) => new Intl.NumberFormat(locale, digitsOf(locale)));

export function wording(t: Translate, locale: string, currency: string, today = ""): Wording {
  const counts = countFormat(locale);
  return {
    t,
    locale,
    money: (amount_minor) => formatMinor(amount_minor, currency, locale).replace("-", "−"),
    count: (pieces) => counts.format(pieces),
    today,
  };
}

/**
 * Returns the line's view; without a price where the order's amounts are contradictory, and for a part of a bundle,
 * whose price is shown on the bundle.
 */
export function lineView(line: Line, words: Wording, shows_price: boolean = true): LineView {
  const { t, money, count } = words;
  const quantity = count(line.quantity);
  const title = oneLine(line.title);
  const is_priced = shows_price && line.included_in === undefined;
  const priced = is_priced
    ? t("line.quantity_and_price", { quantity, price: money(line.unit_price_minor) })
    : t("line.quantity", { quantity });
  const off = !is_priced || line.discount_minor === 0
    ? null
    : t("line.discount", { amount: money(line.discount_minor) });
  return {
    title,
    variant: textOrNull(line.variant),
    initial: initial(title),
    image_url: webUrl(line.image_url),
    url: webUrl(line.url),
    pricing: [priced, off].filter((part) => part !== null).join(" · "),
    quantity: t("line.quantity", { quantity }),
    total: is_priced ? money(lineTotalMinor(line)) : null,
    availability: availability(line, words),
    where: [],
  };
}

/** Returns the view of `quantity` pieces of a line, without prices. */
export function pieceView(line: Line, quantity: number, { t, count }: Wording): PieceView {
  const title = oneLine(line.title);
  return {
    title,
    variant: textOrNull(line.variant),
    initial: initial(title),
    image_url: webUrl(line.image_url),
    quantity: t("line.quantity", { quantity: count(quantity) }),
    times: `×\u00a0${count(quantity)}`,
  };
}

/** Returns the view of `quantity` pieces of a line, with their total where it is shown. */
export function itemView(
  line: Line,
  quantity: number,
  words: Wording,
  amount_minor?: number,
): ItemView {
  const { t, money, count } = words;
  const title = oneLine(line.title);
  return {
    title,
    variant: textOrNull(line.variant),
    initial: initial(title),
    image_url: webUrl(line.image_url),
    pricing: t("line.quantity", { quantity: count(quantity) }),
    total: amount_minor === undefined ? null : money(amount_minor),
    availability: availability(line, words),
  };
}

/** Some pieces of several lines. */
export function itemViews(
  pieces: readonly { readonly line: Line; readonly quantity: number }[],
  words: Wording,
): readonly ItemView[] {
  return pieces.map(({ line, quantity }) => itemView(line, quantity, words));
}

/** Returns views without availability, for pieces that were cancelled or have left. */
export function endedViews(
  pieces: readonly { readonly line: Line; readonly quantity: number }[],
  words: Wording,
): readonly ItemView[] {
  return itemViews(pieces, words).map((item) => ({ ...item, availability: null }));
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

/** Returns why a line cannot leave now. A day that has passed is not shown. */
function availability({ stock, available_on }: Line, { t, locale, today }: Wording): string | null {
  if (stock?.available === false) {
    const { expected_on } = stock;
    return expected_on === undefined || expected_on < today
      ? t("line.backorder")
      : t("line.backorder_until", { date: dayText(locale, expected_on) });
  }
  return available_on === undefined || today === "" || available_on <= today
    ? null
    : t("line.available_on", { date: dayText(locale, available_on) });
}

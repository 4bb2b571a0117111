/** Lines and ways to pay as customers read them. The amounts are the account's: worded here, never added up. */
import type { Translate } from "../../../templates/locales/translate.ts";
import type { ItemView } from "../../../templates/content.ts";
import type { LineView } from "../../../templates/view.ts";
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

/** Without a price where the order's amounts cannot be believed, and for a part of a bundle, whose price stands with the bundle. */
export function lineView(
  line: Line,
  { t, locale, money, count }: Wording,
  shows_price: boolean = true,
): LineView {
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

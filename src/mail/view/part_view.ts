/** Shows the parts of an order or a refund to its customer, one row each, and the tax that the prices contain. Pure. */
import { digitsOf } from "../../values/digits.ts";
import type { SumView } from "../../../templates/content.ts";
import type { Translate } from "../../../templates/locales/translate.ts";
import { type Account, accountOf } from "../../orders/account/account.ts";
import type { Part } from "../../orders/account/parts.ts";
import { travels } from "../../orders/goods/way.ts";
import { mainWay } from "../../orders/goods/ways.ts";
import type { Order } from "../../orders/state.ts";
import type { Wording } from "../format/amounts.ts";
import { memo } from "../format/memo.ts";
import { textOrNull } from "../format/text.ts";

/** Returns the rows between the lines and the total; none where the order's amounts are contradictory. */
export function sumViews(order: Order, words: Wording): readonly SumView[] {
  const { breakdown: { parts }, subtotal_minor } = accountOf(order);
  if (parts.length === 0) return [];
  return [
    { label: words.t("sum.subtotal"), amount: words.money(subtotal_minor) },
    ...asReceived(parts, order).filter(({ kind }) => kind !== "line").map((part) => partView(part, words)),
  ];
}

/**
 * Returns the parts as a customer speaks of them: where nothing is brought, shipping that costs nothing is no part, and
 * one that costs something is a fee, such as for keeping the goods ready.
 */
export function asReceived(parts: readonly Part[], order: Order): readonly Part[] {
  if (travels(mainWay(order))) return parts;
  return parts.flatMap((part) => {
    if (part.kind !== "shipping") return [part];
    return part.amount_minor === 0 ? [] : [{ ...part, kind: "fee" as const }];
  });
}

/** Returns one part of an order or refund, under the sender's name for it or its kind's name. */
export function partView(part: Part, words: Wording): SumView {
  const { t, money } = words;
  const amount = part.kind === "shipping" && part.amount_minor === 0
    ? t("sum.free")
    : money(part.amount_minor);
  return { label: partLabel(part, words), amount };
}

function partLabel(part: Part, { t, locale }: Wording): string {
  const { kind } = part;
  const label = textOrNull(part.label);
  switch (kind) {
    case "tax":
      return taxLabel(part, t, locale);
    case "line":
      return label ?? t("sum.subtotal");
    case "discount":
    case "shipping":
    case "gift_card":
      return label === null ? t(`sum.${kind}`) : t(`sum.${kind}_named`, { label });
    case "store_credit":
    case "fee":
    case "tip":
    case "duties":
    case "rounding":
    case "adjustment":
    case "other":
      return label ?? t(`sum.${kind}`);
  }
}

/** `VAT 19%`; a name that holds its rate already stays as it is. */
function taxLabel({ label, percent }: Part, t: Translate, locale: string): string {
  const tax = textOrNull(label) ?? t("sum.tax");
  if (percent === undefined || /\d\s*[%％]/.test(tax)) return tax;
  return t("sum.tax_rate", { tax, rate: percentFormat(locale).format(Number(percent) / 100) });
}

const percentFormat = memo((locale) =>
  new Intl.NumberFormat(locale, { style: "percent", maximumFractionDigits: 3, ...digitsOf(locale) })
);

/** The tax that the prices contain, where its rates are not known. */
export function includedTax(
  { tax, tax_minor, is_tax_included }: Account,
  { t, money }: Wording,
): string | null {
  if (!is_tax_included || tax_minor === 0 || hasRates(tax)) return null;
  return t("sum.tax_included", { amount: money(tax_minor) });
}

/** Returns the tax that the prices contain, one row per rate. */
export function includedRates({ tax, is_tax_included }: Account, words: Wording): readonly SumView[] {
  if (!is_tax_included || !hasRates(tax)) return [];
  return tax.map((part) => ({
    label: words.t("sum.tax_included_rate", { tax: taxLabel(part, words.t, words.locale) }),
    amount: words.money(part.amount_minor),
  }));
}

function hasRates(tax: readonly Part[]): boolean {
  return tax.some(({ label, percent }) => label !== undefined || percent !== undefined);
}

/** Builds the history page's entry for each of a customer's orders: its state, items and total. Pure. */
import { shopWords } from "../format/shop_wording.ts";
import { chooseLocale } from "../../../templates/locales/translate.ts";
import type { HistoryView, OrderGlance } from "../../../templates/pages/history.tsx";
import type { ShopSettings } from "../../orders/shop.ts";
import { wording } from "../format/amounts.ts";
import { dateText } from "../format/dates.ts";
import { oneLine } from "../format/text.ts";
import { orderView, shopView } from "./order_view.ts";
import type { Order } from "../../orders/state.ts";

const TITLES_SHOWN = 2;
export const IMAGES_SHOWN = 4;

/** Returns the locale that the customer chose, else the newest order's, else the shop's own. */
export function visitedLocale(
  chosen: string | undefined,
  order: Order | undefined,
  shop: ShopSettings,
): string {
  return chooseLocale(chosen, order?.language, order?.details.locale, shop.locale);
}

export function historyView(
  given: Omit<HistoryView, "shop" | "searched_until" | "links"> & {
    readonly shop: ShopSettings;
    readonly searched_until: string | null;
  },
): HistoryView {
  const { shop, searched_until, locale } = given;
  return {
    ...given,
    shop: shopView(shop, locale),
    searched_until: searched_until === null ? null : dateText(locale, shop.time_zone, searched_until),
    links: [{ href: `${given.path}/privacy`, label: shopWords(shop, locale)("act.privacy") }],
  };
}

export function glance(
  order: Order,
  shop: ShopSettings,
  locale: string,
  href: string,
  now_ms: number,
): OrderGlance {
  const t = shopWords(shop, locale);
  const shown_order: Order = { ...order, language: locale };
  const view = orderView(shown_order, shop, { page_url: "https://page.invalid/" }, now_ms);
  const words = wording(t, locale, order.details.currency);
  const titles = view.lines.slice(0, TITLES_SHOWN).map(({ title }) => isolated(title)).join(commaIn(locale));
  const others = view.lines.length - TITLES_SHOWN;
  return {
    number: view.number,
    href,
    placed_on: view.placed_on,
    status: view.situation.headline,
    mood: view.situation.mood,
    fact: view.situation.fact,
    total: words.money(order.details.total_minor),
    items: others > 0 ? t("history.and_more", { titles, count: others }) : titles,
    count: t("history.items", { count: view.item_count }),
    images: view.lines.flatMap(({ image_url }) => image_url ?? []).slice(0, IMAGES_SHOWN),
  };
}

/** What stands between the entries of a list. */
function commaIn(locale: string): string {
  return /^ar\b/.test(locale) ? "، " : /^(?:ja|zh)\b/.test(locale) ? "、" : ", ";
}

/** Isolates a right-to-left title, which would otherwise reorder the text around it. */
function isolated(title: string): string {
  return /[\p{Script=Arabic}\p{Script=Hebrew}]/u.test(title) ? `\u2068${title}\u2069` : title;
}

/** Returns whether every word of the query occurs in the number, a title, a variant or an article number. */
export function matches({ details: { number, lines } }: Order, query: string): boolean {
  const text = folded([number, ...lines.flatMap((line) => [line.title, line.variant, line.sku])].join(" "));
  return folded(query).split(" ").every((word) => text.includes(word));
}

/** Folds `text` for comparison: without case, accents and number signs. */
function folded(text: string): string {
  return oneLine(text).normalize("NFKD").replaceAll(/[\p{M}#]/gu, "").toLowerCase();
}

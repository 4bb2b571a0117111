/** Order → what its templates show: worded and formatted for the customer. Pure; it decides what is told, never how it looks. */
import { chooseLocale, direction, type Translate, translator } from "../../../templates/locales/translate.ts";
import type {
  OrderView,
  RemarksView,
  ReturnsView,
  ShopView,
  StatusView,
  StepView,
} from "../../../templates/view.ts";
import { accountOf } from "../../orders/account/account.ts";
import type { OrderDetails } from "../../orders/event.ts";
import { currentWindow } from "../../orders/promise.ts";
import { returnPolicy, returnsUntil } from "../../orders/returns.ts";
import type { ReturnPolicy, ShopSettings } from "../../orders/shop.ts";
import { withTrackingLinks } from "../../orders/tracking.ts";
import { addressLines, sameLines } from "../format/address.ts";
import { lineView, type Wording, wording } from "../format/amounts.ts";
import { dateText, shortDateText, windowText } from "../format/dates.ts";
import { includedRates, includedTax, paymentView, sumViews, toPayView } from "./money_view.ts";
import { orderSchema } from "../schema_org/order.ts";
import { lastScanAt, needsShipping, type ProgressState, progressState, progressSteps } from "./progress.ts";
import { shipmentViews } from "./shipments.ts";
import { byLocale } from "../format/shop_wording.ts";
import { oneLine, paragraphsOf, textOrNull, webUrl } from "../format/text.ts";
import type { Order } from "../../orders/state.ts";
import type { Customer, Window } from "../../values/schemas.ts";

/** A greeting with more than this is a form that was filled in wrongly. */
const FIRST_NAME_MAX = 40;

/** States in which the day of arrival is still ahead. */
const AWAITED: ReadonlySet<ProgressState> = new Set([
  "unpaid",
  "preparing",
  "partly_shipped",
  "shipped",
  "out_for_delivery",
]);
const TONES: Partial<Readonly<Record<ProgressState, StatusView["tone"]>>> = {
  delivered: "good",
  picked_up: "good",
  failed: "attention",
  unpaid: "attention",
  attempted: "attention",
  exception: "attention",
  returned_to_sender: "attention",
  ready_for_pickup: "attention",
};

/** Everything about an order that a mail or a page may show, as of `now_ms`. Throws when `page_url` is not a web address. */
export function orderView(
  shown_order: Order,
  shop: ShopSettings,
  links: { readonly page_url: string },
  now_ms: number,
): OrderView {
  const order = withTrackingLinks(shown_order, shop);
  const { details } = order;
  const account = accountOf(order);
  const locale = chooseLocale(order.language, details.locale, shop.locale);
  const words = wording(translator(locale), locale, details.currency);
  const page_url = webUrl(links.page_url);
  if (page_url === null) {
    throw new Error("Cannot show an order as the address of its page must be http or https");
  }
  const state = progressState(order);
  const window = AWAITED.has(state) ? awaited(order, shop, state) : null;
  const expected = window === null ? null : windowText(locale, window);
  const delivery_address = needsShipping(order) ? addressLines(details.shipping_address, locale) : null;
  const billing_address = addressLines(details.billing_address, locale);
  return {
    locale,
    dir: direction(locale),
    shop: shopView(shop, locale),
    number: oneLine(details.number),
    page_url,
    first_name: firstName(details.customer),
    placed_on: dateText(locale, shop.time_zone, details.placed_at),
    status: statusView(order, shop, state, expected, words),
    timeline: timeline(order, shop, words),
    ships: needsShipping(order),
    expected,
    lines: details.lines.map((line) => lineView(line, words, account.breakdown.state !== "none")),
    item_count: details.lines.reduce((count, { quantity }) => count + quantity, 0),
    sums: sumViews(account, words),
    total: words.money(account.total_minor),
    included_tax: includedTax(account, words),
    included_rates: includedRates(account, words),
    payment: paymentView(order, words),
    to_pay: toPayView(order, shop, words),
    remarks: remarksView(details),
    shipments: shipmentViews(order, shop.time_zone, words),
    delivery_address,
    billing_address,
    same_address: sameLines(delivery_address, billing_address),
    returns: returnsView(order, shop, state, now_ms, words),
    json_ld: orderSchema(order, shop, state, page_url),
  };
}

function awaited(order: Order, shop: ShopSettings, state: ProgressState): Window | null {
  // The shop's own rule counts from the order and would promise what a missing payment holds up.
  if (state === "unpaid") return order.promised ?? order.details.promised ?? null;
  return currentWindow(order, shop);
}

function remarksView({ note, gift_message, gift, po_number }: OrderDetails): RemarksView {
  return {
    note: paragraphsOf(note ?? ""),
    gift_message: paragraphsOf(gift_message ?? gift?.message ?? ""),
    po_number: textOrNull(po_number),
  };
}

export function shopView(shop: ShopSettings, locale: string): ShopView {
  const { brand } = shop;
  const font = brand.font ?? "system";
  return {
    name: shop.name,
    url: webUrl(shop.url),
    logo_url: webUrl(brand.logo_url),
    accent: brand.accent,
    accent_dark: brand.accent_dark ?? brand.accent,
    canvas: brand.canvas ?? null,
    font,
    heading_font: brand.heading_font ?? font,
    support_email: shop.support_email,
    footer: footerLines(shop, locale),
    social: brand.social ?? [],
    legal_lines: shop.legal_lines,
  };
}

/** In the reader's language, else in the shop's; what is there in neither is left out rather than told in a third. */
function footerLines(
  { brand: { footer }, locale: shop_locale }: ShopSettings,
  locale: string,
): readonly string[] {
  const text = typeof footer === "object"
    ? byLocale(footer, locale) ?? byLocale(footer, shop_locale)
    : footer;
  return text === undefined ? [] : text.split("\n").map(oneLine).filter((line) => line !== "");
}

/** The first name if it was given. From a full name only where it is plain which word it is: two words in Latin letters. */
export function firstName({ first_name, name }: Customer): string | null {
  const given = textOrNull(first_name) ??
    /^(\p{Script=Latin}[\p{Script=Latin}'’-]+) [\p{Script=Latin}'’-]+$/u.exec(oneLine(name))?.[1];
  return given === undefined || given.length > FIRST_NAME_MAX ? null : given;
}

function statusView(
  order: Order,
  shop: ShopSettings,
  state: ProgressState,
  expected: string | null,
  words: Wording,
): StatusView {
  const { t, locale, money } = words;
  const tone = TONES[state] ?? "calm";
  const headline = t(`status.${state}`);
  const date = (at: string | null | undefined) => at ? dateText(locale, shop.time_zone, at) : null;
  const dated = (
    key: "status.delivered_detail" | "status.picked_up_detail" | "status.cancelled_detail",
    on: string | null,
  ) => on === null ? null : t(key, { date: on });
  switch (state) {
    case "cancelled":
      return { tone, headline, detail: dated("status.cancelled_detail", date(order.cancelled?.at)) };
    case "delivered":
      return {
        tone,
        headline,
        detail: dated("status.delivered_detail", date(lastScanAt(order, "delivered"))),
      };
    case "picked_up":
      return {
        tone,
        headline,
        detail: dated("status.picked_up_detail", date(lastScanAt(order, "picked_up"))),
      };
    case "refunded": {
      const on = date(order.refunds.at(-1)?.at);
      const amount = money(accountOf(order).refunded_minor);
      return {
        tone,
        headline,
        detail: on === null ? null : t("status.refunded_detail", { amount, date: on }),
      };
    }
    case "shipped":
      return {
        tone,
        headline,
        detail: expected === null ? null : t("order.expected_when", { when: expected }),
      };
    case "preparing":
    case "partly_shipped":
      return {
        tone,
        headline,
        detail: expected === null
          ? t(`status.${state}_detail`)
          : t("order.expected_when", { when: expected }),
      };
    case "unpaid": {
      const { awaited, sentence } = paymentView(order, words);
      return awaited === "rest"
        ? { tone, headline: t("status.part_paid"), detail: sentence }
        : { tone, headline, detail: t("status.unpaid_detail") };
    }
    case "failed":
    case "digital":
      return { tone, headline, detail: t(`status.${state}_detail`) };
    case "out_for_delivery":
    case "ready_for_pickup":
    case "attempted":
    case "exception":
    case "returned_to_sender": {
      const alone = order.shipments.every(({ status }) => status === state);
      const detail = alone
        ? t(`status.${state}_detail`)
        : t("status.one_parcel", { count: order.shipments.length });
      return { tone, headline, detail };
    }
  }
}

/** The last step that was reached is where the order is; once it is the last of all, everything is done. */
function timeline(order: Order, shop: ShopSettings, { t, locale }: Wording): readonly StepView[] {
  const steps = progressSteps(order);
  const latest = steps.findLastIndex(({ reached }) => reached);
  return steps.map(({ kind, reached, at }, index) => ({
    label: t(`step.${kind}`),
    state: !reached ? "upcoming" : index === latest && latest < steps.length - 1 ? "current" : "done",
    on: at === null ? null : shortDateText(locale, shop.time_zone, at),
  }));
}

function returnsView(
  order: Order,
  shop: ShopSettings,
  state: ProgressState,
  now_ms: number,
  { t, locale }: Wording,
): ReturnsView | null {
  const policy = returnPolicy(order, shop);
  if (policy === null || state === "cancelled" || state === "refunded" || !needsShipping(order)) return null;
  const details = policyDetails(policy, t);
  const until_ms = returnsUntil(order, shop);
  if (until_ms === null) {
    return { sentence: t("returns.after_delivery", { days: policy.window_days }), details, url: null };
  }
  const date = dateText(locale, shop.time_zone, until_ms);
  return until_ms < now_ms
    ? { sentence: t("returns.closed", { date }), details: [], url: null }
    : { sentence: t("returns.until", { date }), details, url: webUrl(policy.url) };
}

function paidBy({ paid_by }: ReturnPolicy, t: Translate): string | null {
  if (paid_by === undefined) return null;
  return paid_by === "shop" ? t("returns.paid_by_shop") : t("returns.paid_by_customer");
}

/** Under which conditions, what not, at whose cost and how: a sentence each, the shop's own where it wrote one. */
function policyDetails(policy: ReturnPolicy, t: Translate): readonly string[] {
  const exclusions = textOrNull(policy.exclusions);
  return [
    textOrNull(policy.conditions),
    exclusions === null ? null : t("returns.exclusions", { exclusions }),
    paidBy(policy, t),
    textOrNull(policy.how),
  ].filter((sentence) => sentence !== null);
}

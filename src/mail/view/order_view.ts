/** Builds an order's view, worded and formatted for the customer. Pure; it decides the content, never the design. */
import { chooseLocale, direction, type Translate } from "../../../templates/locales/translate.ts";
import type {
  LineView,
  OrderView,
  RemarksView,
  ReturnsView,
  ShopView,
  StatusView,
  StepView,
} from "../../../templates/view.ts";
import { accountOf } from "../../orders/account/account.ts";
import { dayIn } from "../../orders/days.ts";
import type { DeliveryWay, Line, OrderDetails } from "../../orders/event.ts";
import type { Order, Scan } from "../../orders/state.ts";
import { lastArrival } from "../../orders/goods/arrival.ts";
import { isPhysical, wayOf } from "../../orders/goods/way.ts";
import { isBrought, mainWay, waysOf } from "../../orders/goods/ways.ts";
import { asOf } from "../../orders/out_today.ts";
import { orderedAt } from "../../orders/placing.ts";
import { windowToShow } from "../../orders/promise.ts";
import { returnPolicy, returnsUntil } from "../../orders/returns.ts";
import type { ReturnPolicy, ShopSettings } from "../../orders/shop.ts";
import { withTrackingLinks } from "../../orders/tracking.ts";
import { customerZone, scanZone } from "../../orders/zone.ts";
import { addressLines, sameLines } from "../format/address.ts";
import { lineView, type Wording, wording } from "../format/amounts.ts";
import { dateText, dayText, shortDateText } from "../format/dates.ts";
import { expectedText, isOver } from "../format/expected.ts";
import { paymentView, toPayView } from "./money_view.ts";
import { includedRates, includedTax, sumViews } from "./part_view.ts";
import { orderSchema } from "../schema_org/order.ts";
import { broughtShipments, type ProgressState, progressState } from "./progress.ts";
import { progressSteps } from "./progress_steps.ts";
import { shipmentViews } from "./shipments.ts";
import { greetingName } from "../format/greeting.ts";
import { byLocale, shopTexts, shopWords } from "../format/shop_wording.ts";
import { oneLine, paragraphsOf, textOrNull, webUrl } from "../format/text.ts";

/** States in which the day of arrival is still ahead. */
const AWAITED: ReadonlySet<ProgressState> = new Set([
  "unpaid",
  "preparing",
  "completed",
  "partly_shipped",
  "partly_delivered",
  "shipped",
  "out_for_delivery",
]);
/**
 * States in which a passed day is a delay: a shipment that comes today is shown as that, and a completed one is dated
 * by the carrier.
 */
const MAY_BE_LATE: ReadonlySet<ProgressState> = new Set([
  "preparing",
  "partly_shipped",
  "partly_delivered",
  "shipped",
]);
const TONES: Partial<Readonly<Record<ProgressState, StatusView["tone"]>>> = {
  delivered: "good",
  picked_up: "good",
  sent: "good",
  handed_over: "good",
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
  const order = asOf(withTrackingLinks(shown_order, shop), shop, now_ms);
  const { details } = order;
  const account = accountOf(order);
  const locale = chooseLocale(order.language, details.locale, shop.locale);
  const today = dayIn(customerZone(order, shop), now_ms);
  const words = wording(shopWords(shop, locale), locale, details.currency, today);
  const page_url = webUrl(links.page_url);
  if (page_url === null) {
    throw new Error("Cannot show an order as the address of its page must be http or https");
  }
  const state = progressState(order);
  const window = AWAITED.has(state) ? windowToShow(order, shop) : null;
  const expected = state === "out_for_delivery" && window !== null
    ? expectedText({ until: today }, words)
    : expectedText(window, words);
  const late_since = MAY_BE_LATE.has(state) && isOver(window, words) ? window!.until : null;
  const way = mainWay(order);
  const delivery_address = isBrought(order) ? addressLines(details.shipping_address, locale) : null;
  const billing_address = addressLines(details.billing_address, locale);
  return {
    locale,
    dir: direction(locale),
    shop: shopView(shop, locale),
    number: oneLine(details.number),
    page_url,
    greeting_name: greetingName(details.customer, locale, shop.brand.form_of_address),
    placed_on: dateText(locale, shop.time_zone, orderedAt(details)),
    status: statusView({ order, shop, state, way, expected, late_since, words }),
    timeline: timeline(order, shop, words),
    ships: isBrought(order),
    way,
    pickup: pickupView(order, shop, words),
    expected,
    lines: details.lines.map((line) =>
      withWay(order, line, lineView(line, words, account.breakdown.state !== "none"), words)
    ),
    item_count: details.lines.reduce((count, { quantity }) => count + quantity, 0),
    sums: sumViews(account, words),
    total: words.money(account.total_minor),
    included_tax: includedTax(account, words),
    included_rates: includedRates(account, words),
    payment: paymentView(order, words),
    to_pay: toPayView(order, shop, words),
    remarks: remarksView(details),
    shipments: shipmentViews(order, shop, expected, words),
    delivery_address,
    billing_address,
    same_address: sameLines(delivery_address, billing_address),
    returns: returnsView(order, shop, state, now_ms, words),
    json_ld: orderSchema(order, shop, state, page_url),
  };
}

/** Returns the place of collection; null where nothing is collected. */
function pickupView(order: Order, shop: ShopSettings, { t }: Wording): OrderView["pickup"] {
  if (!waysOf(order).has("pickup")) return null;
  const { name, lines = [], note } = order.details.pickup ?? {};
  const place = [name, ...lines].map(oneLine).filter((line) => line !== "");
  return {
    lines: place.length > 0 ? place : [t("order.pickup_at", { shop: oneLine(shop.name) })],
    note: textOrNull(note),
  };
}

/** Adds a line's own way of delivery where the order has several and the line's differs from the order's main way. */
function withWay(order: Order, line: Line, view: LineView, { t }: Wording): LineView {
  const way = wayOf(line);
  if (waysOf(order).size < 2 || way === mainWay(order) || way === "carrier") return view;
  return { ...view, availability: [t(`line.way_${way}`), view.availability].filter(Boolean).join(" · ") };
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
    texts: shopTexts(brand, locale),
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

/**
 * Returns the footer in the reader's language, else in the shop's; a text in neither is left out rather than shown in
 * a third language.
 */
function footerLines(
  { brand: { footer }, locale: shop_locale }: ShopSettings,
  locale: string,
): readonly string[] {
  const text = typeof footer === "object"
    ? byLocale(footer, locale) ?? byLocale(footer, shop_locale)
    : footer;
  return text === undefined ? [] : text.split("\n").map(oneLine).filter((line) => line !== "");
}

interface StatusInput {
  readonly order: Order;
  readonly shop: ShopSettings;
  readonly state: ProgressState;
  readonly way: DeliveryWay;
  readonly expected: string | null;
  /** The last day that was promised, where it has passed. */
  readonly late_since: string | null;
  readonly words: Wording;
}

function statusView(input: StatusInput): StatusView {
  const { order, state, late_since, words } = input;
  const { t } = words;
  const tone = late_since === null ? TONES[state] ?? "calm" : "attention";
  const { awaited, sentence } = paymentView(order, words);
  return state === "unpaid" && awaited === "rest"
    ? { tone, headline: t("status.part_paid"), detail: sentence }
    : { tone, headline: t(`status.${state}`), detail: statusDetail(input) };
}

function statusDetail(
  { order, shop, state, way, expected, late_since, words: { t, locale, money } }: StatusInput,
): string | null {
  const on = (at: string, scan?: Scan) =>
    dateText(locale, scan === undefined ? shop.time_zone : scanZone(order, shop, scan), at);
  const arrival = lastArrival(order);
  switch (state) {
    case "cancelled":
      return order.cancelled === undefined
        ? null
        : t("status.cancelled_detail", { date: on(order.cancelled.at) });
    case "delivered":
    case "picked_up":
      return arrival === null ? null : t(`status.${state}_detail`, { date: on(arrival.at, arrival.scan) });
    case "refunded": {
      const last = order.refunds.at(-1);
      const amount = money(accountOf(order).refunded_minor);
      return last === undefined ? null : t("status.refunded_detail", { amount, date: on(last.at) });
    }
    case "shipped":
    case "preparing":
    case "partly_shipped":
    case "partly_delivered":
    case "completed":
      if (late_since !== null) return t("status.late_detail", { date: dayText(locale, late_since) });
      if (expected !== null) return t("order.expected_when", { when: expected });
      return state === "shipped" ? null : t(`status.${state}_detail`);
    case "failed":
      return t(webUrl(order.details.pay_url) === null ? "status.failed_detail" : "status.failed_retry");
    case "unpaid":
    case "digital":
    case "sent":
    case "handed_over":
    case "preparing_pickup":
    case "partly_collected":
      return t(`status.${state}_detail`);
    case "out_for_delivery":
    case "ready_for_pickup":
    case "attempted":
    case "exception":
    case "returned_to_sender": {
      if (way === "pickup") return t("status.ready_for_pickup_detail_shop");
      const shipments = broughtShipments(order);
      if (!shipments.every(({ status }) => status === state)) {
        return t("status.one_parcel", { count: shipments.length });
      }
      // The usual texts mention a carrier.
      if (way === "local" && state === "out_for_delivery") return t("status.out_for_delivery_detail_local");
      if (way === "local" && state === "attempted") return t("status.attempted_detail_local");
      if (way === "local" && state === "exception") return t("status.exception_detail_local");
      return t(`status.${state}_detail`);
    }
  }
}

/** The last reached step is the current one; when it is the final step, all are done. */
function timeline(order: Order, shop: ShopSettings, { t, locale }: Wording): readonly StepView[] {
  const steps = progressSteps(order);
  const latest = steps.findLastIndex(({ reached }) => reached);
  return steps.map(({ kind, reached, at, scan }, index) => ({
    label: t(`step.${kind}`),
    state: !reached ? "upcoming" : index === latest && latest < steps.length - 1 ? "current" : "done",
    on: at === null
      ? null
      : shortDateText(locale, scan === undefined ? shop.time_zone : scanZone(order, shop, scan), at),
  }));
}

function isPhysicalOrder(order: Order): boolean {
  return [...waysOf(order)].some(isPhysical);
}

function returnsView(
  order: Order,
  shop: ShopSettings,
  state: ProgressState,
  now_ms: number,
  { t, locale }: Wording,
): ReturnsView | null {
  const policy = returnPolicy(order, shop);
  if (policy === null || state === "cancelled" || state === "refunded" || !isPhysicalOrder(order)) {
    return null;
  }
  const details = policyDetails(policy, t);
  const until_ms = returnsUntil(order, shop);
  if (until_ms === null) {
    const days = policy.window_days;
    const sentence = isBrought(order)
      ? t("returns.after_delivery", { days })
      : t("returns.after_pickup", { days });
    return { sentence, details, url: null };
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

/**
 * Returns conditions, exclusions, cost and method of a return, one sentence each, in the shop's own words where it
 * has any.
 */
function policyDetails(policy: ReturnPolicy, t: Translate): readonly string[] {
  const exclusions = textOrNull(policy.exclusions);
  return [
    textOrNull(policy.conditions),
    exclusions === null ? null : t("returns.exclusions", { exclusions }),
    paidBy(policy, t),
    textOrNull(policy.how),
  ].filter((sentence) => sentence !== null);
}

/** Builds an order's view, worded and formatted for the customer. Pure; it decides the content, never the design. */
import { chooseLocale, direction, type Translate } from "../../../templates/locales/translate.ts";
import type {
  LineView,
  OrderView,
  RemarksView,
  ReturnsView,
  ShopView,
  SituationView,
  StepView,
} from "../../../templates/view.ts";
import { accountOf } from "../../orders/account/account.ts";
import { DAY_MS, dayIn } from "../../orders/days.ts";
import type { Line, OrderDetails } from "../../orders/event.ts";
import type { Order } from "../../orders/state.ts";
import { isUnreported } from "../../orders/goods/arrival.ts";
import { shippedAt } from "../../orders/goods/shipment.ts";
import { isPhysical, wayOf } from "../../orders/goods/way.ts";
import { isBrought, mainWay, waysOf } from "../../orders/goods/ways.ts";
import { asOf } from "../../orders/out_today.ts";
import type { Party } from "../../orders/party.ts";
import { orderedAt } from "../../orders/placing.ts";
import { movedFrom, windowToShow } from "../../orders/promise.ts";
import { returnPolicy, returnsUntil } from "../../orders/returns.ts";
import type { ReturnPolicy, ShopSettings } from "../../orders/shop.ts";
import { withTrackingLinks } from "../../orders/tracking.ts";
import { customerZone, scanZone } from "../../orders/zone.ts";
import { addressLines, sameLines } from "../format/address.ts";
import { lineView, type Wording, wording } from "../format/amounts.ts";
import { dateText, shortDateText, spokenDay, windowText } from "../format/dates.ts";
import { expectedText, isOver } from "../format/expected.ts";
import { awaitedLine, placesOf } from "./line_places.ts";
import { paymentView, toPayView } from "./money_view.ts";
import { includedRates, includedTax, sumViews } from "./part_view.ts";
import { orderSchema } from "../schema_org/order.ts";
import { broughtShipments, type ProgressState, progressState } from "./progress.ts";
import { progressSteps, type StepKind } from "./progress_steps.ts";
import { shipmentViews } from "./shipments.ts";
import { returnProgress } from "../../orders/return_progress.ts";
import { returnSteps } from "./return_steps.ts";
import { situationView } from "./situation.ts";
import { productName } from "../format/product_name.ts";
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

/** The language in which the order's mails are written. */
export function mailLocale({ language, details }: Order, shop: ShopSettings): string {
  return chooseLocale(language, details.locale, shop.locale);
}

/**
 * Everything about an order that a mail or a page may show to `reader`, as of `now_ms`. Throws when `page_url` is not a
 * web address.
 */
export function orderView(
  shown_order: Order,
  shop: ShopSettings,
  links: { readonly page_url: string },
  now_ms: number,
  reader: Party = "customer",
): OrderView {
  const order = asOf(withTrackingLinks(shown_order, shop), shop, now_ms);
  const { details } = order;
  const account = accountOf(order);
  const locale = mailLocale(order, shop);
  const today = dayIn(customerZone(order, shop), now_ms);
  const words = wording(shopWords(shop, locale), locale, details.currency, today);
  const page_url = webUrl(links.page_url);
  if (page_url === null) {
    throw new Error("Cannot show an order as the address of its page must be http or https");
  }
  const progress = progressState(order);
  const window = AWAITED.has(progress) ? windowToShow(order, shop) : null;
  // Once its day is over, what nobody reports is known to have been sent, and no more.
  const is_unknown = progress === "shipped" && isOver(window, words) && isUnreported(order, shop) &&
    !hasJustLeft(order, shop, window!.until, now_ms);
  const state = is_unknown ? "completed" : progress;
  const expected = state === "out_for_delivery" && window !== null
    ? expectedText({ until: today }, words)
    : expectedText(window, words);
  const moved_from = expected === null || !MAY_BE_LATE.has(state) ? null : movedFrom(order, shop);
  const late_since = MAY_BE_LATE.has(state) && isOver(window, words) ? window!.until : null;
  const way = mainWay(order);
  const delivery_address = isBrought(order) ? addressLines(details.shipping_address, locale) : null;
  const billing_address = addressLines(details.billing_address, locale);
  const situation = situationView({
    order,
    shop,
    state,
    way,
    expected,
    late_since,
    moved_from: moved_from === null ? null : windowText(locale, moved_from),
    reader,
    words,
    now_ms,
  });
  return {
    locale,
    dir: direction(locale),
    shop: shopView(shop, locale),
    number: oneLine(details.number),
    page_url,
    greeting_name: greetingName(details.customer, locale, shop.brand.form_of_address),
    placed_on: dateText(locale, shop.time_zone, orderedAt(details)),
    situation,
    product: reader === "recipient" || !shop.mails.product_in_subject
      ? null
      : productName(details.lines, words),
    timeline: returnTimeline(order, shop, situation, now_ms, words) ?? timeline(order, shop, reader, words),
    ships: isBrought(order),
    way,
    pickup: pickupView(order, shop, words),
    expected,
    lines: details.lines.map((line) => ({
      ...withWay(
        order,
        line,
        lineView(awaitedLine(order, line), words, account.breakdown.state !== "none"),
        words,
      ),
      where: placesOf(order, line, words),
    })),
    item_count: details.lines.reduce((count, { quantity }) => count + quantity, 0),
    sums: sumViews(order, words),
    total: words.money(account.total_minor),
    included_tax: includedTax(account, words),
    included_rates: includedRates(account, words),
    payment: paymentView(order, words),
    to_pay: toPayView(order, shop, words),
    remarks: remarksView(details),
    shipments: shipmentViews(order, shop, expected, words),
    delivery_address,
    delivery_method: isBrought(order) ? textOrNull(details.shipping?.label) : null,
    billing_address,
    same_address: sameLines(delivery_address, billing_address),
    returns: returnsView(order, shop, state, now_ms, words),
    json_ld: orderSchema(order, shop, state, page_url),
  };
}

/** How long goods that left after their day, and that nobody reports, count as under way. */
const LEFT_LATE_MS = 7 * DAY_MS;

/** Returns whether the last of the order left only after the day `until`, and not long ago. */
function hasJustLeft(order: Order, shop: ShopSettings, until: string, now_ms: number): boolean {
  const left_ms = Math.max(...broughtShipments(order).map((one) => Date.parse(shippedAt(one))));
  return now_ms - left_ms < LEFT_LATE_MS && dayIn(customerZone(order, shop), left_ms) > until;
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

/** Where the situation is about a return, its steps stand in the place of the order's, which are all behind. */
function returnTimeline(
  order: Order,
  shop: ShopSettings,
  { returning }: SituationView,
  now_ms: number,
  words: Wording,
): readonly StepView[] | null {
  const one = order.returns.find(({ id }) => id === returning?.id);
  const steps = one === undefined
    ? []
    : returnSteps(one, returnProgress(order, one, shop, now_ms), shop, words);
  return steps.length === 0 ? null : steps;
}

/** The last reached step is the current one; when it is the final step, all are done. */
function timeline(
  order: Order,
  shop: ShopSettings,
  reader: Party,
  { t, locale }: Wording,
): readonly StepView[] {
  const steps = progressSteps(order).filter(({ kind }) => reader === "customer" || ON_THE_WAY.has(kind));
  const latest = steps.findLastIndex(({ reached }) => reached);
  return steps.map(({ kind, reached, at, scan }, index) => ({
    label: t(`step.${kind}`),
    state: !reached ? "upcoming" : index === latest && latest < steps.length - 1 ? "current" : "done",
    on: at === null
      ? null
      : shortDateText(locale, scan === undefined ? shop.time_zone : scanZone(order, shop, scan), at),
  }));
}

/** What the recipient of a present may see: nothing of placing, paying and money. */
const ON_THE_WAY: ReadonlySet<StepKind> = new Set([
  "shipped",
  "out_for_delivery",
  "ready_for_pickup",
  "delivered",
  "picked_up",
  "returned_to_sender",
]);

function isPhysicalOrder(order: Order): boolean {
  return [...waysOf(order)].some(isPhysical);
}

function returnsView(
  order: Order,
  shop: ShopSettings,
  state: ProgressState,
  now_ms: number,
  { t, locale, today }: Wording,
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
  const date = spokenDay(locale, shop.time_zone, until_ms, today);
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

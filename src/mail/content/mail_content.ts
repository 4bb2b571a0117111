/**
 * Builds a mail's view from order and message. Pure. Throws when the message names something that the order does not
 * hold, so that no incomplete mail is sent.
 */
import type { DelayView, GiftView, ReminderView } from "../../../templates/content.ts";
import type { MailView, OrderView } from "../../../templates/view.ts";
import type { FactsShown } from "../../messages/ledger.ts";
import type { OrderKind } from "../../messages/message.ts";
import { partyFor, personOf } from "../../orders/addressee.ts";
import { offersOf } from "../../customers/offers.ts";
import type { Line } from "../../orders/event.ts";
import { piecesKept } from "../../orders/goods/ended.ts";
import { goodsOf } from "../../orders/goods/goods.ts";
import { contents } from "../../orders/goods/parts.ts";
import { orderedLines } from "../../orders/goods/removals.ts";
import { asOf } from "../../orders/out_today.ts";
import { shipmentGroup } from "../../orders/plan/shipments.ts";
import { aboutAtFirst } from "../../orders/reachable.ts";
import type { ShopSettings } from "../../orders/shop.ts";
import { dayIn } from "../../orders/days.ts";
import { withTrackingLinks } from "../../orders/tracking.ts";
import { customerZone } from "../../orders/zone.ts";
import { wording } from "../format/amounts.ts";
import { shopWords } from "../format/shop_wording.ts";
import type { ContentInput } from "./input.ts";
import { type ContentOf, LETTERS } from "./letters.ts";
import { textOrNull } from "../format/text.ts";
import { firstName, greetingName } from "../format/greeting.ts";
import { productName } from "../format/product_name.ts";
import { orderView } from "../view/order_view.ts";
import { pageActs } from "../view/page_acts.ts";
import { type ProgressState, progressState } from "../view/progress.ts";
import { isNewsOf, isNewsOfReturn, namesProduct } from "./news.ts";
import { firstLabel, labelLinks } from "../view/label_links.ts";
import { returnAbout } from "../../orders/plan/about.ts";
import { returnProgress } from "../../orders/return_progress.ts";
import type { Order } from "../../orders/state.ts";

/**
 * Returns everything that the mail `message` of an order may show, as of `now_ms`; `facts_shown` holds what earlier
 * mails showed.
 */
export function mailView<Kind extends OrderKind>(
  known: Order,
  shop: ShopSettings,
  message: { readonly kind: Kind; readonly about: string },
  facts_shown: FactsShown,
  links: { readonly page_url: string },
  now_ms: number,
): MailView<ContentOf<Kind>> {
  const { kind } = message;
  const about = aboutAtFirst(message.about);
  const order = withTrackingLinks(known, shop);
  const party = partyFor(order, kind);
  const view = orderView(order, shop, links, now_ms, party);
  const today = dayIn(customerZone(order, shop), now_ms);
  const words = wording(shopWords(shop, view.locale), view.locale, order.details.currency, today);
  const reader = personOf(order, party)!;
  const is_present = party === "recipient";
  const is_secret = is_present && order.details.gift?.shows_contents !== true;
  const input: ContentInput = {
    kind,
    about,
    order,
    shop,
    facts_shown,
    view,
    words,
    is_present,
    is_secret,
    now_ms,
  };
  const state = progressState(asOf(order, shop, now_ms));
  const content = LETTERS[kind].content(input) as ContentOf<Kind>;
  return {
    ...view,
    product: view.product === null || !namesProduct(kind)
      ? null
      : productName(linesOf(input) ?? order.details.lines, words),
    is_news: is_present || isOfSituation(input, state) && asksForAll(content, view) ||
      isItsDelay(kind, content, view),
    acts: is_present ? NO_ACTS : pageActs(view, state, offerLinks(input, now_ms), words.t, labelOf(input)),
    greeting_name: greetingName(reader, view.locale, shop.brand.form_of_address),
    content,
    shows_prices: !is_present,
    gift: is_present ? giftView(order) : null,
  };
}

function isOfSituation({ kind, about, view: { situation } }: ContentInput, state: ProgressState): boolean {
  const { is_claim, returning } = situation;
  return isNewsOfReturn(kind)
    ? returning !== null && returning.id === returnAbout(about) && isNewsOf(kind, returning.step)
    : !is_claim && returning === null && isNewsOf(kind, state);
}

/** The label of the return that the order's situation is about; none in a mail about another return. */
function labelOf(
  { kind, about, order, shop, now_ms, view: { situation, page_url }, words: { t } }: ContentInput,
) {
  if (isNewsOfReturn(kind) && situation.returning?.id !== returnAbout(about)) return null;
  const one = order.returns.find(({ id }) => id === situation.returning?.id);
  if (one === undefined) return null;
  return firstLabel(labelLinks(one, returnProgress(order, one, shop, now_ms), page_url), t);
}

/** A notice of a delay, or of missing goods, is the news where the order is late by the day that it names, or by having none. */
function isItsDelay(kind: OrderKind, content: unknown, { situation, expected }: OrderView): boolean {
  if (kind === "backorder_notice") return situation.is_late && !situation.is_claim && expected === null;
  return kind === "delay_notice" && situation.is_late && !situation.is_claim &&
    situation.returning === null &&
    (content as DelayView).now === expected;
}

/** A reminder of one of several parts asks for less than is open: that is news of its own. */
function asksForAll(content: unknown, { to_pay }: OrderView): boolean {
  const { open = null } = (content ?? {}) as Partial<Pick<ReminderView, "open">>;
  return open === null || open === to_pay?.amount;
}

const NO_ACTS = { primary: null, others: [] };

/** What the order offers now, as links to the forms of its page. */
function offerLinks({ order, shop, view: { page_url }, words: { t } }: ContentInput, now_ms: number) {
  return offersOf({ order, shop, ledger: [], now_ms }).map((offer) => ({
    offer,
    href: `${page_url}/${offer}`,
    label: t(`act.${offer}`),
  }));
}

/** Kinds about what is still to come. */
const OF_WHAT_COMES: ReadonlySet<OrderKind> = new Set(["delay_notice", "backorder_notice", "back_on_track"]);

/** The lines that the mail is about: of its parcels, of its return, or still to come; undefined where nobody says which. */
function linesOf(input: ContentInput): readonly Line[] | undefined {
  const { kind, order, about } = input;
  const lines = isNewsOfReturn(kind)
    ? linesNamed(order, order.returns.find(({ id }) => id === returnAbout(about))?.lines ?? [])
    : OF_WHAT_COMES.has(kind)
    ? goodsOf(order).lines.filter(({ fates }) => fates.due + fates.in_shipment > 0).map(({ line }) => line)
    : kind === "feedback_request"
    ? piecesKept(order).map(({ line }) => line)
    : linesInParcels(input);
  return lines.length > 0 ? lines : undefined;
}

function linesNamed(order: Order, named: readonly { readonly line_id: string }[]): readonly Line[] {
  return orderedLines(order).map(({ line }) => line)
    .filter(({ id }) => named.some(({ line_id }) => line_id === id));
}

function linesInParcels({ kind, order, shop, about }: ContentInput): readonly Line[] {
  const parcels = kind === "shipment_shipped"
    ? shipmentGroup(order, shop, about)
    : order.shipments.filter(({ id }) => about === id || about.startsWith(`${id}:`));
  return kind.startsWith("shipment_") ? contents(order, parcels).map(({ line }) => line) : [];
}

function giftView({ details: { customer, gift } }: Order): GiftView {
  return { giver: textOrNull(customer.name) ?? firstName(customer), message: textOrNull(gift?.message) };
}

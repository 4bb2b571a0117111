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
import { contents } from "../../orders/goods/parts.ts";
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

/** The lines in the parcels that the mail is about; undefined where it is about none, or nobody says what they hold. */
function linesOf({ kind, order, shop, about }: ContentInput): readonly Line[] | undefined {
  const parcels = kind === "shipment_shipped"
    ? shipmentGroup(order, shop, about)
    : order.shipments.filter(({ id }) => about === id || about.startsWith(`${id}:`));
  const lines = contents(order, parcels).map(({ line }) => line);
  return kind.startsWith("shipment_") && lines.length > 0 ? lines : undefined;
}

function giftView({ details: { customer, gift } }: Order): GiftView {
  return { giver: textOrNull(customer.name) ?? firstName(customer), message: textOrNull(gift?.message) };
}

/**
 * Builds the view of the order's page from order, ledger and conversations. Pure; it hides what only the customer may
 * read.
 */
import { shopWords } from "../format/shop_wording.ts";
import type { ConversationView, MoneyView, OrderPageView } from "../../../templates/page_view.ts";
import { maskDetails } from "../../customers/mask.ts";
import { type Ledger, mayHaveBeenRead } from "../../messages/ledger.ts";
import { accountOf } from "../../orders/account/account.ts";
import { hasShipped, homeAt } from "../../orders/goods/arrival.ts";
import { dayIn } from "../../orders/days.ts";
import { duePieces } from "../../orders/goods/parts.ts";
import { isPhysical } from "../../orders/goods/way.ts";
import { asOf } from "../../orders/out_today.ts";
import type { Order, ShipmentStatus } from "../../orders/state.ts";
import type { ShopSettings } from "../../orders/shop.ts";
import { customerZone } from "../../orders/zone.ts";
import { methodText, pieceView, type Wording, wording } from "../format/amounts.ts";
import { dateText, windowText } from "../format/dates.ts";
import { PAYMENT_LABELS, REFUND_LABELS } from "./money_view.ts";
import { destinationName } from "./refund_view.ts";
import { reorderUrl } from "./reorder.ts";
import { oneLine } from "../format/text.ts";
import { type ChatFacts, chatView, type Conversation, saidView } from "./chat_view.ts";
import { orderView } from "./order_view.ts";
import { type OfferLink, offersListed, pageActs } from "./page_acts.ts";
import { broughtShipments, progressState } from "./progress.ts";
import { scans } from "./shipments.ts";
import { firstLabel, labelLinks } from "./label_links.ts";
import { sentBack } from "./sent_back.ts";
import { returnProgress } from "../../orders/return_progress.ts";
import type { Translate } from "../../../templates/locales/translate.ts";
import type { OrderView } from "../../../templates/view.ts";

export interface PageFacts {
  readonly order: Order;
  readonly shop: ShopSettings;
  readonly ledger: Ledger;
  readonly conversations: readonly Conversation[];
  /** Null where the page has no live chat. */
  readonly chat: ChatFacts | null;
  /** BCP 47. */
  readonly locale: string;
  /** True where the reader has proven to be the customer, now or once in this browser. */
  readonly proven: boolean;
  readonly page_url: string;
  /** `/o/<token>` */
  readonly path: string;
  readonly actions: readonly OfferLink[];
  readonly now_ms: number;
}

export function orderPageView(facts: PageFacts): OrderPageView {
  const { shop, locale, proven, path, now_ms } = facts;
  const order = shownOrder(facts);
  const t = shopWords(shop, locale);
  const words = wording(t, locale, order.details.currency, dayIn(customerZone(order, shop), now_ms));
  const view = orderView(order, shop, { page_url: facts.page_url }, now_ms);
  const again = homeAt(order) === null ? null : reorderUrl(facts.order, shop);
  const hides = view.delivery_address !== null || view.billing_address !== null ||
    facts.conversations.length > 0;
  return {
    ...view,
    newest_scans: newestScans(order, shop, words),
    to_come: toCome(order, words),
    acts: pageActs(view, progressState(asOf(order, shop, now_ms)), facts.actions, t, labelOf(facts, view, t)),
    unmask_path: proven || !hides ? null : `${path}/prove?for=unmask`,
    promises: promises(facts, words),
    money: money(order, shop, words),
    sent_back: sentBack(order, shop, view, path, words, now_ms),
    questions: facts.conversations.flatMap((one) => questionView(one, facts, words)),
    // What the live chat shows stands there.
    conversations: facts.conversations.filter(({ id }) => !proven || id !== facts.chat?.case_id)
      .map((conversation) => conversationView(conversation, shop, words, proven)),
    chat: facts.chat === null ? null : chatView(facts, facts.chat, words),
    orders_path: facts.order.details.customer.email !== undefined ? `${path}/orders` : null,
    calendar_path: view.expected === null ? null : `${path}/delivery.ics`,
    actions: [
      ...(again === null ? [] : [{ href: again, label: t("act.reorder") }]),
      ...offersListed(facts.actions, view),
    ],
    more: [
      { href: `${path}/receipt`, label: t("page.receipt"), icon: "receipt" },
      ...(facts.order.details.invoice === undefined
        ? []
        : [{ href: `${path}/invoice.pdf`, label: t("page.invoice"), icon: "receipt" as const }]),
      { href: `${path}/mails`, label: t("page.mails"), icon: "mail" },
      { href: `${path}/gift`, label: t("page.gift"), icon: "gift" },
      { href: `${path}/gift?contents=shown`, label: t("page.gift_contents"), icon: "gift" },
    ],
    own: facts.order.details.customer.email === undefined ? [] : [
      { href: `${path}/orders`, label: t("act.orders") },
      { href: `${path}/preferences`, label: t("act.preferences") },
      { href: `${path}/privacy`, label: t("act.privacy") },
    ],
  };
}

/** The label of the return that the situation is about. */
function labelOf({ order, shop, path, now_ms }: PageFacts, { situation }: OrderView, t: Translate) {
  const one = order.returns.find(({ id }) => id === situation.returning?.id);
  if (one === undefined) return null;
  return firstLabel(labelLinks(one, returnProgress(order, one, shop, now_ms), path), t);
}

const SCANS_FIRST = 3;
/** Shipments by how much their customer wants to know where they are. */
const NEAREST: readonly ShipmentStatus[] = [
  "exception",
  "attempted",
  "returned_to_sender",
  "out_for_delivery",
  "ready_for_pickup",
  "in_transit",
  "shipped",
  "delivered",
  "picked_up",
];

function newestScans(order: Order, shop: ShopSettings, words: Wording): OrderPageView["newest_scans"] {
  // Once everything is here, care and returns come first: where it has been stands in the parcel's own card.
  if (isHome(order)) return [];
  const [nearest] = broughtShipments(order).filter((shipment) => shipment.scans.length > 0)
    .toSorted((a, b) => NEAREST.indexOf(a.status) - NEAREST.indexOf(b.status));
  return nearest === undefined ? [] : scans(order, shop, nearest, words).slice(0, SCANS_FIRST);
}

function isHome(order: Order): boolean {
  const state = progressState(order);
  return state === "delivered" || state === "picked_up";
}

function toCome(order: Order, words: Wording): OrderPageView["to_come"] {
  if (order.cancelled !== undefined || !hasShipped(order)) return null;
  const due = duePieces(order, ({ way }) => isPhysical(way));
  return due.length === 0
    ? null
    : { items: due.map(({ line, quantity }) => pieceView(line, quantity, words)) };
}

/** The order in the reader's language, and with what its reader may see. */
export function shownOrder(
  { order, locale, proven }: Pick<PageFacts, "order" | "locale" | "proven">,
): Order {
  const details = { ...order.details, locale };
  return { ...order, language: locale, details: proven ? details : maskDetails(details) };
}

/** Returns each promised date once, in the order in which mails showed them. */
function promises({ ledger, shop }: PageFacts, { t, locale }: Wording): OrderPageView["promises"] {
  const promises = ledger.filter((entry) =>
    mayHaveBeenRead(entry) && entry.facts_shown?.expected !== undefined
  )
    .toSorted((a, b) => (a.closed_at ?? 0) - (b.closed_at ?? 0))
    .map(({ closed_at, facts_shown }) => ({
      at_ms: closed_at ?? 0,
      when: windowText(locale, facts_shown!.expected!),
    }));
  const changes = promises.filter(({ when }, index) => when !== promises[index - 1]?.when);
  return changes.length < 2 ? [] : changes.map(({ at_ms, when }) => ({
    stated: t("page.promise_told", { date: dateText(locale, shop.time_zone, at_ms) }),
    when,
  }));
}

function money(order: Order, shop: ShopSettings, words: Wording): readonly MoneyView[] {
  const { t, locale } = words;
  const on = (at: string) => dateText(locale, shop.time_zone, at);
  const account = accountOf(order);
  const others = order.payments.filter(({ status }) => status !== "succeeded");
  const payments = [...account.payments, ...others].sort((a, b) => a.at < b.at ? -1 : 1);
  return [
    ...payments.map((payment) => ({
      label: t(PAYMENT_LABELS[payment.status]),
      // The payment's own number is for the receipt: nobody looks for it here.
      details: [on(payment.at), methodText(payment.method, t)].filter((part) => part !== null),
      amount: words.money(payment.amount_minor),
    })),
    ...account.refunds.map((refund) => ({
      label: t(REFUND_LABELS[refund.state]),
      details: [
        on(refund.failure?.at ?? refund.at),
        ...refund.destinations.filter(({ to, method }) => to !== "payment" || method !== undefined)
          .map((destination) => destinationName(destination, order, words)),
      ].filter((part) => part !== null),
      // A failed refund is not part of any sum.
      amount: words.money(refund.failure === undefined ? -refund.amount_minor : refund.amount_minor),
    })),
  ];
}

/** What the shop asks and nobody has answered yet; its words are for the customer alone. */
function questionView(
  conversation: Conversation,
  { shop, path, proven }: PageFacts,
  words: Wording,
): OrderPageView["questions"] {
  const last = conversation.messages.at(-1);
  if (!conversation.is_open || last?.asks !== true) return [];
  const said = saidView(last, shop, words);
  return [{
    ...said,
    words: proven ? said.words : [],
    path: `${path}/reply?to=${encodeURIComponent(conversation.id)}`,
  }];
}

/**
 * Shows any link holder that and when something was written; shows the text, which may contain an address, only to
 * the customer.
 */
function conversationView(
  { topic, messages }: Conversation,
  shop: ShopSettings,
  words: Wording,
  proven: boolean,
): ConversationView {
  return {
    topic: oneLine(topic),
    messages: messages.map((one) => {
      const said = saidView(one, shop, words);
      // What was asked without a word of one's own says its topic, which any link holder may read.
      return { ...said, words: one.words.trim() === "" ? [oneLine(topic)] : proven ? said.words : [] };
    }),
  };
}

/**
 * Words text messages: the shop's name, the order, its situation and a link. A message that is the news of the situation says
 * the situation's headline and fact, as the mail of that news does; any other has its own words and names the situation. Pure.
 */
import { shopWords, wordsOfShop } from "../format/shop_wording.ts";
import { chooseLocale, type TextKey, type Translate } from "../../../templates/locales/translate.ts";
import type { SituationView } from "../../../templates/view.ts";
import { labelled } from "../../../templates/parts/labelled.ts";
import { ended, sentences } from "../../../templates/parts/sentences.ts";
import { dayIn } from "../../orders/days.ts";
import { aboutNumber, soonerDay } from "../../orders/plan/about.ts";
import type { Order, OrderShipment } from "../../orders/state.ts";
import { customerZone } from "../../orders/zone.ts";
import { shipmentWay } from "../../orders/goods/way.ts";
import { asOf } from "../../orders/out_today.ts";
import { mailOfNews, type ShortCare, type ShortNews } from "../../orders/plan/short_news.ts";
import type { ShopSettings } from "../../orders/shop.ts";
import { beyondGsm7, plainLetters, plainSigns, segments } from "../format/gsm7.ts";
import { wording } from "../format/amounts.ts";
import { expectedText } from "../format/expected.ts";
import { orderView } from "../view/order_view.ts";
import { progressState } from "../view/progress.ts";
import { oneLine, shortened } from "../format/text.ts";
import { isNewsOf } from "./news.ts";

/** Keep a text message short: customers recognise the shop and the order by the first letters. */
const NAME_LETTERS_MAX = 30;
const NUMBER_LETTERS_MAX = 20;
/** The signed link alone takes most of one segment. */
const SEGMENTS_MAX = { gsm7: 2, ucs2: 3 };

/** Words the text message to a customer whose mails bounce. */
export function bounceSms(order: Order, shop: ShopSettings, url: string, now_ms: number): string {
  const { t, locale, named } = worded(order, shop);
  const { situation } = orderView(order, shop, { page_url: url }, now_ms);
  return fitting(
    [standing(t, locale, situation), ""],
    (now) => t("text.bounce", { ...named, now: plainLetters(now), url }),
  );
}

/** Words the text message about a shipment, for a customer who chose short messages. */
export function shipmentSms(
  order: Order,
  shop: ShopSettings,
  { what, shipment_id }: { readonly what: ShortNews; readonly shipment_id: string },
  url: string,
  now_ms: number,
): string {
  const { t, locale, named } = worded(order, shop);
  const { situation, expected } = orderView(order, shop, { page_url: url }, now_ms);
  const shipment = order.shipments.find(({ id }) => shipment_id === id || shipment_id.startsWith(`${id}:`));
  const rest = shipment === undefined ? shipment_id : shipment_id.slice(`${shipment.id}:`.length);
  const key = keyOf(order, what, shipment, rest);
  const is_news = isNewsOf(mailOfNews(what), progressState(asOf(order, shop, now_ms))) &&
    !situation.is_claim && situation.returning === null;
  if (is_news && !wordsOfShop(shop, locale, key)) {
    const { headline, fact } = situation;
    const choices = [saidIn(locale, [headline, fact]), saidIn(locale, [headline])];
    return fitting(choices, (said) => t("text.news", { ...named, said: plainLetters(said), url }));
  }
  const day = what === "updated" && shipment?.expected !== undefined
    ? expectedText(
      shipment.expected,
      wording(t, locale, order.details.currency, dayIn(customerZone(order, shop), now_ms)),
    )
    : expected;
  const when = day === null ? "none" : plainLetters(day);
  const tracking = plainSigns(oneLine(trackingNamed(shipment, rest)));
  const says_day = DAY_NEWS.has(key) && day !== null && situation.headline.includes(day);
  const now = is_news || says_day ? "" : plainLetters(standing(t, locale, situation));
  // What does not fit is on the page.
  const choices = [{ now, when }, { now: "", when }, { now: "", when: "none" }];
  return fitting(choices, (choice) => t(key, { ...named, ...choice, tracking, url }));
}

/** Texts that name a day themselves. */
const DAY_NEWS: ReadonlySet<TextKey> = new Set(["text.updated_date", "text.back_on_track_sooner"]);

/** `rest`: what the message's key names beside the shipment: a day, a number, a time. */
function keyOf(order: Order, what: ShortNews, shipment: OrderShipment | undefined, rest: string): TextKey {
  switch (what) {
    case "ready_for_pickup":
      return shipment !== undefined && shipmentWay(order.details, shipment) === "pickup"
        ? "text.ready_for_pickup_shop"
        : "text.ready_for_pickup";
    case "updated":
      return trackingNamed(shipment, rest) === "" ? "text.updated_date" : "text.updated_number";
    case "back_on_track":
      return soonerDay(rest) === null ? "text.back_on_track" : "text.back_on_track_sooner";
    default:
      return `text.${what}`;
  }
}

function trackingNamed(shipment: OrderShipment | undefined, rest: string): string {
  return shipment?.tracking.find(({ number }) => number !== undefined && aboutNumber(number) === rest)
    ?.number ?? "";
}

/** Words a follow-up, a request for feedback or a reminder, for a customer who chose short messages. */
export function careSms(order: Order, shop: ShopSettings, what: ShortCare, url: string): string {
  const { t, named } = worded(order, shop);
  return oneLine(t(`text.${what}`, { ...named, url }));
}

/** Words the same for services that take templates alone. */
export function careParts(order: Order, shop: ShopSettings, what: ShortCare, url: string) {
  const sentence = careSms(order, shop, what, "").replace(/\s*[:：]\s*$/, ".").trim();
  return { locale: worded(order, shop).locale, sentence, url };
}

/** Words the text message with the code that proves whose number it is. */
export function codeSms(shop: ShopSettings, locale: string, code: string): string {
  const name = plainSigns(shortened(oneLine(shop.name), NAME_LETTERS_MAX));
  return shopWords(shop, chooseLocale(locale, shop.locale))("text.code", { shop: name, code });
}

/** Words the situation of the order for services that take templates alone: headline and fact, and the link by itself. */
export function shortParts(order: Order, shop: ShopSettings, url: string, now_ms: number) {
  const { locale, situation } = orderView(order, shop, { page_url: url }, now_ms);
  const said = [situation.headline, situation.fact].filter((part) => part !== null).join(". ");
  const number = shortened(oneLine(order.details.number), NUMBER_LETTERS_MAX);
  const t = shopWords(shop, locale);
  return { locale, sentence: `${t("order.number", { number })}: ${said.replace(/([.!?。])\./g, "$1")}`, url };
}

/** Words the answer to a command on a way: what STOP, START, HELP or a code came to; `order` is the writer's newest. */
export function waySaid(
  shop: ShopSettings,
  order: Order | undefined,
  what: "way_on" | "way_off" | "way_help" | "code_old",
): string {
  const name = plainSigns(shortened(oneLine(shop.name), NAME_LETTERS_MAX));
  const t = shopWords(shop, readerLocale(shop, order));
  return t(`text.${what}`, { shop: name, email: shop.support_email });
}

/** Returns the language of the customer of `order`, or the shop's. */
export function readerLocale(shop: ShopSettings, order: Order | undefined): string {
  return chooseLocale(order?.language, order?.details.locale, shop.locale);
}

function worded({ details, language }: Order, shop: ShopSettings) {
  const locale = chooseLocale(language, details.locale, shop.locale);
  return {
    locale,
    t: shopWords(shop, locale),
    named: {
      shop: plainSigns(shortened(oneLine(shop.name), NAME_LETTERS_MAX)),
      number: plainSigns(shortened(oneLine(details.number), NUMBER_LETTERS_MAX)),
    },
  };
}

/** Returns the message with the first of `choices` that keeps it short enough; with the last one where none does. */
function fitting<Choice>(choices: readonly Choice[], write: (choice: Choice) => string): string {
  const messages = choices.map((choice) => oneLine(write(choice)));
  const max = SEGMENTS_MAX;
  return messages.find((message) =>
    segments(message) <= (beyondGsm7(message).length === 0 ? max.gsm7 : max.ucs2)
  ) ?? messages.at(-1)!;
}

/** `Your order now: Out for delivery.` */
function standing(t: Translate, locale: string, { headline }: SituationView): string {
  return saidIn(locale, [labelled(t, t("order.now"), headline)]);
}

/** Sets the sentences one after the other and ends each. */
function saidIn(locale: string, parts: readonly (string | null)[]): string {
  return sentences(locale, ...parts.map((part) => part === null ? null : ended(locale, part)));
}

/** Words text messages: the shop's name, the subject and a link. Pure. */
import { shopWords } from "../format/shop_wording.ts";
import { chooseLocale } from "../../../templates/locales/translate.ts";
import type { Order } from "../../orders/state.ts";
import { shipmentWay } from "../../orders/goods/way.ts";
import type { ShortNews } from "../../orders/plan/short_news.ts";
import type { ShopSettings } from "../../orders/shop.ts";
import { orderView } from "../view/order_view.ts";
import { oneLine, shortened } from "../format/text.ts";

/** Keep a text message short: customers recognise the shop and the order by the first letters. */
const NAME_LETTERS_MAX = 30;
const NUMBER_LETTERS_MAX = 20;

/** Words the text message to a customer whose mails bounce. */
export function bounceSms(order: Order, shop: ShopSettings, url: string): string {
  const { t, named } = worded(order, shop);
  return t("text.bounce", { ...named, url });
}

/** Words the text message about a shipment, for a customer who chose SMS; it names the day that the order's page names. */
export function shipmentSms(
  order: Order,
  shop: ShopSettings,
  { what, shipment_id }: { readonly what: ShortNews; readonly shipment_id: string },
  url: string,
  now_ms: number,
): string {
  const { t, named } = worded(order, shop);
  const shipment = order.shipments.find(({ id }) => shipment_id === id || shipment_id.startsWith(`${id}:`));
  const is_at_shop = what === "ready_for_pickup" && shipment !== undefined &&
    shipmentWay(order.details, shipment) === "pickup";
  if (what === "shipped") {
    const { expected } = orderView(order, shop, { page_url: url }, now_ms);
    return t("text.shipped", { ...named, when: expected === null ? "none" : plainLetters(expected), url });
  }
  return t(is_at_shop ? "text.ready_for_pickup_shop" : `text.${what}`, { ...named, url });
}

/** Words the text message with the code that proves whose number it is. */
export function codeSms(shop: ShopSettings, locale: string, code: string): string {
  const name = plainSigns(shortened(oneLine(shop.name), NAME_LETTERS_MAX));
  return shopWords(shop, chooseLocale(locale, shop.locale))("text.code", { shop: name, code });
}

function worded({ details, language }: Order, shop: ShopSettings) {
  return {
    t: shopWords(shop, chooseLocale(language, details.locale, shop.locale)),
    named: {
      shop: plainSigns(shortened(oneLine(shop.name), NAME_LETTERS_MAX)),
      number: plainSigns(shortened(oneLine(details.number), NUMBER_LETTERS_MAX)),
    },
  };
}

/** Accents that GSM-7 does not have are left out; other scripts leave it anyway. */
function plainLetters(text: string): string {
  return plainSigns(text).replaceAll(
    /[áíóúâêîôûçëïÁÍÓÚÂÊÎÔÛËÏ]/g,
    (letter) => letter === "ç" ? "c" : letter.normalize("NFD").charAt(0),
  ).replaceAll(/[\u00a0\u202f]/g, " ");
}

/** One typographic sign would make the whole message UCS-2, which halves its letters: GSM-7 has only the plain ones. */
function plainSigns(text: string): string {
  return text.replaceAll(/[‘’]/g, "'").replaceAll(/[“”„]/g, '"').replaceAll(/[–—]/g, "-").replaceAll(
    "…",
    "...",
  );
}

/** The words of the text message to a customer whose mails come back: who writes, about what, and where to put it right. Pure. */
import { chooseLocale, translator } from "../../templates/locales/translate.ts";
import type { Order } from "../orders/order.ts";
import type { ShopSettings } from "../orders/shop.ts";
import { oneLine, shortened } from "./text.ts";

/** So that a text stays short: what comes after is no use to anybody who knows where they bought. */
const NAME_LETTERS_MAX = 30;
const NUMBER_LETTERS_MAX = 20;

export function bounceText({ details, language }: Order, shop: ShopSettings, url: string): string {
  return translator(chooseLocale(language, details.locale, shop.locale))("text.bounce", {
    shop: shortened(oneLine(shop.name), NAME_LETTERS_MAX),
    number: shortened(oneLine(details.number), NUMBER_LETTERS_MAX),
    url,
  });
}

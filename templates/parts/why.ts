/** Why a mail was sent, in its footer: which order, of which day, at which shop. */
import type { Translate } from "../locales/translate.ts";
import type { OrderView } from "../view.ts";

export function why({ number, placed_on, shop }: OrderView, t: Translate): string {
  return t("mail.why", { number, date: placed_on, shop: shop.name });
}

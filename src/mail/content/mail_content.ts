/**
 * Builds a mail's view from order and message. Pure. Throws when the message names something that the order does not
 * hold, so that no incomplete mail is sent.
 */
import type { GiftView } from "../../../templates/content.ts";
import type { MailView } from "../../../templates/view.ts";
import type { FactsShown } from "../../messages/ledger.ts";
import type { OrderKind } from "../../messages/message.ts";
import { addressee } from "../../orders/addressee.ts";
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
import { orderView } from "../view/order_view.ts";
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
  const view = orderView(order, shop, links, now_ms);
  const today = dayIn(customerZone(order, shop), now_ms);
  const words = wording(shopWords(shop, view.locale), view.locale, order.details.currency, today);
  const reader = addressee(order, kind);
  const is_present = reader !== order.details.customer;
  const input: ContentInput = { kind, about, order, shop, facts_shown, view, words, is_present };
  return {
    ...view,
    greeting_name: greetingName(reader, view.locale, shop.brand.form_of_address),
    content: LETTERS[kind].content(input) as ContentOf<Kind>,
    shows_prices: !is_present,
    gift: is_present ? giftView(order) : null,
  };
}

function giftView({ details: { customer, gift } }: Order): GiftView {
  return { giver: textOrNull(customer.name) ?? firstName(customer), message: textOrNull(gift?.message) };
}

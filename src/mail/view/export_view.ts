/** Builds the page that shows a customer all data stored about them. Pure. */
import { shopTexts, shopWords } from "../format/shop_wording.ts";
import type { Translate } from "../../../templates/locales/translate.ts";
import type { ExportPageView } from "../../../templates/pages/export.tsx";
import { mailClass } from "../../messages/mail_class.ts";
import { isShortAnswerKind, isSmsKind, isStandaloneKind, type MessageKind } from "../../messages/message.ts";
import type { ShopSettings } from "../../orders/shop.ts";
import { addressLines } from "../format/address.ts";
import { momentText } from "../format/dates.ts";
import { oneLine, textOrNull } from "../format/text.ts";
import { orderView } from "./order_view.ts";
import type { Order } from "../../orders/state.ts";

interface Kept {
  readonly made_at: string;
  readonly orders: readonly {
    readonly order: Order;
    readonly mails: readonly { readonly kind: string; readonly state: string; readonly at: string | null }[];
    readonly conversation: readonly unknown[];
  }[];
}

export function exportView({ made_at, orders }: Kept, shop: ShopSettings, locale: string): ExportPageView {
  const t = shopWords(shop, locale);
  const moment = (at: string) => momentText(locale, shop.time_zone, at);
  return {
    locale,
    shop: shop.name,
    texts: shopTexts(shop.brand, locale),
    made_on: moment(made_at),
    orders: orders.map(({ order, mails, conversation }) => {
      const shown_order: Order = { ...order, language: locale };
      const view = orderView(shown_order, shop, { page_url: "https://page.invalid/" }, Date.parse(made_at));
      const { name, email, phone } = order.details.customer;
      return {
        title: `${t("order.number", { number: view.number })} · ${view.placed_on} · ${view.total}`,
        lines: [
          ...[name, email, phone].map(textOrNull).filter((line) => line !== null),
          ...view.lines.map((line) => `${line.title} · ${line.pricing}`),
          view.payment.sentence,
          ...view.remarks.note,
          ...view.remarks.gift_message,
          ...(view.remarks.po_number === null ? [] : [view.remarks.po_number]),
          view.situation.headline,
        ],
        address: addressLines(order.details.shipping_address, locale) ?? [],
        mails: mails.filter(({ at, state }) => at !== null && state === "sent").map(({ kind, at }) =>
          `${moment(at!)} · ${mailName(kind as MessageKind, t)}`
        ),
        messages: (conversation as readonly { readonly at: number; readonly words: string }[]).map((
          { at, words },
        ) => `${moment(new Date(at).toISOString())} · ${oneLine(words)}`),
      };
    }),
  };
}

function mailName(kind: MessageKind, t: Translate): string {
  if (isStandaloneKind(kind)) return kind;
  // A short message is called a text, whichever channel sends it.
  return t(
    isShortAnswerKind(kind)
      ? "mailed.support_short"
      : mailClass(kind) === "care" && isSmsKind(kind)
      ? "prefs.care"
      : isSmsKind(kind) && kind !== "bounce_sms"
      ? "mailed.shipment_sms"
      : `mailed.${kind}`,
  );
}

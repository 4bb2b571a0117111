/** A notice → what its template shows: worded and formatted for its reader. Pure. What it names and does not hold throws. */
import { chooseLocale, direction, translator } from "../../templates/locales/translate.ts";
import type { NoticeMatters, NoticeView } from "../../templates/notice_view.ts";
import type { NoticeKind } from "../messages/message.ts";
import type { FactsOf, SaidNotice } from "../messages/notice.ts";
import type { ShopSettings } from "../orders/shop.ts";
import { wording } from "./amounts.ts";
import { dateText, dayText } from "./dates.ts";
import { initialOf, oneLine, paragraphsOf, webUrl } from "./text.ts";
import { firstName, shopView } from "./view.ts";

export interface NoticeLinks {
  /** What the button opens. */
  readonly action_url: string | null;
  /** Six digits, for the notice that brings them. */
  readonly code: string | null;
}

export function noticeView<Kind extends NoticeKind>(
  kind: Kind,
  notice: SaidNotice<Kind>,
  shop: ShopSettings,
  links: NoticeLinks,
): NoticeView<Kind> {
  const locale = chooseLocale(notice.locale, shop.locale);
  return {
    locale,
    dir: direction(locale),
    shop: shopView(shop),
    first_name: firstName(notice.to),
    action_url: webUrl(links.action_url ?? undefined),
    matter: MATTERS[kind](notice.facts, { locale, shop, links }),
  };
}

interface Setting {
  readonly locale: string;
  readonly shop: ShopSettings;
  readonly links: NoticeLinks;
}

const MATTERS: {
  readonly [Kind in NoticeKind]: (facts: FactsOf<Kind>, setting: Setting) => NoticeMatters[Kind];
} = {
  back_in_stock: ({ product }, { locale }) => ({
    title: product.title,
    variant: product.variant ?? null,
    initial: initialOf(product.title),
    image_url: webUrl(product.image_url),
    url: webUrl(product.url),
    price: product.price === undefined
      ? null
      : wording(translator(locale), locale, product.price.currency).money(product.price.amount_minor),
  }),
  support_received: ({ topic, order_number, question, answer_hours }) => ({
    topic: oneLine(topic),
    order_number: order_number ?? null,
    question: paragraphsOf(question),
    answer_hours: answer_hours ?? null,
  }),
  support_reply: ({ topic, order_number, message, author }) => ({
    topic,
    order_number: order_number ?? null,
    message: paragraphsOf(message),
    author: author ?? null,
  }),
  support_resolved: ({ topic, order_number }) => ({ topic, order_number: order_number ?? null }),
  history_link: ({ orders }) => ({ orders }),
  verification_code: ({ use, minutes }, { links: { code } }) => {
    if (code === null) throw new Error("Cannot render verification_code as it must be given its code");
    return { code, use, minutes };
  },
  data_export_ready: ({ until }, { locale, shop }) => ({ until: dateText(locale, shop.time_zone, until) }),
  erasure_done: ({ at, kept, kept_until }, { locale, shop }) => ({
    on: dateText(locale, shop.time_zone, at),
    kept,
    kept_until: kept_until === undefined ? null : dayText(locale, kept_until),
  }),
  shop_alert: ({ topic, order_number, count, detail }) => ({
    topic,
    order_number: order_number ?? null,
    count: count ?? null,
    detail: detail ?? null,
  }),
  shop_digest: ({ day, feedback, reasons, ...counts }, { locale }) => ({
    day: dayText(locale, day),
    rows: Object.entries(counts).map(([name, count]) => ({ name, count })),
    feedback: feedback === undefined ? null : {
      count: feedback.count,
      average: new Intl.NumberFormat(locale, { maximumFractionDigits: 1 }).format(feedback.average),
    },
    reasons,
  }),
};

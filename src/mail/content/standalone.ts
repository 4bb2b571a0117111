/** A notice → what its template shows: worded and formatted for its reader. Pure. What it names and does not hold throws. */
import { chooseLocale, direction, translator } from "../../../templates/locales/translate.ts";
import type { StandaloneContents, StandaloneView, SupportView } from "../../../templates/standalone_view.ts";
import type { StandaloneKind } from "../../messages/message.ts";
import type { FactsOf, StoredStandalone } from "../../messages/standalone.ts";
import type { ShopSettings } from "../../orders/shop.ts";
import { wording } from "../format/amounts.ts";
import { dateText, dayText } from "../format/dates.ts";
import { digest } from "./digest.ts";
import { shopWording } from "../format/shop_wording.ts";
import { oneLine, paragraphsOf, shortened, textOrNull, webUrl } from "../format/text.ts";
import { firstName, shopView } from "../view/order_view.ts";

export interface StandaloneLinks {
  /** What the button opens. */
  readonly action_url: string | null;
  /** Six digits, for the notice that brings them. */
  readonly code: string | null;
}

/** Letters of a title or topic that a subject takes: what comes after them is cut off on a phone anyway. */
const SUBJECT_LETTERS_MAX = 80;
/** What mail programs put before the subject of an answer, in the languages of the catalogues. */
const ANSWER_PREFIX = /^(?:(?:re|aw|rép|rv|fwd?|wg|tr|返信)\s*[:：]\s*)+/iu;

export function standaloneView<Kind extends StandaloneKind>(
  kind: Kind,
  standalone: StoredStandalone<Kind>,
  shop: ShopSettings,
  links: StandaloneLinks,
): StandaloneView<Kind> {
  const locale = chooseLocale(standalone.locale, shop.locale);
  return {
    locale,
    dir: direction(locale),
    shop: shopView(shop, locale),
    first_name: firstName(standalone.to),
    texts: shopWording(shop.brand, locale, kind),
    action_url: webUrl(links.action_url ?? undefined),
    content: CONTENTS[kind](standalone.facts, { kind, locale, shop, links }),
  };
}

interface Setting {
  readonly kind: StandaloneKind;
  readonly locale: string;
  readonly shop: ShopSettings;
  readonly links: StandaloneLinks;
}

const CONTENTS: {
  readonly [Kind in StandaloneKind]: (facts: FactsOf<Kind>, setting: Setting) => StandaloneContents[Kind];
} = {
  back_in_stock: ({ product }, { locale }) => ({
    title: oneLine(product.title),
    title_short: shortened(oneLine(product.title), SUBJECT_LETTERS_MAX),
    variant: textOrNull(product.variant),
    image_url: webUrl(product.image_url),
    url: webUrl(product.url),
    price: product.price === undefined
      ? null
      : wording(translator(locale), locale, product.price.currency).money(product.price.amount_minor),
  }),
  support_received: ({ question, answer_hours, ...about }) => ({
    ...support(about),
    question: paragraphsOf(question),
    answer_hours: answer_hours ?? null,
  }),
  support_reply: ({ message, author, question, ...about }) => ({
    ...support(about),
    message: paragraphsOf(message),
    author: textOrNull(author),
    question: paragraphsOf(question ?? ""),
  }),
  support_resolved: support,
  rating_received: ({ order_number, ratings, words }) => ({
    order_number: oneLine(order_number),
    ratings: ratings.map(({ of, title, score }) => ({ of, title: textOrNull(title), score })),
    words: paragraphsOf(words ?? ""),
  }),
  choice_confirmed: ({ choice, order_number, details }) => ({
    choice,
    order_number: textOrNull(order_number),
    details: details.map(({ label, value }) => ({ label: oneLine(label), value: oneLine(value) })),
  }),
  history_link: ({ orders }, setting) => ({ orders, url: linkOf(setting) }),
  verification_code: ({ use, minutes }, { kind, links: { code } }) => {
    if (code === null) throw new Error(`Cannot render ${kind} as it must be given its code`);
    return { code, use, minutes };
  },
  data_export_ready: ({ until }, setting) => ({
    until: dateText(setting.locale, setting.shop.time_zone, until),
    url: linkOf(setting),
  }),
  erasure_done: ({ at, kept, kept_until }, { locale, shop }) => ({
    on: dateText(locale, shop.time_zone, at),
    kept,
    kept_until: kept_until === undefined ? null : dateText(locale, "UTC", kept_until),
  }),
  shop_alert: ({ topic, order_number, count, cause, detail }, { locale }) => ({
    topic,
    order_number: textOrNull(order_number),
    count: count === undefined ? null : new Intl.NumberFormat(locale).format(count),
    cause: cause ?? null,
    detail: paragraphsOf(detail ?? ""),
  }),
  shop_digest: (facts, { locale }) => digest(facts, locale, dayText(locale, facts.day)),
};

function support({ topic, order_number }: FactsOf<"support_resolved">): SupportView {
  const line = oneLine(topic);
  return {
    topic: shortened(line.replace(ANSWER_PREFIX, "") || line, SUBJECT_LETTERS_MAX),
    order_number: textOrNull(order_number),
  };
}

/** The link that the mail is about: without it there would be no reason to write. */
function linkOf({ kind, links }: Setting): string {
  const url = webUrl(links.action_url ?? undefined);
  if (url === null) throw new Error(`Cannot render ${kind} as it must be given its link`);
  return url;
}

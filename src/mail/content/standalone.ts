/**
 * Words and formats a standalone notice for its template and reader. Pure. Throws when the notice names something
 * that it does not hold.
 */
import { digitsOf } from "../../values/digits.ts";
import { backInStock } from "../../../templates/emails/back_in_stock.tsx";
import { choiceConfirmed } from "../../../templates/emails/choice_confirmed.tsx";
import { dataExportReady } from "../../../templates/emails/data_export_ready.tsx";
import { erasureDone } from "../../../templates/emails/erasure_done.tsx";
import { historyLink } from "../../../templates/emails/history_link.tsx";
import { ratingReceived } from "../../../templates/emails/rating_received.tsx";
import { shopAlert } from "../../../templates/emails/shop_alert.tsx";
import { shopDigest } from "../../../templates/emails/shop_digest.tsx";
import { sentCode, sentMail, sentNotice } from "../../../templates/emails/sent_by_program.tsx";
import { requestNews } from "../../../templates/emails/request_news.tsx";
import { supportAnswered } from "../../../templates/emails/support_answered.tsx";
import { supportReceived } from "../../../templates/emails/support_received.tsx";
import { supportReply } from "../../../templates/emails/support_reply.tsx";
import { supportResolved } from "../../../templates/emails/support_resolved.tsx";
import { verificationCode } from "../../../templates/emails/verification_code.tsx";
import { chooseLocale, direction } from "../../../templates/locales/translate.ts";
import type { StandaloneView, SupportView } from "../../../templates/standalone_view.ts";
import type { RenderedMail } from "../../../templates/view.ts";
import type { StandaloneKind } from "../../messages/message.ts";
import type { FactsOf, StoredStandalone } from "../../messages/standalone.ts";
import type { ShopSettings } from "../../orders/shop.ts";
import { wording } from "../format/amounts.ts";
import { dateText, dayText } from "../format/dates.ts";
import { digest } from "./digest.ts";
import { sentCodeContent, sentMailContent, sentNoticeContent } from "./sent_by_program.ts";
import { type Setting, type StandaloneLetter, standaloneLetter, type StandaloneLinks } from "./letter.ts";
import { shopWords } from "../format/shop_wording.ts";
import { oneLine, paragraphsOf, shortened, textOrNull, webUrl } from "../format/text.ts";
import { greetingName } from "../format/greeting.ts";
import { answeredBy } from "../view/answered_by.ts";
import { newsWords } from "../view/decided.ts";
import { shopView } from "../view/order_view.ts";

/** Letters of a title or topic in a subject; phones cut off longer ones anyway. */
const SUBJECT_LETTERS_MAX = 80;
/** Prefixes that mail programs put before the subject of an answer, in the languages of the catalogues. */
const ANSWER_PREFIX = /^(?:(?:re|aw|rép|rv|fwd?|wg|tr|返信)\s*[:：]\s*)+/iu;

export function standaloneView<Kind extends StandaloneKind>(
  kind: Kind,
  standalone: StoredStandalone<Kind>,
  shop: ShopSettings,
  links: StandaloneLinks,
): StandaloneView<StandaloneContentOf<Kind>> {
  const locale = chooseLocale(standalone.locale, shop.locale);
  return {
    locale,
    dir: direction(locale),
    shop: shopView(shop, locale),
    greeting_name: greetingName(standalone.to, locale, shop.brand.form_of_address),
    action_url: webUrl(links.action_url ?? undefined),
    content: letterOf(kind).content(standalone.facts, { kind, locale, shop, links }),
  };
}

/** Renders a mail that belongs to no order. */
export function renderStandalone<Kind extends StandaloneKind>(
  kind: Kind,
  view: StandaloneView<StandaloneContentOf<Kind>>,
): RenderedMail {
  return letterOf(kind).template(view);
}

/** `standaloneLetter` makes each content fit its template, but the compiler cannot see this for a generic kind. */
function letterOf<Kind extends StandaloneKind>(kind: Kind) {
  return LETTERS[kind] as unknown as StandaloneLetter<Kind, StandaloneContentOf<Kind>>;
}

interface AnyLetter<Kind extends StandaloneKind> {
  readonly kind: Kind;
  readonly content: StandaloneLetter<Kind, unknown>["content"];
  readonly template: StandaloneLetter<Kind, never>["template"];
}

/** By kind: the mail's content and its template. */
const LETTERS = {
  back_in_stock: standaloneLetter("back_in_stock", ({ product }, { locale, shop }) => ({
    title: oneLine(product.title),
    title_short: shortened(oneLine(product.title), SUBJECT_LETTERS_MAX),
    variant: textOrNull(product.variant),
    image_url: webUrl(product.image_url),
    url: webUrl(product.url),
    price: product.price === undefined
      ? null
      : wording(shopWords(shop, locale), locale, product.price.currency).money(product.price.amount_minor),
  }), backInStock),
  support_received: standaloneLetter(
    "support_received",
    ({ question, answer_hours, received_at, ...about }, { locale, shop }) => ({
      ...support(about),
      question: paragraphsOf(question),
      answer_hours: answer_hours ?? null,
      answered_by: received_at === undefined ? null : answeredBy({ shop, words: { locale } }, received_at),
    }),
    supportReceived,
  ),
  support_answered: standaloneLetter("support_answered", ({ asked, lines, question, ...about }) => ({
    ...numbered(about),
    asked,
    lines: lines.map(oneLine),
    question: paragraphsOf(question),
  }), supportAnswered),
  support_reply: standaloneLetter("support_reply", ({ message, author, question, asks, ...about }) => ({
    ...numbered(about),
    asks: asks === true,
    message: paragraphsOf(message),
    author: textOrNull(author),
    question: paragraphsOf(question ?? ""),
  }), supportReply),
  request_news: standaloneLetter(
    "request_news",
    ({ news, order_number, reason, until }, { locale, shop }) => ({
      news,
      order_number: oneLine(order_number),
      ...newsWords(news, until, { t: shopWords(shop, locale), locale }),
      reason: textOrNull(reason),
    }),
    requestNews,
  ),
  support_resolved: standaloneLetter("support_resolved", support, supportResolved),
  rating_received: standaloneLetter("rating_received", ({ order_number, ratings, words }) => ({
    order_number: oneLine(order_number),
    ratings: ratings.map(({ of, title, score }) => ({ of, title: textOrNull(title), score })),
    words: paragraphsOf(words ?? ""),
  }), ratingReceived),
  choice_confirmed: standaloneLetter("choice_confirmed", ({ choice, order_number, details }) => ({
    choice,
    order_number: textOrNull(order_number),
    details: details.map(({ label, value }) => ({ label: oneLine(label), value: oneLine(value) })),
  }), choiceConfirmed),
  history_link: standaloneLetter(
    "history_link",
    ({ orders }, setting) => ({ orders, url: linkOf(setting) }),
    historyLink,
  ),
  verification_code: standaloneLetter("verification_code", ({ use, minutes }, { kind, links: { code } }) => {
    if (code === null) throw new Error(`Cannot render ${kind} as it must be given its code`);
    return { code, use, minutes };
  }, verificationCode),
  data_export_ready: standaloneLetter("data_export_ready", ({ until }, setting) => ({
    until: dateText(setting.locale, setting.shop.time_zone, until),
    url: linkOf(setting),
  }), dataExportReady),
  erasure_done: standaloneLetter("erasure_done", ({ at, kept, kept_until }, { locale, shop }) => ({
    on: dateText(locale, shop.time_zone, at),
    kept,
    kept_until: kept_until === undefined ? null : dateText(locale, "UTC", kept_until),
  }), erasureDone),
  shop_alert: standaloneLetter(
    "shop_alert",
    ({ topic, order_number, count, cause, detail, case_id, desk, found }, { locale, links }) => ({
      topic,
      order_number: textOrNull(order_number),
      count: count === undefined ? null : new Intl.NumberFormat(locale, digitsOf(locale)).format(count),
      cause: cause ?? null,
      detail: paragraphsOf(detail ?? ""),
      is_case: case_id !== undefined,
      desk: desk ?? null,
      found: (found ?? []).map(({ words, name }) => ({
        words: oneLine(words),
        href: name === undefined || links.action_url === null
          ? null
          : `${links.action_url}/cases?name=${encodeURIComponent(name)}`,
      })),
    }),
    shopAlert,
  ),
  shop_digest: standaloneLetter(
    "shop_digest",
    (facts, { locale }) => digest(facts, locale, dayText(locale, facts.day)),
    shopDigest,
  ),
  sent_code: standaloneLetter("sent_code", sentCodeContent, sentCode),
  sent_mail: standaloneLetter("sent_mail", sentMailContent, sentMail),
  sent_notice: standaloneLetter("sent_notice", sentNoticeContent, sentNotice),
} as const satisfies { readonly [Kind in StandaloneKind]: AnyLetter<Kind> };

export type StandaloneContentOf<Kind extends StandaloneKind> = ReturnType<(typeof LETTERS)[Kind]["content"]>;

function support({ topic, order_number }: FactsOf<"support_resolved">): SupportView {
  const line = oneLine(topic);
  return {
    topic: shortened(line.replace(ANSWER_PREFIX, "") || line, SUBJECT_LETTERS_MAX),
    order_number: textOrNull(order_number),
  };
}

/** The topic with the order's number, by which a reader finds the mail again, unless it names the number already. */
function numbered(facts: FactsOf<"support_resolved">): SupportView {
  const view = support(facts);
  const { topic, order_number } = view;
  return order_number === null || topic.includes(order_number.replace(/^#/, ""))
    ? view
    : { ...view, topic: `${topic} (${order_number})` };
}

/** Returns the link that the mail is about; throws without it, as the mail would have no purpose. */
function linkOf({ kind, links }: Setting): string {
  const url = webUrl(links.action_url ?? undefined);
  if (url === null) throw new Error(`Cannot render ${kind} as it must be given its link`);
  return url;
}

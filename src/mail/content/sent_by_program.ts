/** Words and formats what a shop's own programs hand over. Pure. */
import type {
  SentCodeView,
  SentMailView,
  SentNoticeView,
  SentOwnView,
} from "../../../templates/standalone_view.ts";
import type { FactsOf } from "../../messages/standalone.ts";
import { wording } from "../format/amounts.ts";
import { dayText } from "../format/dates.ts";
import { shopWords } from "../format/shop_wording.ts";
import { oneLine, paragraphsOf, textOrNull, webUrl } from "../format/text.ts";
import type { Setting } from "./letter.ts";

export function sentCodeContent({ template, code, minutes }: FactsOf<"sent_code">): SentCodeView {
  return { template, code: oneLine(code), minutes };
}

/** Throws where a template lacks what it is about, so that no mail has a gap. */
export function sentMailContent(facts: FactsOf<"sent_mail">, { locale, shop }: Setting): SentMailView {
  const { own, template, url, minutes, number, total, due } = facts;
  if (own !== undefined) return ownView(own);
  if (template === undefined) {
    throw new Error("Cannot write a program's mail as it must have a template or content");
  }
  return {
    shape: "template",
    template,
    url: webUrl(url),
    minutes: minutes ?? null,
    number: oneLine(number ?? ""),
    total: total === undefined
      ? null
      : wording(shopWords(shop, locale), locale, total.currency).money(total.amount_minor),
    due: due === undefined ? null : dayText(locale, due),
  };
}

export function sentNoticeContent(facts: FactsOf<"sent_notice">): SentNoticeView {
  const { own, title, words, period, url, button } = facts;
  if (own !== undefined) return ownView(own);
  return {
    shape: "template",
    title: oneLine(title ?? ""),
    words: paragraphsOf(words ?? ""),
    period: textOrNull(period),
    url: webUrl(url),
    button: textOrNull(button),
  };
}

function ownView(own: NonNullable<FactsOf<"sent_mail">["own"]>): SentOwnView {
  const { subject, html, fragment, text } = own;
  return {
    shape: "own",
    subject: oneLine(subject),
    html: html ?? null,
    fragment: fragment ?? null,
    text,
    lines: paragraphsOf(text),
  };
}

/** Whether mail, text part, page, history line and text message speak of one situation. */
import { plainLetters } from "../../src/mail/format/gsm7.ts";
import { shipmentSms } from "../../src/mail/content/sms.ts";
import { glance } from "../../src/mail/view/history_view.ts";
import { mailOfNews, SHORT_NEWS } from "../../src/orders/plan/short_news.ts";
import { SHOP } from "./cast.ts";
import { type Left, screenOf, type Shown } from "./lived.ts";

/** What a mail, in both its parts, or the text message of the same news leaves out of the situation or words otherwise. */
export function againstTheSituation(mail: Left): readonly string[] {
  const { kind, about, text, html, is_news, order, page: { situation }, at_ms } = mail;
  if (kind === "order_link") return [];
  const lines = text.split("\n");
  const { headline, fact, next } = situation;
  // A mail whose own headline is the situation's goes on with what that leaves open.
  const standing = [headline, fact, next].filter((line) => line !== null && line !== lines[0]);
  const said = is_news
    ? [headline, ...(fact === null ? [] : [fact]), ...(next === null ? [] : [`What’s next: ${next}`])]
    : standing.map((line, index) => index === 0 ? `Your order now: ${line}` : line!);
  const shown = html.replaceAll(/<[^>]+>/g, "\n").replaceAll("\u00a0", " ").replaceAll("&#39;", "'")
    .replaceAll("&amp;", "&");
  const what = SHORT_NEWS.find((name) => kind === mailOfNews(name));
  const sms = what === undefined
    ? null
    : shipmentSms(order, SHOP, { what, shipment_id: about }, "https://w.example/o/1", at_ms);
  const told = plainLetters(is_news ? situation.headline : `Your order now: ${situation.headline}`);
  // A text that names the day of arrival has said the situation.
  const day = `: ${plainLetters(situation.headline.replace(/^(?:Now e|E)xpected /, ""))}. http`;
  const found = [
    ...said.filter((line) => !lines.includes(line)).map((line) => `the text part lacks “${line}”`),
    ...[situation.headline, situation.fact].filter((words) => words !== null && !shown.includes(words))
      .map((words) => `the HTML lacks “${words}”`),
    ...(is_news && lines[0] !== situation.headline ? [`the headline is “${lines[0]}”`] : []),
    ...(sms !== null && !sms.includes(told) && !sms.includes(day) ? [`the text message says “${sms}”`] : []),
  ];
  return found.map((what) => `${at(at_ms)} ${kind}: ${what}\n${text}\n${screenOf(mail.page)}`);
}

/** What the line of the customer's history says otherwise than the order's page. */
export function otherGlance({ at_ms, order, page: { situation } }: Shown): readonly string[] {
  const { status, fact, mood } = glance(order, SHOP, "en", "/o/token", at_ms);
  return status === situation.headline && fact === situation.fact && mood === situation.mood
    ? []
    : [`${at(at_ms)} history: ${status} | ${fact}, page: ${situation.headline} | ${situation.fact}`];
}

export function at(at_ms: number): string {
  return new Date(at_ms).toISOString();
}

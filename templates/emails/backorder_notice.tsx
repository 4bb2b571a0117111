/** The mail that says what is out of stock, and when it is expected back. */
import type { BackorderView } from "../content.ts";
import { translator } from "../locales/translate.ts";
import { orderMail } from "../parts/order_mail.tsx";
import { itemsBlock } from "../parts/was_now.ts";
import type { MailView, RenderedMail } from "../view.ts";

export function backorderNotice(view: MailView<BackorderView>): RenderedMail {
  const t = translator(view.locale, view.shop.texts);
  const { items, expected_on, others_available } = view.content;
  const { situation: { fact }, is_news } = view;
  const is_said = is_news && expected_on !== null && fact?.includes(expected_on) === true;
  const count = items.length;
  const lead = t(others_available ? "backorder.lead_some" : "backorder.lead");
  return orderMail(view, t, {
    mood: "sorry",
    subject: t("backorder.subject", { number: view.number, count }),
    headline: t("backorder.headline", { count }),
    lead,
    ...(is_said ? { beside_fact: lead } : {}),
    facts: [{ label: t("backorder.expected"), value: is_said ? null : expected_on }],
    blocks: [itemsBlock(t("backorder.items"), items)],
    closing: t("backorder.choice"),
  });
}

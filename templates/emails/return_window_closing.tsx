/** The mail that reminds of the last day for a return while there is still time. */
import type { ClosingView } from "../content.ts";
import { translator } from "../locales/translate.ts";
import { orderMail } from "../parts/order_mail.tsx";
import { orderItemsBlock } from "../parts/was_now.ts";
import type { MailView, RenderedMail } from "../view.ts";
import { sentences } from "../parts/sentences.ts";

export function returnWindowClosing(view: MailView<ClosingView>): RenderedMail {
  const t = translator(view.locale, view.shop.texts);
  const { last_day, url } = view.content;
  return orderMail(view, t, {
    mood: "needs",
    subject: t("closing.subject", { number: view.number, date: last_day }),
    headline: t("closing.headline", { date: last_day }),
    lead: t("closing.lead"),
    facts: [{ label: t("closing.last_day"), value: last_day }],
    actions: url === null ? [] : [{ label: t("order.return_start"), href: url }],
    blocks: [orderItemsBlock(view, t)],
    closing: view.returns === null ? null : sentences(view.locale, ...view.returns.details) || null,
  });
}

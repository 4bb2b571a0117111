/** The mail that says a request for a return has come in, and that the items can wait. */
import type { ReturnView } from "../content.ts";
import { translator } from "../locales/translate.ts";
import { orderMail } from "../parts/order_mail.tsx";
import { itemsBlock } from "../parts/was_now.ts";
import type { MailView, RenderedMail } from "../view.ts";

export function returnReceivedRequest(view: MailView<ReturnView>): RenderedMail {
  const t = translator(view.locale, view.shop.texts);
  const { on, items } = view.content;
  return orderMail(view, t, {
    subject: t("request.subject", { number: view.number }),
    headline: t("request.headline"),
    lead: t("request.lead"),
    facts: [{ label: t("request.on"), value: on }],
    blocks: [itemsBlock(t("request.items"), items)],
  });
}

/** The mail that says a return is back at the shop, and what comes next. */
import type { ReturnView } from "../content.ts";
import { translator } from "../locales/translate.ts";
import { orderMail } from "../parts/order_mail.tsx";
import { itemsBlock } from "../parts/was_now.ts";
import type { MailView, RenderedMail } from "../view.ts";

export function returnArrived(view: MailView<ReturnView>): RenderedMail {
  const t = translator(view.locale, view.shop.texts);
  const { on, items, is_exchange } = view.content;
  return orderMail(view, t, {
    subject: t("returned.subject", { number: view.number }),
    headline: t("returned.headline"),
    lead: t(is_exchange ? "returned.lead_exchange" : "returned.lead"),
    facts: [{ label: t("returned.on"), value: on }],
    blocks: [itemsBlock(t("returned.items"), items)],
  });
}

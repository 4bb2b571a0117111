/** The mail that says that an item is in stock again, or that everything comes sooner than an earlier mail said. */
import type { RestockView } from "../content.ts";
import { translator } from "../locales/translate.ts";
import { orderMail } from "../parts/order_mail.tsx";
import { itemsBlock } from "../parts/was_now.ts";
import type { MailView, RenderedMail } from "../view.ts";

export function backOnTrack(view: MailView<RestockView>): RenderedMail {
  const t = translator(view.locale, view.shop.texts);
  const { items, others_missing, sooner } = view.content;
  if (sooner !== null) {
    return orderMail(view, t, {
      subject: t("restock.subject_sooner", { number: view.number }),
      headline: t("restock.headline_sooner"),
      lead: t("restock.lead_sooner"),
      facts: [{ label: t("delay.now"), value: sooner.now }, { label: t("delay.was"), value: sooner.was }],
      blocks: [{ shape: "order", heading: t("order.items"), order: view }],
    });
  }
  return orderMail(view, t, {
    subject: t("restock.subject", { number: view.number }),
    headline: t("restock.headline"),
    lead: t(others_missing ? "restock.lead_some" : "restock.lead"),
    facts: [{ label: t("order.expected"), value: view.expected }],
    blocks: [itemsBlock(t("restock.items"), items)],
  });
}

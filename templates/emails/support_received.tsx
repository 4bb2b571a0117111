/** The mail that confirms a customer's message and repeats it, so that the customer sees that it arrived complete. */
import { translator } from "../locales/translate.ts";
import type { StandaloneView, SupportReceivedView } from "../standalone_view.ts";
import { letter } from "../parts/order_mail.tsx";
import { orderLinks, orderReference } from "../parts/was_now.ts";
import { sentences } from "../parts/sentences.ts";
import type { RenderedMail } from "../view.ts";

export function supportReceived(view: StandaloneView<SupportReceivedView>): RenderedMail {
  const t = translator(view.locale, view.shop.texts);
  const { greeting_name: name, shop } = view;
  const { topic, order_number, question, answer_hours: hours, answered_by: date } = view.content;
  return letter(view, t, {
    subject: t("asked.subject", { topic }),
    headline: name === null ? t("asked.headline_nameless") : t("asked.headline", { name }),
    lead: hours === null ? date === null ? t("asked.lead") : t("asked.lead_by", { date }) : sentences(
      view.locale,
      t("asked.lead_hours", { hours }),
      date === null ? null : t("asked.latest", { date }),
    ),
    blocks: [{ shape: "quote", heading: t("asked.question"), paragraphs: question }],
    links: orderLinks(view.action_url, order_number, t),
    closing: t("asked.more"),
    reference: orderReference(order_number, t),
    why: t("mail.why_written", { shop: shop.name }),
    support: false,
  });
}

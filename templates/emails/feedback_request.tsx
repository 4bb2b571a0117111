/** The mail that asks for a rating: five answers, one tap. */
import type { FeedbackView } from "../content.ts";
import { translator } from "../locales/translate.ts";
import { orderMail } from "../parts/order_mail.tsx";
import { orderItemsBlock } from "../parts/was_now.ts";
import type { MailView, RenderedMail } from "../view.ts";

export function feedbackRequest(view: MailView<FeedbackView>): RenderedMail {
  const t = translator(view.locale, view.shop.texts);
  const { greeting_name: name, number } = view;
  return orderMail(view, t, {
    subject: t("feedback.subject", { number }),
    preheader: t("feedback.lead"),
    headline: name === null ? t("feedback.headline_nameless") : t("feedback.headline", { name }),
    lead: t("feedback.lead"),
    scale: {
      answers: view.content.scores.map(({ score, url }) => ({ label: score, url })),
      lowest: t("feedback.lowest"),
      highest: t("feedback.highest"),
    },
    blocks: [orderItemsBlock(view, t)],
  });
}

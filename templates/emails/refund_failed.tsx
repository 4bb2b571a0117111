/**
 * The mail that corrects an earlier mail about a refund: the money could not be sent, or the shop withdrew the
 * refund.
 */
import type { FailedRefundView } from "../content.ts";
import { translator } from "../locales/translate.ts";
import { orderMail } from "../parts/order_mail.tsx";
import type { MailView, RenderedMail } from "../view.ts";

export function refundFailed(view: MailView<FailedRefundView>): RenderedMail {
  const t = translator(view.locale, view.shop.texts);
  const { amount, is_withdrawn, method, on, answered_by } = view.content;
  const number = view.number;
  return orderMail(view, t, {
    mood: "sorry",
    subject: is_withdrawn
      ? t("unrefunded.subject_withdrawn", { amount, number })
      : t("unrefunded.subject", { amount, number }),
    headline: is_withdrawn
      ? t("unrefunded.headline_withdrawn", { amount })
      : t("unrefunded.headline", { amount }),
    lead: is_withdrawn ? t("unrefunded.lead_withdrawn") : t("unrefunded.lead", { date: answered_by }),
    facts: [
      { label: t("failed.amount"), value: amount },
      { label: t("receipt.method"), value: method },
      { label: t("receipt.on"), value: on },
    ],
  });
}

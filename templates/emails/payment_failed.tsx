/** The mail that says a payment did not go through, that nothing is lost, and how to try again. */
import type { FailedPaymentView } from "../content.ts";
import { translator } from "../locales/translate.ts";
import { orderMail } from "../parts/order_mail.tsx";
import { payBlock } from "../parts/pay.ts";
import { quoteBlock } from "../parts/was_now.ts";
import type { MailView, RenderedMail } from "../view.ts";

export function paymentFailed(view: MailView<FailedPaymentView>): RenderedMail {
  const t = translator(view.locale, view.shop.texts);
  const { amount, method, on, reason, retry_url } = view.content;
  return orderMail(view, t, {
    mood: "money",
    subject: t("failed.subject", { number: view.number }),
    headline: t("failed.headline"),
    lead: t(retry_url === null ? "failed.lead_write" : "failed.lead"),
    facts: [
      { label: t("failed.amount"), value: amount },
      { label: t("receipt.on"), value: on, is_minor: true },
      { label: t("receipt.method"), value: method, is_minor: true },
    ],
    actions: retry_url === null ? [] : [{ label: t("failed.retry"), href: retry_url }],
    blocks: [
      quoteBlock(t("failed.reason"), reason),
      payBlock(retry_url === null ? view.to_pay?.how ?? [] : [], t),
      {
        shape: "list",
        heading: t("failed.steps"),
        lines: [t("failed.step_details"), t("failed.step_confirm"), t("failed.step_other")],
      },
    ],
  });
}

/** The mail that says how much goes back, for what, to where, and when it can be seen there. */
import type { RefundView } from "../content.ts";
import { translator } from "../locales/translate.ts";
import { orderMail } from "../parts/order_mail.tsx";
import { itemsBlock, quoteBlock } from "../parts/was_now.ts";
import type { MailView, RenderedMail } from "../view.ts";

export function refundIssued(view: MailView<RefundView>): RenderedMail {
  const t = translator(view.locale, view.texts);
  const { amount, is_full, method, on, reason, items, refunded_so_far, bank_days } = view.content;
  return orderMail(view, t, {
    subject: t("refund.subject", { number: view.number, amount }),
    headline: t("refund.headline", { amount }),
    lead: t("refund.lead", { days: bank_days }),
    facts: [
      { label: t(is_full ? "refund.full" : "refund.partial"), value: amount },
      { label: t("refund.method"), value: method },
      { label: t("receipt.on"), value: on },
      { label: t("refund.so_far"), value: refunded_so_far },
    ],
    blocks: [quoteBlock(t("cancelled.reason"), reason), itemsBlock(t("refund.items"), items)],
  });
}

/** The mail that says a payment has arrived, with all that a bookkeeper or a bank may ask for. */
import type { ReceiptView } from "../content.ts";
import { translator } from "../locales/translate.ts";
import { orderMail } from "../parts/order_mail.tsx";
import { payActions, payBlock } from "../parts/pay.ts";
import type { MailView, RenderedMail } from "../view.ts";

export function paymentReceipt(view: MailView<ReceiptView>): RenderedMail {
  const t = translator(view.locale, view.shop.texts);
  const { amount, method, on, transaction, statement, open } = view.content;
  return orderMail(view, t, {
    subject: t("receipt.subject", { number: view.number }),
    headline: t("receipt.headline"),
    lead: t("receipt.lead", { number: view.number }),
    facts: [
      { label: t("receipt.amount"), value: amount },
      { label: t("receipt.on"), value: on },
      { label: t("receipt.method"), value: method },
      { label: t("receipt.transaction"), value: transaction },
      { label: t("receipt.statement"), value: statement },
      { label: t("reminder.open"), value: open },
      { label: t("order.expected"), value: view.expected },
    ],
    actions: payActions(view, t),
    blocks: [payBlock(view.to_pay?.how ?? [], t), { shape: "order", heading: t("order.items"), order: view }],
  });
}

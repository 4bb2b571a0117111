/** The payment reminder: names the open amount and assumes that the customer forgot it. */
import type { ReminderView } from "../content.ts";
import { translator } from "../locales/translate.ts";
import { orderMail } from "../parts/order_mail.tsx";
import { payBlock } from "../parts/pay.ts";
import type { MailView, RenderedMail } from "../view.ts";

export function paymentReminder(view: MailView<ReminderView>): RenderedMail {
  const t = translator(view.locale, view.shop.texts);
  const { is_first, open, due, paid, has_shipped, pay_url } = view.content;
  const { number } = view;
  return orderMail(view, t, {
    mood: "money",
    subject: is_first ? t("reminder.subject", { number }) : t("reminder.subject_again", { number }),
    headline: t("reminder.headline"),
    beside_fact: t("reminder.paid_already"),
    lead: t(has_shipped ? "reminder.lead_shipped" : is_first ? "reminder.lead" : "reminder.lead_again"),
    facts: [
      { label: t("reminder.open"), value: open },
      { label: t("invoice.due"), value: due },
      { label: t("reminder.paid"), value: paid },
      { label: t("sum.total"), value: paid === null ? null : view.total },
    ],
    actions: pay_url === null ? [] : [{ label: t("reminder.pay", { amount: open }), href: pay_url }],
    blocks: [payBlock(view.to_pay?.how ?? [], t), { shape: "order", heading: t("order.items"), order: view }],
  });
}

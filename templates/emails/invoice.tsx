/** The mail that bills: what is left to pay, until when and how. Once it is paid, the same mail is a document to keep. */
import { type Translate, translator } from "../locales/translate.ts";
import type { InvoiceView } from "../content.ts";
import { orderMail } from "../parts/order_mail.tsx";
import type { MailView, RenderedMail } from "../view.ts";

export function invoice(view: MailView<InvoiceView>): RenderedMail {
  const t = translator(view.locale, view.texts);
  const { number, issued_on, due_on, open, paid, pay_url, pay_to, url, is_attached, json_ld } = view.content;
  return orderMail(view, t, {
    subject: t("invoice.subject", { invoice: number, number: view.number }),
    headline: t("invoice.headline"),
    lead: lead(view.content, t),
    facts: [
      { label: t("invoice.open"), value: open },
      { label: t("invoice.paid"), value: paid },
      { label: t("sum.total"), value: open === null || paid !== null ? view.total : null },
      { label: t("invoice.due"), value: open === null ? null : due_on },
      { label: t("invoice.number"), value: number },
      { label: t("invoice.issued"), value: issued_on },
    ],
    actions: [
      ...(open === null || pay_url === null
        ? []
        : [{ label: t("reminder.pay", { amount: open }), href: pay_url }]),
      ...(url === null ? [] : [{ label: t("invoice.document"), href: url }]),
    ],
    blocks: [
      pay_to.length === 0 ? null : { shape: "lines", heading: t("invoice.pay_to"), lines: pay_to },
      { shape: "order", heading: t("order.items"), order: view },
      view.billing_address === null
        ? null
        : { shape: "lines", heading: t("order.billing_address"), lines: view.billing_address },
    ],
    closing: is_attached ? t("invoice.attached") : null,
    json_ld,
  });
}

function lead({ is_settled, open: amount, due_on: date }: InvoiceView, t: Translate): string {
  if (amount === null) return is_settled ? t("invoice.lead_paid") : t("invoice.lead_kept");
  return date === null ? t("invoice.lead", { amount }) : t("invoice.lead_due", { amount, date });
}

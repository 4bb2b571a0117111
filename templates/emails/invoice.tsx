/**
 * The invoice mail: the open amount, its due date and how to pay. Once it is paid, the same mail is a document to
 * keep.
 */
import { type Translate, translator } from "../locales/translate.ts";
import type { InvoiceView } from "../content.ts";
import { orderMail } from "../parts/order_mail.tsx";
import { payBlock, remarkBlock } from "../parts/pay.ts";
import type { MailView, RenderedMail } from "../view.ts";

export function invoice(view: MailView<InvoiceView>): RenderedMail {
  const t = translator(view.locale, view.shop.texts);
  const { number, issued_on, open, due, paid, pay_url, pay_to, url, is_attached, json_ld } = view.content;
  const { note, gift_message, po_number } = view.remarks;
  return orderMail(view, t, {
    ...(view.content.open === null ? {} : { mood: "money" as const }),
    subject: t("invoice.subject", { invoice: number, number: view.number }),
    headline: t("invoice.headline"),
    lead: lead(view.content, t),
    facts: [
      { label: t("invoice.open"), value: open },
      { label: t("invoice.paid"), value: paid },
      { label: t("sum.total"), value: open === null || paid !== null ? view.total : null },
      { label: t("invoice.due"), value: dueText(view.content) },
      { label: t("order.po_number"), value: po_number },
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
      payBlock(due.length > 1 ? [...due, ...pay_to] : pay_to, t, t("invoice.pay_to")),
      { shape: "order", heading: t("order.items"), order: view },
      remarkBlock(t("order.note"), note),
      remarkBlock(t("order.gift_message"), gift_message),
      view.billing_address === null
        ? null
        : { shape: "lines", heading: t("order.billing_address"), lines: view.billing_address },
    ],
    closing: is_attached ? t("invoice.attached") : null,
    json_ld,
  });
}

/** Returns the due date of an order that is paid in one sum; several dates stand with their sums under "How to pay". */
function dueText({ open, due, due_on }: InvoiceView): string | null {
  return open === null || due.length > 1 ? null : due_on;
}

function lead(
  { is_settled, open: amount, open_sentence, is_on_delivery, due_on: date }: InvoiceView,
  t: Translate,
) {
  if (amount === null) return is_settled ? t("invoice.lead_paid") : t("invoice.lead_kept");
  if (is_on_delivery && open_sentence !== null) return open_sentence;
  return date === null ? t("invoice.lead", { amount }) : t("invoice.lead_due", { amount, date });
}

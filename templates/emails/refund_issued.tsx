/** The mail that says how much goes back, for what, to where, and when it can be seen there. */
import { type Translate, translator } from "../locales/translate.ts";
import type { RefundView, SumView } from "../content.ts";
import type { Block } from "../parts/block.tsx";
import { labelled } from "../parts/labelled.ts";
import { orderMail } from "../parts/order_mail.tsx";
import { itemsBlock, quoteBlock } from "../parts/was_now.ts";
import type { MailView, RenderedMail } from "../view.ts";

export function refundIssued(view: MailView<RefundView>): RenderedMail {
  const t = translator(view.locale, view.shop.texts);
  const {
    amount,
    is_full,
    method,
    destinations,
    on,
    reason,
    items,
    beside,
    deducted,
    instead,
    refunded_so_far,
  } = view.content;
  return orderMail(view, t, {
    mood: "money",
    subject: t("refund.subject", { number: view.number, amount }),
    headline: headline(view.content, t),
    lead: lead(view.content, t),
    facts: [
      { label: t(is_full ? "refund.full" : "refund.partial"), value: amount },
      { label: t("refund.method"), value: method },
      ...destinations.map(({ label, amount }) => ({ label, value: amount })),
      { label: t("receipt.on"), value: on },
      { label: t("refund.instead"), value: instead },
      { label: t("refund.so_far"), value: refunded_so_far },
    ],
    blocks: [
      quoteBlock(t("cancelled.reason"), reason),
      itemsBlock(t("refund.items"), items),
      rowsBlock(t, t(items.length === 0 ? "refund.items" : "refund.beside"), beside),
      rowsBlock(t, t("refund.deducted"), deducted),
    ],
  });
}

function rowsBlock(t: Translate, heading: string, rows: readonly SumView[]): Block | null {
  if (rows.length === 0) return null;
  return { shape: "lines", heading, lines: rows.map(({ label, amount }) => labelled(t, label, amount)) };
}

function headline({ goes, amount }: RefundView, t: Translate): string {
  switch (goes) {
    case "store_credit":
    case "gift_card":
    case "cash":
      return t(`refund.headline_${goes}`, { amount });
    case "payment":
    case "transfer":
    case "apart":
      return t("refund.headline", { amount });
  }
}

function lead({ goes, bank_days: days }: RefundView, t: Translate): string {
  return goes === "payment" ? t("refund.lead", { days }) : t(`refund.lead_${goes}`, { days });
}

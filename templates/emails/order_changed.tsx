/** The mail that says what is different about an order, and shows it as it now is. */
import type { ChangesView } from "../content.ts";
import { translator } from "../locales/translate.ts";
import { orderMail } from "../parts/order_mail.tsx";
import { payActions, payBlock } from "../parts/pay.ts";
import { addressBlock, pickupBlock } from "../parts/was_now.ts";
import type { MailView, RenderedMail } from "../view.ts";

export function orderChanged(view: MailView<ChangesView>): RenderedMail {
  const t = translator(view.locale, view.shop.texts);
  const { changes, address, pickup, is_restored } = view.content;
  return orderMail(view, t, {
    subject: t(is_restored ? "changed.subject_restored" : "changed.subject", { number: view.number }),
    ...(is_restored ? {} : { preheader: changes.join(" · ") }),
    headline: t(is_restored ? "changed.headline_restored" : "changed.headline"),
    lead: t(is_restored ? "changed.lead_restored" : "changed.lead"),
    facts: [
      { label: t("order.expected"), value: view.expected },
      { label: t("sum.total"), value: view.total },
      { label: t("reminder.open"), value: view.to_pay?.amount ?? null },
    ],
    actions: payActions(view, t),
    blocks: [
      changes.length === 0 ? null : { shape: "list", heading: t("changed.list"), lines: changes },
      addressBlock(address, t),
      pickupBlock(pickup, t),
      payBlock(view.to_pay?.how ?? [], t),
      { shape: "order", heading: t("order.items"), order: view },
    ],
  });
}

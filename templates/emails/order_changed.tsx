/** The mail that says what is different about an order, and shows it as it now is. */
import { translator } from "../locales/translate.ts";
import { notice } from "../parts/notice.tsx";
import { addressBlock } from "../parts/told.ts";
import type { MailView, RenderedMail } from "../view.ts";

export function orderChanged(view: MailView<"order_changed">): RenderedMail {
  const t = translator(view.locale, view.texts);
  const { changes, address } = view.matter;
  return notice(view, t, {
    subject: t("changed.subject", { number: view.number }),
    preheader: changes.join(" · "),
    headline: t("changed.headline"),
    lead: t("changed.lead"),
    facts: [
      { label: t("order.expected"), value: view.expected },
      { label: t("sum.total"), value: view.total },
    ],
    blocks: [
      { shape: "list", heading: t("changed.list"), lines: changes },
      addressBlock(address, t),
      { shape: "order", heading: t("order.items"), order: view },
    ],
  });
}

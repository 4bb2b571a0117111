/** The mail that takes back a worry: what was out of stock is there again. */
import { translator } from "../locales/translate.ts";
import { notice } from "../parts/notice.tsx";
import { itemsBlock } from "../parts/told.ts";
import type { MailView, RenderedMail } from "../view.ts";

export function backOnTrack(view: MailView<"back_on_track">): RenderedMail {
  const t = translator(view.locale, view.texts);
  const { items, others_missing } = view.matter;
  return notice(view, t, {
    subject: t("restock.subject", { number: view.number }),
    headline: t("restock.headline"),
    lead: t(others_missing ? "restock.lead_some" : "restock.lead"),
    facts: [{ label: t("order.expected"), value: view.expected }],
    blocks: [itemsBlock(t("restock.items"), items)],
  });
}

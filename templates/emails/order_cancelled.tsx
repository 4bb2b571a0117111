/** The mail about a cancelled order: the reason, and what happens to the money. */
import type { CancellationView } from "../content.ts";
import { translator } from "../locales/translate.ts";
import { orderMail } from "../parts/order_mail.tsx";
import { itemsBlock, quoteBlock } from "../parts/was_now.ts";
import type { MailView, RenderedMail } from "../view.ts";

export function orderCancelled(view: MailView<CancellationView>): RenderedMail {
  const t = translator(view.locale, view.shop.texts);
  const { is_rest, on, cause, reason, money, amount, items, on_the_way } = view.content;
  return orderMail(view, t, {
    mood: "money",
    subject: t(is_rest ? "cancelled.subject_rest" : "cancelled.subject", { number: view.number }),
    headline: t(is_rest ? "status.cancelled_rest" : "cancelled.headline"),
    lead: cause === null ? t("cancelled.lead", { date: on }) : t(`cancelled.lead_${cause}`, { date: on }),
    facts: [{ label: t(money === "owed" ? "cancelled.paid" : "sum.refunded"), value: amount }],
    blocks: [
      quoteBlock(t("cancelled.reason"), reason),
      itemsBlock(t("cancelled.items"), items),
      itemsBlock(t("cancelled.on_the_way"), on_the_way),
      // Where the mail is the news of the situation, that says what to do.
      on_the_way.length === 0 || view.is_news
        ? null
        : { shape: "words", paragraphs: [t("cancelled.on_the_way_lead")] },
    ],
  });
}

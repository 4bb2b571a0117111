/** The mail that declines a return: the reason, and what the customer can still do. */
import type { ReturnView } from "../content.ts";
import { translator } from "../locales/translate.ts";
import { orderMail } from "../parts/order_mail.tsx";
import { itemsBlock, quoteBlock } from "../parts/was_now.ts";
import type { MailView, RenderedMail } from "../view.ts";

export function returnDeclined(view: MailView<ReturnView>): RenderedMail {
  const t = translator(view.locale, view.shop.texts);
  const { reason, items } = view.content;
  return orderMail(view, t, {
    mood: "sorry",
    subject: t("declined.subject", { number: view.number }),
    headline: t("declined.headline"),
    lead: t("declined.lead"),
    blocks: [
      // Where the mail is the news of the order's situation, the reason is its first sentence.
      view.is_news ? null : quoteBlock(t("declined.reason"), reason),
      {
        shape: "list",
        heading: t("declined.next"),
        lines: [
          // The news says this as what comes next.
          ...(view.is_news ? [] : [t(reason === null ? "declined.next_ask" : "declined.next_again")]),
          t("declined.next_faulty"),
        ],
      },
      itemsBlock(t("request.items"), items),
    ],
  });
}

/** The mail that tells what became of a customer's request, in the sentences of the order's page. */
import { translator } from "../locales/translate.ts";
import type { RequestNewsView, StandaloneView } from "../standalone_view.ts";
import { letter } from "../parts/order_mail.tsx";
import { orderReference } from "../parts/was_now.ts";
import type { RenderedMail } from "../view.ts";

export function requestNews(view: StandaloneView<RequestNewsView>): RenderedMail {
  const t = translator(view.locale, view.shop.texts);
  const { shop, action_url, content: { news, order_number, headline, next, reason } } = view;
  return letter(view, t, {
    subject: t("decided.subject", { what: headline, number: order_number }),
    headline,
    lead: next,
    facts: [{ label: t("decided.reason"), value: reason }],
    actions: action_url === null ? [] : [{ label: t("order.view"), href: action_url }],
    mood: news === "still_missing" ? "needs" : news.endsWith("_declined") ? "sorry" : "good",
    reference: orderReference(order_number, t),
    why: t("mail.why_written", { shop: shop.name }),
  });
}

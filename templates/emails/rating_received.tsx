/** The mail that thanks for a rating and repeats it, and says how to write more. */
import { translator } from "../locales/translate.ts";
import type { RatingView, StandaloneView } from "../standalone_view.ts";
import { letter } from "../parts/order_mail.tsx";
import { orderLinks, orderReference } from "../parts/was_now.ts";
import type { RenderedMail } from "../view.ts";

export function ratingReceived(view: StandaloneView<RatingView>): RenderedMail {
  const t = translator(view.locale, view.shop.texts);
  const { greeting_name: name, shop, content: { order_number, ratings, words } } = view;
  return letter(view, t, {
    subject: t("rated.subject", { number: order_number }),
    headline: name === null ? t("rated.headline_nameless") : t("rated.headline", { name }),
    lead: t("rated.lead"),
    facts: ratings.map(({ of, title, score }) => ({
      label: of === "item" ? title ?? "" : t(`rated.${of}`),
      value: t("rated.score", { score, most: of === "shop" ? 10 : 5 }),
    })),
    blocks: [words.length === 0 ? null : { shape: "quote", heading: t("rated.words"), paragraphs: words }],
    links: orderLinks(view.action_url, order_number, t),
    closing: t("rated.more"),
    reference: orderReference(order_number, t),
    why: t("mail.why_sent", { shop: shop.name }),
    support: false,
  });
}

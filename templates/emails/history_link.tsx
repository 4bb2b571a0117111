/**
 * The mail with the link to all of a customer's orders. It names no order, because somebody else may have requested
 * it.
 */
import { translator } from "../locales/translate.ts";
import type { HistoryLinkView, StandaloneView } from "../standalone_view.ts";
import { letter } from "../parts/order_mail.tsx";
import type { RenderedMail } from "../view.ts";

export function historyLink(view: StandaloneView<HistoryLinkView>): RenderedMail {
  const t = translator(view.locale, view.shop.texts);
  const { greeting_name: name, shop } = view;
  const { orders: count, url } = view.content;
  return letter(view, t, {
    subject: t("history.subject", { shop: shop.name }),
    headline: name === null ? t("history.headline_nameless") : t("history.headline", { name }),
    lead: t("history.lead", { count, shop: shop.name }),
    actions: [{ label: t("history.open"), href: url }],
    blocks: [{ shape: "address", lead: t("link.copy"), href: url }],
    closing: t("link.not_you"),
    why: t("mail.why_asked", { shop: shop.name }),
  });
}

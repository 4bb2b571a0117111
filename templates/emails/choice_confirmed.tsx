/** The mail that confirms a customer's choice on a page, so that nobody else can choose unnoticed. */
import { translator } from "../locales/translate.ts";
import type { ChoiceView, StandaloneView } from "../standalone_view.ts";
import { letter } from "../parts/order_mail.tsx";
import { orderLinks, orderReference } from "../parts/was_now.ts";
import type { RenderedMail } from "../view.ts";

export function choiceConfirmed(view: StandaloneView<ChoiceView>): RenderedMail {
  const t = translator(view.locale, view.shop.texts);
  const { shop, action_url, content: { choice, order_number, details } } = view;
  const title = t(`chosen.title_${choice}`);
  return letter(view, t, {
    subject: t("chosen.subject", { what: title }),
    headline: title,
    lead: t(`chosen.lead_${choice}`),
    facts: details,
    links: choice === "links_ended" && action_url !== null
      ? [{ label: t("chosen.open"), href: action_url }]
      : orderLinks(action_url, order_number, t),
    closing: t("chosen.not_you"),
    reference: orderReference(order_number, t),
    why: t("mail.why_sent", { shop: shop.name }),
    support: false,
  });
}

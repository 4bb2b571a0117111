/** The mail that closes a conversation, and says how to open it again. */
import { translator } from "../locales/translate.ts";
import type { StandaloneView, SupportView } from "../standalone_view.ts";
import { letter } from "../parts/order_mail.tsx";
import { orderLinks, orderReference } from "../parts/was_now.ts";
import type { RenderedMail } from "../view.ts";

export function supportResolved(view: StandaloneView<SupportView>): RenderedMail {
  const t = translator(view.locale, view.shop.texts);
  const { greeting_name: name, shop } = view;
  const { topic, order_number } = view.content;
  return letter(view, t, {
    subject: t("solved.subject", { topic }),
    headline: name === null ? t("solved.headline_nameless") : t("solved.headline", { name }),
    lead: t("solved.lead"),
    facts: [{ label: t("solved.topic"), value: topic }],
    links: orderLinks(view.action_url, order_number, t),
    reference: orderReference(order_number, t),
    why: t("mail.why_written", { shop: shop.name }),
    support: false,
  });
}

/** The mail with the link to a customer's own data: one button, and until when it works. */
import { translator } from "../locales/translate.ts";
import type { ExportView, StandaloneView } from "../standalone_view.ts";
import { letter } from "../parts/order_mail.tsx";
import type { RenderedMail } from "../view.ts";

export function dataExportReady(view: StandaloneView<ExportView>): RenderedMail {
  const t = translator(view.locale, view.shop.texts);
  const { greeting_name: name, shop } = view;
  const { until, url } = view.content;
  return letter(view, t, {
    subject: t("export.subject", { shop: shop.name }),
    headline: name === null ? t("export.headline_nameless") : t("export.headline", { name }),
    lead: t("export.lead", { shop: shop.name }),
    facts: [{ label: t("export.until"), value: until }],
    actions: [{ label: t("export.open"), href: url }],
    closing: t("export.not_you"),
    why: t("mail.why_asked", { shop: shop.name }),
  });
}

/** The last mail to a customer: what was erased, and what the law makes the shop keep. */
import { translator } from "../locales/translate.ts";
import type { ErasureView, StandaloneView } from "../standalone_view.ts";
import { letter } from "../parts/order_mail.tsx";
import type { RenderedMail } from "../view.ts";

export function erasureDone(view: StandaloneView<ErasureView>): RenderedMail {
  const t = translator(view.locale, view.shop.texts);
  const { shop, content: { on, kept, kept_until } } = view;
  const how_long = kept_until === null
    ? t("erasure.kept_why")
    : t("erasure.kept_until", { date: kept_until });
  return letter(view, t, {
    subject: t("erasure.subject", { shop: shop.name }),
    headline: t("erasure.headline"),
    lead: t("erasure.lead", { date: on, shop: shop.name }),
    blocks: [
      kept.length === 0 ? null : {
        shape: "list",
        heading: t("erasure.kept"),
        lines: kept.map((name) => t(`erasure.kept_${name}`)),
        note: how_long,
      },
    ],
    closing: t("erasure.last"),
    why: t("mail.why_asked", { shop: shop.name }),
  });
}

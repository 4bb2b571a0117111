/** The mail that says that a product which the reader waited for can be bought again. */
import { translator } from "../locales/translate.ts";
import type { BackInStockView, StandaloneView } from "../standalone_view.ts";
import { letter } from "../parts/order_mail.tsx";
import type { RenderedMail } from "../view.ts";

export function backInStock(view: StandaloneView<BackInStockView>): RenderedMail {
  const t = translator(view.locale, view.shop.texts);
  const { greeting_name: name, shop } = view;
  const { title, title_short, variant, price, image_url, url } = view.content;
  return letter(view, t, {
    subject: t("instock.subject", { title: title_short }),
    headline: name === null ? t("instock.headline_nameless") : t("instock.headline", { name }),
    lead: t("instock.lead"),
    feature: { shape: "product", title, variant, price, image_url },
    actions: url === null ? [] : [{ label: t("instock.see"), href: url }],
    why: t("mail.why_waited", { shop: shop.name }),
  });
}

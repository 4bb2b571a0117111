/** The mail that keeps a word: what somebody waited for can be bought again. */
import { translator } from "../locales/translate.ts";
import type { NoticeView } from "../notice_view.ts";
import { letter } from "../parts/notice.tsx";
import type { RenderedMail } from "../view.ts";

export function backInStock(view: NoticeView<"back_in_stock">): RenderedMail {
  const t = translator(view.locale, view.texts);
  const { first_name: name, shop } = view;
  const { title, title_short, variant, price, image_url, url } = view.matter;
  return letter(view, t, {
    subject: t("instock.subject", { title: title_short }),
    headline: name === null ? t("instock.headline_nameless") : t("instock.headline", { name }),
    lead: t("instock.lead"),
    feature: { shape: "product", title, variant, price, image_url },
    actions: url === null ? [] : [{ label: t("instock.see"), href: url }],
    why: t("mail.why_waited", { shop: shop.name }),
  });
}

/** The mail with a code to type. It contains no link: readers who expect links in such mails fall for forged ones. */
import { translator } from "../locales/translate.ts";
import type { CodeView, StandaloneView } from "../standalone_view.ts";
import { letter } from "../parts/order_mail.tsx";
import type { RenderedMail } from "../view.ts";

export function verificationCode(view: StandaloneView<CodeView>): RenderedMail {
  const t = translator(view.locale, view.shop.texts);
  const { code, use, minutes } = view.content;
  const shop = { ...view.shop, url: null, social: [] };
  const holds = t("code.holds", { minutes });
  return letter({ ...view, shop }, t, {
    subject: t("code.subject", { code }),
    preheader: `${t(`code.lead_${use}`)} ${holds}`,
    headline: t("code.headline"),
    lead: `${t(`code.lead_${use}`)} ${holds}`,
    feature: { shape: "code", code },
    blocks: [{
      shape: "words",
      paragraphs: [
        t("code.secret", { shop: shop.name }),
        t(use === "desk" ? "code.not_you_desk" : "code.not_you"),
      ],
    }],
    why: t("mail.why_asked", { shop: shop.name }),
    support: false,
  });
}

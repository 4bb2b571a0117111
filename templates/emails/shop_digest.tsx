/** The mail to the shop each morning: yesterday's figures, why mails stayed, and what could be better. */
import { type Translate, translator } from "../locales/translate.ts";
import type { DigestView, StandaloneView } from "../standalone_view.ts";
import type { Figure } from "../parts/figures.tsx";
import { letter } from "../parts/order_mail.tsx";
import type { RenderedMail } from "../view.ts";

export function shopDigest(view: StandaloneView<DigestView>): RenderedMail {
  const t = translator(view.locale, view.shop.texts);
  const { shop: { name: shop }, content } = view;
  const { day, sent, reasons, advice } = content;
  return letter(view, t, {
    subject: t("digest.subject", { shop, day, sent }),
    preheader: advice.length === 0 ? t("digest.do_nothing") : t(`digest.do_${advice[0]!}`),
    headline: t("digest.headline", { shop }),
    lead: t("digest.lead", { day }),
    blocks: [
      { shape: "figures", heading: t("digest.figures"), figures: figures(content, t) },
      {
        shape: "list",
        heading: t("digest.todo"),
        lines: advice.length === 0 ? [t("digest.do_nothing")] : advice.map((name) => t(`digest.do_${name}`)),
      },
      reasons.length === 0 ? null : {
        shape: "list",
        heading: t("digest.reasons"),
        lines: reasons.map(({ reason, count }) =>
          t("line.quantity_and_title", { quantity: count, title: reason })
        ),
      },
    ],
    why: t("mail.why_shop", { shop }),
    support: false,
  });
}

function figures({ figures, rating }: DigestView, t: Translate): readonly Figure[] {
  const counted = figures.map(({ name, value }) => ({ label: t(`digest.${name}`), value }));
  return rating === null
    ? counted
    : [...counted, { label: t("digest.rating", { count: rating.count }), value: rating.average }];
}

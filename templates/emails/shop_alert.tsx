/** The mail to the shop when something is wrong: what happened, and what to do about it. */
import { type Translate, translator } from "../locales/translate.ts";
import type { AlertView, StandaloneView } from "../standalone_view.ts";
import { type Action, letter } from "../parts/order_mail.tsx";
import { orderLinks } from "../parts/was_now.ts";
import type { RenderedMail } from "../view.ts";

export function shopAlert(view: StandaloneView<AlertView>): RenderedMail {
  const t = translator(view.locale, view.shop.texts);
  const { topic, order_number: number, count, detail, cause, found } = view.content;
  const what = t(`alert.${topic}`);
  return letter(view, t, {
    subject: number === null ? what : t("alert.subject_order", { what, number }),
    headline: what,
    lead: t(`alert.${topic}_what`),
    facts: [{ label: t("alert.order"), value: number }, { label: t("alert.count"), value: count }],
    actions: actionsOf(view, t),
    blocks: [
      cause === null ? null : {
        shape: "lines",
        heading: t("alert.why"),
        lines: [cause === "answered" ? t("alert.cause_answered") : t("alert.cause_silence")],
      },
      found.length === 0
        ? null
        : { shape: "list", heading: t("alert.found"), lines: found.map(({ words }) => words) },
      detail.length === 0 ? null : { shape: "quote", heading: t("alert.detail"), paragraphs: detail },
      { shape: "lines", heading: t("alert.todo"), lines: [t(`alert.${topic}_do`)] },
    ],
    why: t("mail.why_shop", { shop: view.shop.name }),
    support: false,
  });
}

function actionsOf(view: StandaloneView<AlertView>, t: Translate): readonly Action[] {
  const { topic, order_number, is_case, desk, found } = view.content;
  const href = view.action_url;
  if (href === null) return [];
  if (topic === "desk_invited") return [{ label: t("alert.join"), href }];
  if (desk !== null) {
    return [
      { label: t(`alert.open_desk_${desk}`), href },
      ...found.flatMap(({ href: cases }, at) =>
        cases === null ? [] : [{ label: t("alert.open_cases", { number: at + 1 }), href: cases }]
      ),
    ];
  }
  if (is_case) return [{ label: t("alert.open_case"), href }];
  return topic === "mail_bounced" || topic === "order_unreachable"
    ? [{ label: t("alert.correct"), href }]
    : orderLinks(href, order_number, t);
}

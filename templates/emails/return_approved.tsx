/** The mail that says how to send something back: the label, the steps, and by when. */
import type { ReturnView } from "../content.ts";
import { type Translate, translator } from "../locales/translate.ts";
import { orderMail } from "../parts/order_mail.tsx";
import { itemsBlock } from "../parts/was_now.ts";
import type { MailView, RenderedMail } from "../view.ts";

export function returnApproved(view: MailView<ReturnView>): RenderedMail {
  const t = translator(view.locale, view.shop.texts);
  const { items, label_url, qr_url, brings_label, steps, send_by, label_until, drop_off, tracking } =
    view.content;
  return orderMail(view, t, {
    mood: "needs",
    subject: t(brings_label ? "approved.label_subject" : "approved.subject", { number: view.number }),
    headline: t("approved.headline"),
    lead: t("approved.lead"),
    facts: [
      // The news of the situation names the day in its first sentence.
      { label: t("approved.send_by"), value: view.is_news ? null : send_by },
      { label: t("approved.label_until"), value: label_until },
      { label: t("approved.drop_off"), value: drop_off },
      { label: t("approved.tracking"), value: tracking },
    ],
    actions: [
      ...(qr_url === null ? [] : [{ label: t("approved.code"), href: qr_url }]),
      ...(label_url === null ? [] : [{ label: t("approved.label"), href: label_url }]),
    ],
    blocks: [
      { shape: "steps", heading: t("approved.steps"), lines: steps.length > 0 ? steps : usual(view, t) },
      itemsBlock(t("approved.items"), items),
    ],
  });
}

/** Returns the usual instructions where the shop has none of its own. */
function usual(
  { number, content: { label_url, qr_url } }: MailView<ReturnView>,
  t: Translate,
): readonly string[] {
  return [
    t("approved.step_pack"),
    qr_url !== null
      ? t("approved.step_show")
      : label_url === null
      ? t("approved.step_note", { number })
      : t("approved.step_label"),
    t("approved.step_hand_in"),
  ];
}

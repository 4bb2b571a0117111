/** The mail some days after the arrival: asks whether all is well and says how to get help. */
import type { FollowUpView } from "../content.ts";
import { translator } from "../locales/translate.ts";
import { orderMail } from "../parts/order_mail.tsx";
import { orderItemsBlock } from "../parts/was_now.ts";
import type { MailView, RenderedMail } from "../view.ts";

export function followUp(view: MailView<FollowUpView>): RenderedMail {
  const t = translator(view.locale, view.shop.texts);
  const { greeting_name: name, number, returns } = view;
  const { arrived_on: date } = view.content;
  return orderMail(view, t, {
    subject: t("followup.subject", { number }),
    headline: name === null ? t("followup.headline_nameless") : t("followup.headline", { name }),
    lead: date === null ? t("followup.lead_undated") : t("followup.lead", { date }),
    blocks: [
      { shape: "lines", heading: t("followup.help"), lines: [t("followup.help_write")] },
      orderItemsBlock(view, t),
    ],
    closing: returns?.sentence ?? null,
  });
}

/** The mail about a delay: the new date beside the old one, or that there is no new date yet. */
import type { DelayView } from "../content.ts";
import { translator } from "../locales/translate.ts";
import { orderMail } from "../parts/order_mail.tsx";
import { itemsBlock } from "../parts/was_now.ts";
import type { MailView, RenderedMail } from "../view.ts";

export function delayNotice(view: MailView<DelayView>): RenderedMail {
  const t = translator(view.locale, view.shop.texts);
  const { was, now, choice } = view.content;
  const { number, situation: { fact }, is_news } = view;
  const is_said = is_news && was !== null && fact?.includes(was) === true;
  return orderMail(view, t, {
    mood: "sorry",
    subject: now === null ? t("delay.subject_missed", { number }) : t("delay.subject", { number }),
    headline: t(now === null ? "delay.headline_missed" : "delay.headline"),
    lead: t(now === null ? "delay.lead_missed" : "delay.lead"),
    facts: [{ label: t("delay.now"), value: now }, {
      label: t("delay.was"),
      value: is_said ? null : was,
      is_minor: true,
    }],
    ...(choice === null ? {} : {
      actions: [
        { label: t(now === null ? "delay.wait" : "delay.accept"), href: choice.accept_url },
        { label: t("delay.cancel"), href: choice.cancel_url },
      ],
    }),
    blocks: [itemsBlock(t("order.items"), view.lines)],
    closing: choice === null
      ? t("delay.choice")
      : choice.silence === "accepts"
      ? t("delay.silence_accepts")
      : t("delay.silence_cancels", { days: choice.days }),
  });
}

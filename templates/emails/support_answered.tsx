/** The mail that answers a customer's question at once, marked as written by a program, with a way to a person. */
import { translator } from "../locales/translate.ts";
import type { StandaloneView, SupportAnsweredView } from "../standalone_view.ts";
import { letter } from "../parts/order_mail.tsx";
import { orderReference } from "../parts/was_now.ts";
import type { RenderedMail } from "../view.ts";

const SAYS = {
  where: { headline: "once.where", lead: "once.where_lead", button: "once.where_button", path: "" },
  address: {
    headline: "once.address",
    lead: "once.address_lead",
    button: "once.address_button",
    path: "/address",
  },
  return: {
    headline: "once.return",
    lead: "once.return_lead",
    button: "once.return_button",
    path: "/return",
  },
} as const;

export function supportAnswered(view: StandaloneView<SupportAnsweredView>): RenderedMail {
  const t = translator(view.locale, view.shop.texts);
  const { shop, action_url } = view;
  const { topic, order_number, asked, lines, question } = view.content;
  const says = SAYS[asked];
  return letter(view, t, {
    subject: t("once.subject", { topic }),
    headline: t(says.headline),
    lead: lines.length === 0 ? t(says.lead) : lines[0]!,
    blocks: [
      lines.length < 2 ? null : { shape: "words", paragraphs: lines.slice(1) },
      { shape: "quote", heading: t("asked.question"), paragraphs: question },
    ],
    actions: action_url === null ? [] : [{ label: t(says.button), href: `${action_url}${says.path}` }],
    links: action_url === null ? [] : [{ label: t("once.unhelped"), href: `${action_url}/unhelped` }],
    closing: t("once.automatic"),
    reference: orderReference(order_number, t),
    why: t("mail.why_written", { shop: shop.name }),
    support: false,
  });
}

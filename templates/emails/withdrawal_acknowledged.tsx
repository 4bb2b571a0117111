/** The mail that acknowledges a withdrawal from the contract: what was declared, when it came, and a fingerprint of both (Directive 2011/83/EU, Article 11a). */
import type { WithdrawalView } from "../content.ts";
import { translator } from "../locales/translate.ts";
import { orderMail } from "../parts/order_mail.tsx";
import { itemsBlock } from "../parts/was_now.ts";
import type { MailView, RenderedMail } from "../view.ts";

export function withdrawalAcknowledged(view: MailView<WithdrawalView>): RenderedMail {
  const t = translator(view.locale, view.shop.texts);
  const { on, name, statement, hash, items } = view.content;
  return orderMail(view, t, {
    subject: t("withdrawal.subject", { number: view.number }),
    headline: t("withdrawal.headline"),
    lead: t("withdrawal.lead"),
    facts: [
      { label: t("withdrawal.received"), value: on },
      { label: t("withdrawal.name"), value: name },
    ],
    blocks: [
      { shape: "quote", heading: t("withdrawal.statement"), paragraphs: statement },
      itemsBlock(t("withdrawal.items"), items),
      { shape: "lines", heading: t("withdrawal.fingerprint"), lines: hash },
    ],
    closing: t("withdrawal.next"),
  });
}

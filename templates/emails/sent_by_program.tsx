/** The mails that a shop's own programs hand over: codes, mails by a template, and content of their own in the shop's layout. */
import { raw } from "hono/html";
import type { FC } from "hono/jsx";
import { type Translate, translator } from "../locales/translate.ts";
import type {
  SentCodeView,
  SentMailView,
  SentNoticeView,
  SentOwnView,
  StandaloneView,
} from "../standalone_view.ts";
import { footerText } from "../parts/footer.tsx";
import { Paragraphs } from "../parts/lines.tsx";
import { MailLayout } from "../parts/mail_layout.tsx";
import { markup } from "../parts/markup.ts";
import { letter } from "../parts/order_mail.tsx";
import { paragraphs } from "../parts/plain_text.ts";
import type { RenderedMail } from "../view.ts";

/** It contains no link: readers who expect links in such mails fall for forged ones. */
export function sentCode(view: StandaloneView<SentCodeView>): RenderedMail {
  const t = translator(view.locale, view.shop.texts);
  const { template, code, minutes } = view.content;
  const shop = { ...view.shop, url: null, social: [] };
  const lead = `${t(`sendcode.lead_${template}`, { shop: shop.name })} ${t("code.holds", { minutes })}`;
  return letter({ ...view, shop }, t, {
    subject: t("sendcode.subject", { code }),
    preheader: lead,
    headline: t("code.headline"),
    lead,
    feature: { shape: "code", code },
    blocks: [{ shape: "words", paragraphs: [t("code.secret", { shop: shop.name }), t("sendcode.not_you")] }],
    why: t("mail.why_asked", { shop: shop.name }),
    support: false,
  });
}

export function sentMail(view: StandaloneView<SentMailView>): RenderedMail {
  const t = translator(view.locale, view.shop.texts);
  const { content, shop } = view;
  if (content.shape === "own") return ownContent({ ...view, content }, t);
  const { template, url, minutes, number, total, due } = content;
  if (template === "invoice") {
    return letter(view, t, {
      subject: t("sendmail.invoice_subject", { number, shop: shop.name }),
      headline: t("sendmail.invoice_headline", { number }),
      lead: t("sendmail.invoice_lead", { number, shop: shop.name }),
      facts: [{ label: t("sendmail.total"), value: total }, { label: t("sendmail.due"), value: due }],
      actions: url === null ? [] : [{ label: t("sendmail.invoice_open"), href: url }],
      why: t("sendnote.why", { shop: shop.name }),
    });
  }
  const holds = minutes === null ? "" : ` ${t("sendmail.holds", { minutes })}`;
  return letter(view, t, {
    subject: t(`sendmail.${template}_subject`, { shop: shop.name }),
    headline: t(`sendmail.${template}_headline`),
    lead: `${t(`sendmail.${template}_lead`, { shop: shop.name })}${holds}`,
    actions: url === null ? [] : [{ label: t(`sendmail.${template}_open`), href: url }],
    blocks: url === null ? [] : [{ shape: "address", lead: t("link.copy"), href: url }],
    closing: t("sendmail.not_you"),
    why: t("mail.why_asked", { shop: shop.name }),
  });
}

export function sentNotice(view: StandaloneView<SentNoticeView>): RenderedMail {
  const t = translator(view.locale, view.shop.texts);
  const { content, shop } = view;
  if (content.shape === "own") return ownContent({ ...view, content }, t);
  const { title, words, period, url, button } = content;
  const is_statement = period !== null;
  return letter(view, t, {
    subject: is_statement ? t("sendnote.statement_subject", { period, shop: shop.name }) : title,
    headline: is_statement ? t("sendnote.statement_headline", { period }) : title,
    lead: is_statement ? t("sendnote.statement_lead", { period, shop: shop.name }) : words[0] ?? "",
    more: is_statement ? [] : words.slice(1),
    actions: url === null ? [] : [{ label: button ?? t("sendnote.open"), href: url }],
    why: t("sendnote.why", { shop: shop.name }),
  });
}

/** HTML of the program's own leaves as it is; a text or a fragment stands in the shop's layout. */
function ownContent(view: StandaloneView<SentOwnView>, t: Translate): RenderedMail {
  const { subject, html, text } = view.content;
  if (html !== null) return { subject, html, text };
  const why = t("sendnote.why", { shop: view.shop.name });
  return {
    subject,
    html: markup(<Html view={view} why={why} />),
    text: paragraphs([text], footerText(t, { why, shop: view.shop })),
  };
}

const Html: FC<{ readonly view: StandaloneView<SentOwnView>; readonly why: string }> = ({ view, why }) => {
  const { subject, fragment, lines } = view.content;
  return (
    <MailLayout
      locale={view.locale}
      dir={view.dir}
      subject={subject}
      preheader={lines[0] ?? ""}
      shop={view.shop}
      reference=""
      why={why}
    >
      <div style="padding-top:32px;padding-bottom:24px">
        {fragment === null ? <Paragraphs paragraphs={lines} apart={16} /> : raw(fragment)}
      </div>
    </MailLayout>
  );
};

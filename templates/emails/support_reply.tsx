/** The mail with a person's answer: their text as they wrote it, without headline, button or advertisement. */
import type { FC } from "hono/jsx";
import { type Translate, translator } from "../locales/translate.ts";
import type { StandaloneView, SupportReplyView } from "../standalone_view.ts";
import { LIGHT } from "../parts/accent.ts";
import { Paragraphs } from "../parts/lines.tsx";
import { MailLayout } from "../parts/mail_layout.tsx";
import { footerText } from "../parts/footer.tsx";
import { labelled } from "../parts/labelled.ts";
import { markup } from "../parts/markup.ts";
import { paragraphs } from "../parts/plain_text.ts";
import { Divider } from "../parts/section.tsx";
import { orderReference } from "../parts/was_now.ts";
import type { RenderedMail } from "../view.ts";

type View = StandaloneView<SupportReplyView>;

export function supportReply(view: View): RenderedMail {
  const t = translator(view.locale, view.shop.texts);
  const plain = { ...view, shop: { ...view.shop, footer: [], social: [] } };
  return {
    subject: t("reply.subject", { topic: view.content.topic }),
    html: markup(<Html view={plain} t={t} />),
    text: text(plain, t),
  };
}

const Html: FC<{ readonly view: View; readonly t: Translate }> = ({ view, t }) => {
  const { topic, order_number, message, question, asks } = view.content;
  return (
    <MailLayout
      locale={view.locale}
      dir={view.dir}
      subject={t("reply.subject", { topic })}
      preheader={message[0] ?? ""}
      shop={view.shop}
      reference={orderReference(order_number, t)}
      why={t("mail.why_written", { shop: view.shop.name })}
    >
      <div style="padding-top:32px">
        <Paragraphs paragraphs={message} apart={16} />
        <p style="margin:16px 0 24px">{signature(view)}</p>
      </div>
      <p class="m" style={`margin:0;font-size:14px;color:${LIGHT.muted}`}>
        {t(asks ? "reply.asks" : "reply.again")}
      </p>
      {question.length === 0 ? null : (
        <>
          <Divider />
          <div class="m" style={`font-size:14px;color:${LIGHT.muted}`}>
            <p style="margin:0 0 8px">{labelled(t, t("reply.question"))}</p>
            <Paragraphs paragraphs={question} apart={8} />
          </div>
        </>
      )}
    </MailLayout>
  );
};

/** Quotes the question as mail programs do, so that they fold it away. */
function text(view: View, t: Translate): string {
  const { message, question, asks } = view.content;
  return paragraphs(
    ...message.map((paragraph) => [paragraph]),
    [signature(view)],
    [t(asks ? "reply.asks" : "reply.again")],
    question.length === 0 ? [] : [labelled(t, t("reply.question")), ...quoted(question)],
    footerText(t, { why: t("mail.why_written", { shop: view.shop.name }), shop: view.shop }),
  );
}

function quoted(words: readonly string[]): readonly string[] {
  return words.join("\n\n").split("\n").map((line) => `> ${line}`.trimEnd());
}

/** Returns the signature; leaves out a name with which the text already ends. */
function signature({ content: { author, message }, shop }: View): string {
  const has_signed = author !== null && message.at(-1)?.split("\n").at(-1)?.includes(author);
  return author === null || has_signed ? shop.name : `${author} · ${shop.name}`;
}

/** The mail with a fresh link to an order, and nothing else. */
import type { FC } from "hono/jsx";
import { type Translate, translator } from "../locales/translate.ts";
import { lightAccent } from "../parts/accent.ts";
import { Button } from "../parts/button.tsx";
import { footerText } from "../parts/footer.tsx";
import { orderLinks } from "../parts/order_links.ts";
import { MailLayout } from "../parts/mail_layout.tsx";
import { markup } from "../parts/markup.ts";
import { paragraphs } from "../parts/plain_text.ts";
import { Divider, Headline, Lead } from "../parts/section.tsx";
import { why } from "../parts/why.ts";
import type { OrderView, RenderedMail } from "../view.ts";

export function orderLink(view: OrderView): RenderedMail {
  const t = translator(view.locale, view.shop.texts);
  return {
    subject: t("link.subject", { number: view.number }),
    html: markup(<Html view={view} t={t} />),
    text: text(view, t),
  };
}

const Html: FC<{ readonly view: OrderView; readonly t: Translate }> = ({ view, t }) => (
  <MailLayout
    locale={view.locale}
    dir={view.dir}
    subject={t("link.subject", { number: view.number })}
    preheader={t("link.preheader")}
    shop={view.shop}
    reference={t("order.number", { number: view.number })}
    why={why(view, t)}
    foot_links={orderLinks(view, t)}
  >
    <Headline>{greeting(view, t)}</Headline>
    <Lead>{t("link.lead", { number: view.number, date: view.placed_on })}</Lead>
    <Button href={view.page_url} label={t("order.open", { number: view.number })} accent={view.shop.accent} />
    <Divider />
    <div class="m" style="font-size:14px">
      <p style="margin:0 0 16px">
        {t("link.copy")}
        <br />
        <a
          href={view.page_url}
          class="a"
          style={`color:${lightAccent(view.shop.accent).text};text-decoration:underline;word-break:break-all`}
        >
          {view.page_url}
        </a>
      </p>
      <p style="margin:0">{t("link.not_you")}</p>
    </div>
  </MailLayout>
);

function text(view: OrderView, t: Translate): string {
  return paragraphs(
    [greeting(view, t)],
    [t("link.lead", { number: view.number, date: view.placed_on })],
    [view.page_url],
    [t("link.not_you")],
    [t("order.support"), t("order.support_sentence", { email: view.shop.support_email })],
    footerText(t, { why: why(view, t), shop: view.shop, links: orderLinks(view, t) }),
  );
}

function greeting({ greeting_name }: OrderView, t: Translate): string {
  return greeting_name === null ? t("link.headline_nameless") : t("link.headline", { name: greeting_name });
}

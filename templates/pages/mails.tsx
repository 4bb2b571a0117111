/** The mails that were sent about an order, and one of them as it was sent. */
import type { FC } from "hono/jsx";
import { translator } from "../locales/translate.ts";
import type { LinkView, ShopView } from "../view.ts";
import { Back } from "./form.tsx";
import { ShopPage } from "./shop_page.tsx";

export interface MailsView {
  readonly locale: string;
  readonly shop: ShopView;
  readonly back: LinkView;
  readonly mails: readonly { readonly name: string; readonly at: string; readonly href: string }[];
}

export const MailsPage: FC<{ readonly view: MailsView }> = ({ view }) => {
  const t = translator(view.locale, view.shop.texts);
  return (
    <ShopPage locale={view.locale} title={t("page.mails")} shop={view.shop} aside={view.back.label} narrow>
      <Back {...view.back} />
      <h1>{t("page.mails")}</h1>
      {view.mails.length === 0 ? <p class="empty-note">{t("page.mails_none")}</p> : (
        <ul class="card rows">
          {view.mails.map(({ name, at, href }) => (
            <li>
              <a href={href}>{name}</a>
              <span class="muted small">{at}</span>
            </li>
          ))}
        </ul>
      )}
    </ShopPage>
  );
};

export interface SentMailView {
  readonly locale: string;
  readonly shop: ShopView;
  readonly back: LinkView;
  readonly name: string;
  readonly at: string;
  /** Where the frame finds the mail; null when no copy is kept. */
  readonly frame: string | null;
}

export const SentMailPage: FC<{ readonly view: SentMailView }> = ({ view }) => {
  const t = translator(view.locale, view.shop.texts);
  return (
    <ShopPage locale={view.locale} title={view.name} shop={view.shop} narrow>
      <Back {...view.back} />
      <h1>{view.name}</h1>
      <p class="lead">{view.frame === null ? t("page.mail_gone") : view.at}</p>
      {view.frame === null ? null : (
        <iframe
          class="frame"
          title={t("page.mail_frame")}
          src={view.frame}
          sandbox="allow-popups allow-popups-to-escape-sandbox"
        />
      )}
    </ShopPage>
  );
};

/**
 * The page for a link that does not open: the same text whether the link is wrong, expired or another customer's,
 * with a way to a fresh one.
 */
import type { Child, FC } from "hono/jsx";
import { direction, type TextKey, translator } from "../locales/translate.ts";
import { Icon } from "./icon.tsx";
import { PageLayout } from "./page_layout.tsx";
import { pageStylesheetPath } from "./stylesheet.ts";

interface LinkGoneProps {
  readonly locale: string;
  /** Where the form posts: `/o/<token>/fresh`. */
  readonly fresh_path: string;
}

export const LinkGonePage: FC<LinkGoneProps> = ({ locale, fresh_path }) => {
  const t = translator(locale);
  return (
    <NotePage locale={locale} title="gone.title" icon="link">
      <p>{t("gone.lead")}</p>
      <p>{t("gone.offer")}</p>
      <form method="post" action={fresh_path}>
        <button class="button" type="submit">{t("gone.button")}</button>
      </form>
      <WaysOn locale={locale} />
    </NotePage>
  );
};

/** What else leads to an order, where its link does not: the same for everybody, since nobody is known here. */
export const WaysOn: FC<{ readonly locale: string; readonly is_root?: boolean }> = (
  { locale, is_root = false },
) => {
  const t = translator(locale);
  return (
    <section class="ways-on">
      <h2>{t("gone.else")}</h2>
      <ul>
        <li>{t("gone.newest")}</li>
        <li>{t("gone.whole")}</li>
        <li>{t("gone.reply")}</li>
      </ul>
      {is_root ? null : (
        <p>
          <a href="/">{t("gone.find")}</a>
        </p>
      )}
    </section>
  );
};

/** The page of `/` where several shops are served, so that no shop is known. */
export const RootPage: FC<{ readonly locale: string }> = ({ locale }) => (
  <NotePage locale={locale} title="gone.root_title" icon="link">
    <p>{translator(locale)("gone.root_lead")}</p>
    <WaysOn locale={locale} is_root />
  </NotePage>
);

/** Shown after the form; never reveals whether such an order exists or whose it is. */
export const LinkSentPage: FC<{ readonly locale: string }> = ({ locale }) => {
  const t = translator(locale);
  return (
    <NotePage locale={locale} title="gone.sent_title" icon="mail">
      <p>{t("gone.sent_lead")}</p>
      <p>{t("gone.sent_hint")}</p>
    </NotePage>
  );
};

interface NotePageProps {
  readonly locale: string;
  readonly title: TextKey;
  readonly icon: "link" | "mail" | "not_found" | "failed";
  readonly children: Child;
}

/** A page with one thing to say. */
export const NotePage: FC<NotePageProps> = ({ locale, title, icon, children }) => (
  <PageLayout
    locale={locale}
    dir={direction(locale)}
    title={translator(locale)(title)}
    stylesheet={pageStylesheetPath()}
  >
    <main class="note">
      <div class="icon">
        <Icon name={icon} />
      </div>
      <h1>{translator(locale)(title)}</h1>
      {children}
    </main>
  </PageLayout>
);

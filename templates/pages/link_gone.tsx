/**
 * The page for a link that does not open: the same text whether the link is wrong, expired or another customer's,
 * with a way to a fresh one. It stands in the shop's own look wherever its address names the shop.
 */
import type { Child, FC } from "hono/jsx";
import { direction, type TextKey, type Translate, translator } from "../locales/translate.ts";
import type { ShopView } from "../view.ts";
import { Icon } from "./icon.tsx";
import { PageLayout } from "./page_layout.tsx";
import { ShopPage } from "./shop_page.tsx";
import { pageStylesheetPath } from "./stylesheet.ts";

/** Whose page it is, as far as its address says. */
export interface NoteFrame {
  readonly locale: string;
  /** Absent where no shop is known. */
  readonly shop?: ShopView | null;
  /** The form that finds orders; by default `/`, which leads to it. */
  readonly find_path?: string;
}

interface LinkGoneProps extends NoteFrame {
  /** What the link was for, by its path. */
  readonly opens?: "order" | "customer" | "gift";
  /** Where the form posts: `/o/<token>/fresh`. */
  readonly fresh_path: string;
}

export const LinkGonePage: FC<LinkGoneProps> = ({ opens = "order", fresh_path, ...frame }) => {
  const t = wordsOf(frame);
  // Whoever received a present has ordered nothing: only the giver has another link.
  if (opens === "gift") {
    return (
      <NotePage {...frame} title="gone.title" icon="link">
        <p>{t("gone.gift_lead")}</p>
        <p>
          <a href={frame.find_path ?? "/"}>{t("gone.find")}</a>
        </p>
      </NotePage>
    );
  }
  return (
    <NotePage {...frame} title="gone.title" icon="link">
      <p>{t("gone.lead")}</p>
      {opens === "order"
        ? (
          <>
            <p>{t("gone.offer")}</p>
            <form method="post" action={fresh_path}>
              <button class="button" type="submit">{t("gone.button")}</button>
            </form>
          </>
        )
        : (
          <>
            <p>{t("gone.customer_offer")}</p>
            <p class="onward">
              <a class="button" href={frame.find_path ?? "/"}>{t("gone.find")}</a>
            </p>
          </>
        )}
      <WaysOn {...frame} has_find={opens === "customer"} />
    </NotePage>
  );
};

interface WaysOnProps extends NoteFrame {
  /** True where the page itself leads to the form that finds orders. */
  readonly has_find?: boolean;
  /** True where the link was not at fault. */
  readonly is_ours?: boolean;
}

/** What else leads to an order, where its link does not: the same for everybody, since nobody is known here. */
export const WaysOn: FC<WaysOnProps> = ({ has_find = false, is_ours = false, ...frame }) => {
  const t = wordsOf(frame);
  return (
    <section class="ways-on">
      <h2>{t("gone.else")}</h2>
      <ul>
        {is_ours ? null : (
          <>
            <li>{t("gone.newest")}</li>
            <li>{t("gone.whole")}</li>
          </>
        )}
        <li>{t("gone.reply")}</li>
      </ul>
      {has_find ? null : (
        <p>
          <a href={frame.find_path ?? "/"}>{t("gone.find")}</a>
        </p>
      )}
    </section>
  );
};

/** The page of `/` where several shops are served, so that no shop is known. */
export const RootPage: FC<{ readonly locale: string }> = ({ locale }) => (
  <NotePage locale={locale} title="gone.root_title" icon="link">
    <p>{translator(locale)("gone.root_lead")}</p>
    <WaysOn locale={locale} has_find />
  </NotePage>
);

/** Shown after the form; never reveals whether such an order exists or whose it is. */
export const LinkSentPage: FC<NoteFrame> = (frame) => {
  const t = wordsOf(frame);
  return (
    <NotePage {...frame} title="gone.sent_title" icon="mail">
      <p>{t("gone.sent_lead")}</p>
      <p>{t("gone.sent_hint")}</p>
      <p>
        <a href={frame.find_path ?? "/"}>{t("gone.find")}</a>
      </p>
    </NotePage>
  );
};

function wordsOf({ locale, shop = null }: NoteFrame): Translate {
  return translator(locale, shop?.texts);
}

interface NotePageProps extends NoteFrame {
  readonly title: TextKey;
  readonly icon: "link" | "mail" | "not_found" | "failed" | "clock";
  readonly children: Child;
}

/** A page with one thing to say. */
export const NotePage: FC<NotePageProps> = ({ title, icon, children, ...frame }) => {
  const { locale, shop = null } = frame;
  const t = wordsOf(frame);
  const note = (
    <>
      <div class="icon">
        <Icon name={icon} />
      </div>
      <h1>{t(title)}</h1>
      {children}
    </>
  );
  return shop === null
    ? (
      <PageLayout
        locale={locale}
        dir={direction(locale)}
        title={t(title)}
        stylesheet={pageStylesheetPath()}
      >
        <main class="note">{note}</main>
      </PageLayout>
    )
    : (
      <ShopPage locale={locale} title={t(title)} shop={shop} narrow>
        <div class="note">{note}</div>
      </ShopPage>
    );
};

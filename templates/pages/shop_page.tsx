/** Lays out a shop's page: its logo above, its legal lines below, and the page's content between. */
import type { Child, FC } from "hono/jsx";
import { direction } from "../locales/translate.ts";
import type { ShopView } from "../view.ts";
import { PageLayout } from "./page_layout.tsx";
import { pageStylesheetPath } from "./stylesheet.ts";

interface ShopPageProps {
  readonly locale: string;
  readonly dir?: "ltr" | "rtl";
  readonly title: string;
  readonly shop: ShopView;
  /** Shown at the end of the head line: the order's number, or the link back. */
  readonly aside?: Child;
  /** One column of text and fields instead of the whole width. */
  readonly narrow?: boolean;
  /** Shown before the legal lines. */
  readonly closing?: string;
  /** The path of the page's one script, and the version that the script needs. */
  readonly live?: { readonly script: string; readonly version: string };
  readonly children: Child;
}

export const ShopPage: FC<ShopPageProps> = (
  { locale, dir = direction(locale), title, shop, aside, narrow = false, closing, live, children },
) => (
  <PageLayout
    locale={locale}
    dir={dir}
    title={`${title} · ${shop.name}`}
    stylesheet={pageStylesheetPath(shop.accent)}
    {...(live === undefined ? {} : { live })}
  >
    <header class={narrow ? "top slim" : "top"}>
      <div class="wrap">
        <ShopMark shop={shop} />
        <span class="muted small">
          <bdi>{aside}</bdi>
        </span>
      </div>
    </header>
    <main class={narrow ? "wrap narrow" : "wrap"}>{children}</main>
    <footer class={narrow ? "wrap foot narrow" : "wrap foot"}>
      {closing === undefined ? null : <p>{closing}</p>}
      {shop.legal_lines.map((line) => (
        <p>
          <bdi>{line}</bdi>
        </p>
      ))}
    </footer>
  </PageLayout>
);

const ShopMark: FC<{ readonly shop: ShopView }> = ({ shop }) => {
  const mark = shop.logo_url === null
    ? <bdi>{shop.name}</bdi>
    : <img src={shop.logo_url} alt={shop.name} height="28" />;
  return shop.url === null
    ? <span class="shop">{mark}</span>
    : <a class="shop" href={shop.url} rel="noreferrer">{mark}</a>;
};

/**
 * Lays out every page: head, stylesheet, landmarks. A page's URL is a secret, so no page may be indexed or send a
 * referrer.
 */
import { raw } from "hono/html";
import type { Child, FC } from "hono/jsx";
import { unbrokenHtml } from "../parts/unbroken.ts";

interface PageLayoutProps {
  readonly locale: string;
  readonly dir: "ltr" | "rtl";
  readonly title: string;
  /** Path of the stylesheet. */
  readonly stylesheet: string;
  /** The one script that a page may have, and the version that the page shows now. */
  readonly live?: { readonly script: string; readonly version: string };
  readonly children: Child;
}

export const PageLayout: FC<PageLayoutProps> = ({ locale, dir, title, stylesheet, live, children }) => (
  <>
    {raw("<!doctype html>")}
    <html lang={locale} dir={dir}>
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="robots" content="noindex, nofollow" />
        <meta name="referrer" content="no-referrer" />
        <meta name="color-scheme" content="light dark" />
        <title>{title}</title>
        <link rel="stylesheet" href={stylesheet} />
        <link rel="icon" href="/assets/favicon.svg?v=1" type="image/svg+xml" />
        {live === undefined ? null : (
          <>
            <meta name="version" content={live.version} />
            <script src={live.script} defer />
          </>
        )}
      </head>
      <body>{raw(unbrokenHtml(String(<>{children}</>)))}</body>
    </html>
  </>
);

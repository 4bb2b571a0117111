/** The page that shows a form's result, and where to go next. */
import type { FC } from "hono/jsx";
import type { LinkView, ShopView } from "../view.ts";
import { ShopPage } from "./shop_page.tsx";

export interface NewsView {
  readonly locale: string;
  readonly shop: ShopView;
  readonly reference: string | null;
  readonly title: string;
  readonly lines: readonly string[];
  readonly back: LinkView | null;
  /** What may follow, beside the way back. */
  readonly onward?: LinkView;
}

export const NewsPage: FC<{ readonly news: NewsView }> = ({ news }) => (
  <ShopPage locale={news.locale} title={news.title} shop={news.shop} aside={news.reference} narrow>
    <section class="card">
      <h1>{news.title}</h1>
      {news.lines.map((line) => <p class="lead">{line}</p>)}
      {news.back === null ? null : (
        <p class="onward">
          <a class="button" href={news.back.href}>{news.back.label}</a>
          {news.onward === undefined ? null : (
            <>
              {" "}
              <a
                class="button quiet"
                href={news.onward.href}
                rel={news.onward.href.startsWith("/") ? undefined : "noreferrer"}
              >
                {news.onward.label}
              </a>
            </>
          )}
        </p>
      )}
    </section>
  </ShopPage>
);

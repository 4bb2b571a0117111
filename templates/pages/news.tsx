/** The page that shows a form's result: what it came to, what happens next, and where to go from there. */
import type { FC } from "hono/jsx";
import type { LinkView, ShopView, SituationView } from "../view.ts";
import { MARKS } from "./hero.tsx";
import { Icon, type IconName } from "./icon.tsx";
import { ShopPage } from "./shop_page.tsx";

export interface NewsView {
  readonly locale: string;
  readonly shop: ShopView;
  readonly reference: string | null;
  /** The face of the order's situation; absent where the page is about no order. */
  readonly mood?: SituationView["mood"];
  /** The sign at its head; by default that of the mood, and a tick for good news. */
  readonly mark?: IconName;
  readonly title: string;
  /** The fact, then what follows it, a step each. */
  readonly lines: readonly string[];
  readonly back: LinkView | null;
  /** What may follow, beside the way back; `is_main` where it is what the customer should do now. */
  readonly onward?: LinkView & { readonly is_main?: boolean };
}

export const NewsPage: FC<{ readonly news: NewsView }> = ({ news }) => {
  const { mood = "good", reference, lines: [fact, ...next] } = news;
  const mark = news.mark ?? (mood === "good" ? "tick" : MARKS[mood]);
  return (
    <ShopPage locale={news.locale} title={news.title} shop={news.shop} narrow>
      <section class={`hero end mood-${mood}`}>
        <div class="first">
          <p class="eyebrow">
            <span class="mark">
              <Icon name={mark} />
            </span>
            {reference === null ? null : <bdi>{reference}</bdi>}
          </p>
          <h1>{news.title}</h1>
          {fact === undefined ? null : <p class="lead">{fact}</p>}
          {next.length === 0 ? null : (
            <ol class="then">
              {next.map((line) => <li>{line}</li>)}
            </ol>
          )}
          <Ways news={news} />
        </div>
      </section>
    </ShopPage>
  );
};

/** One filled button at most, and a quiet one. */
const Ways: FC<{ readonly news: NewsView }> = ({ news: { back, onward } }) => {
  const ways = [back, onward ?? null].filter((way) => way !== null);
  const [main, ...others] = onward?.is_main === true ? ways.toReversed() : ways;
  return main === undefined ? null : (
    <p class="acts-first no-print">
      <Way {...main} kind="button" />
      {others.map((way) => <Way {...way} kind="button quiet" />)}
    </p>
  );
};

const Way: FC<LinkView & { readonly kind: string }> = ({ href, label, kind }) => (
  <a class={kind} href={href} rel={href.startsWith("/") ? undefined : "noreferrer"}>{label}</a>
);

/** All orders of one customer at one shop, newest first, each at a glance; and the search in them. */
import type { FC } from "hono/jsx";
import { translator } from "../locales/translate.ts";
import type { LinkView, ShopView } from "../view.ts";
import { headlineText } from "../parts/headline_text.ts";
import { MARKS } from "./hero.tsx";
import { Icon } from "./icon.tsx";
import { ShopPage } from "./shop_page.tsx";

export interface HistoryView {
  readonly locale: string;
  readonly shop: ShopView;
  readonly orders: readonly OrderGlance[];
  readonly query: string;
  /** Where the search goes: the page's own path. */
  readonly path: string;
  /** The date back to which a search went, when there are older orders to search. */
  readonly searched_until: string | null;
  readonly older: string | null;
  readonly newest: string | null;
  readonly links: readonly LinkView[];
}

export interface OrderGlance {
  readonly number: string;
  readonly href: string;
  readonly placed_on: string;
  readonly status: string;
  readonly mood: "good" | "needs" | "money" | "sorry";
  /** The fact of the order's situation, as its page says it. */
  readonly fact: string | null;
  readonly total: string;
  /** The first titles, and how many pieces there are. */
  readonly items: string;
  readonly count: string;
  /** Of the first items that have one. */
  readonly images: readonly string[];
}

export const HistoryPage: FC<{ readonly view: HistoryView }> = ({ view }) => {
  const t = translator(view.locale, view.shop.texts);
  return (
    <ShopPage locale={view.locale} title={t("history.title")} shop={view.shop} narrow>
      <h1>{t("history.title")}</h1>
      <form class="search" method="get" action={view.path} role="search">
        <label class="vh" for="q">{t("history.search")}</label>
        <input
          id="q"
          name="q"
          type="search"
          value={view.query}
          placeholder={t("history.search")}
          maxlength={80}
        />
        <button class="button quiet" type="submit">{t("history.search_button")}</button>
      </form>
      {view.orders.length === 0
        ? (
          <p class="empty-note">
            {view.query === "" ? t("history.none") : t("history.none_found", { query: view.query })}
          </p>
        )
        : (
          <ul class="glances">
            {view.orders.map((order) => <Glance order={order} locale={view.locale} />)}
          </ul>
        )}
      {view.searched_until === null
        ? null
        : <p class="muted small">{t("history.searched_until", { date: view.searched_until })}</p>}
      {view.older === null && view.newest === null
        ? null
        : (
          <nav class="pager" aria-label={t("history.pages")}>
            {view.newest === null
              ? null
              : <a href={view.newest}>{view.query === "" ? t("history.newest") : t("history.all")}</a>}
            {view.older === null ? null : (
              <a class="button quiet" href={view.older}>
                {t(view.query === "" ? "history.older" : "history.search_older")}
              </a>
            )}
          </nav>
        )}
      {view.links.length === 0 ? null : (
        <ul class="more-links">
          {view.links.map(({ href, label }) => (
            <li>
              <a href={href}>{label}</a>
            </li>
          ))}
        </ul>
      )}
    </ShopPage>
  );
};

const Glance: FC<{ readonly order: OrderGlance; readonly locale: string }> = ({ order, locale }) => (
  <li>
    <a class="glance card" href={order.href}>
      <span class="line">
        <strong>{headlineText(locale, order.status)}</strong>
        <span class="muted small price">{order.total}</span>
      </span>
      <span class="muted small">
        <bdi>{order.number}</bdi> · <bdi>{order.placed_on}</bdi> · <bdi>{order.count}</bdi>
      </span>
      {order.fact === null ? null : (
        <span class={`when ${order.mood}`}>
          <Icon name={MARKS[order.mood]} />
          <span>{order.fact}</span>
        </span>
      )}
      {order.images.length === 0 ? null : (
        <span class="thumbs" aria-hidden="true">
          {order.images.map((url) => (
            <img class="pic" src={url} alt="" width="48" height="48" loading="lazy" />
          ))}
        </span>
      )}
      <span class="what">{order.items}</span>
    </a>
  </li>
);

/** The page behind the link in a mail: where the order is, what is in it, and what its customer can do now. Works without scripts. */
import type { FC } from "hono/jsx";
import { translator } from "../locales/translate.ts";
import type { OrderPageView } from "../page_view.ts";
import type { OrderView } from "../view.ts";
import { Hero } from "./hero.tsx";
import { OrderActs } from "./order_acts.tsx";
import { OrderItems } from "./order_items.tsx";
import { OrderMoney } from "./order_money.tsx";
import { OrderPay } from "./order_pay.tsx";
import { OrderSide } from "./order_side.tsx";
import { OrderChat } from "./order_chat.tsx";
import { OrderConversation } from "./order_conversation.tsx";
import { OrderQuestions } from "./order_question.tsx";
import { Shipment } from "./shipment.tsx";
import { SentBack } from "./sent_back.tsx";
import { ToCome } from "./to_come.tsx";
import { ShopPage } from "./shop_page.tsx";

interface OrderPageProps {
  readonly view: OrderPageView;
  /** The script that refreshes the page, and the version that the page shows now. */
  readonly live?: { readonly script: string; readonly version: string };
}

export const OrderPage: FC<OrderPageProps> = ({ view, live }) => {
  const t = translator(view.locale, view.shop.texts);
  const number = t("order.number", { number: view.number });
  const chat = <OrderChat chat={view.chat} shop={view.shop.name} ask={askPath(view)} t={t} />;
  // Before the first word is said, the order itself is what the reader came for.
  const is_talking = view.chat !== null && view.chat.said.length > 0;
  return (
    <ShopPage
      locale={view.locale}
      dir={view.dir}
      title={number}
      shop={view.shop}
      aside={view.orders_path === null ? null : <a href={view.orders_path}>{t("act.orders")}</a>}
      closing={t("order.placed_on", { date: view.placed_on })}
      {...(live === undefined ? {} : { live })}
    >
      <p class="vh" role="status" data-told={t("page.updated")} />
      <Hero
        view={view}
        t={t}
        eyebrow={number}
        calendar_path={view.calendar_path}
        acts={view.acts}
        scans={view.newest_scans}
      />
      <div class="grid">
        <div class="main">
          <OrderQuestions view={view} t={t} />
          <OrderPay view={view} t={t} />
          {view.situation.returning === null ? null : <SentBack view={view} t={t} />}
          {view.shipments.map((shipment) => <Shipment shipment={shipment} t={t} />)}
          <ToCome view={view} t={t} />
          {view.situation.returning === null ? <SentBack view={view} t={t} /> : null}
          {is_talking ? chat : null}
          <OrderConversation view={view} t={t} />
          <OrderItems view={view} t={t} />
          <OrderMoney view={view} t={t} />
          {is_talking ? null : chat}
        </div>
        <div class="side">
          <OrderSide view={view} t={t} />
          <OrderActs view={view} t={t} />
        </div>
      </div>
    </ShopPage>
  );
};

/** Where a message is written that is answered by mail. */
function askPath({ actions }: OrderPageView): string | null {
  return actions.find(({ href }) => href.endsWith("/ask"))?.href ?? null;
}

interface GiftPageProps {
  readonly view: OrderView;
  /** The giver's message. */
  readonly words: string | null;
  /** True where the giver wants the recipient to read what is inside. */
  readonly shows_contents: boolean;
}

/** Shows the order to the recipient of a present: when it comes and where its parcels are, without prices and address. */
export const GiftPage: FC<GiftPageProps> = ({ view, words, shows_contents }) => {
  const t = translator(view.locale, view.shop.texts);
  return (
    <ShopPage
      locale={view.locale}
      dir={view.dir}
      title={t("gift.title")}
      shop={view.shop}
      aside={t("gift.title")}
    >
      <Hero view={view} t={t} eyebrow={t("gift.title")} is_gift />
      <div class="grid">
        <div class="main">
          {words === null ? null : (
            <section class="card told-by">
              <h2>{t("shipped.gift_message")}</h2>
              {words}
            </section>
          )}
          {view.shipments.map((shipment) => (
            <Shipment shipment={shows_contents ? shipment : { ...shipment, items: [] }} t={t} />
          ))}
          {shows_contents
            ? <OrderItems view={view} t={t} shows_prices={false} />
            : view.timeline.some(({ state }) => state === "upcoming")
            ? <p class="card">{t("gift.secret")}</p>
            : null}
        </div>
      </div>
    </ShopPage>
  );
};

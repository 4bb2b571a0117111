/** The page behind the link in a mail: where the order is, what is in it, and what its customer can do now. Works without scripts. */
import type { FC } from "hono/jsx";
import { translator } from "../locales/translate.ts";
import type { OrderPageView } from "../page_view.ts";
import type { OrderView } from "../view.ts";
import { OrderActs } from "./order_acts.tsx";
import { OrderItems } from "./order_items.tsx";
import { OrderMoney } from "./order_money.tsx";
import { OrderPay } from "./order_pay.tsx";
import { OrderSide } from "./order_side.tsx";
import { OrderConversation } from "./order_conversation.tsx";
import { Shipment } from "./shipment.tsx";
import { SentBack } from "./sent_back.tsx";
import { ShopPage } from "./shop_page.tsx";

interface OrderPageProps {
  readonly view: OrderPageView;
  /** The script that refreshes the page, and the version that the page shows now. */
  readonly live?: { readonly script: string; readonly version: string };
}

export const OrderPage: FC<OrderPageProps> = ({ view, live }) => {
  const t = translator(view.locale, view.shop.texts);
  const number = t("order.number", { number: view.number });
  return (
    <ShopPage
      locale={view.locale}
      dir={view.dir}
      title={number}
      shop={view.shop}
      aside={number}
      closing={t("order.placed_on", { date: view.placed_on })}
      {...(live === undefined ? {} : { live })}
    >
      <p class="vh" role="status" data-told={t("page.updated")} />
      <Hero
        view={view}
        calendar_path={view.calendar_path}
        next={view.next}
        acts={view.actions.length > 0}
      />
      <div class="grid">
        <div class="main">
          <OrderPay view={view} t={t} />
          {view.shipments.map((shipment) => <Shipment shipment={shipment} t={t} />)}
          <SentBack view={view} t={t} />
          <OrderConversation view={view} t={t} />
          <OrderItems view={view} t={t} />
          <OrderMoney view={view} t={t} />
        </div>
        <div class="side">
          <OrderActs view={view} t={t} />
          <OrderSide view={view} t={t} />
        </div>
      </div>
    </ShopPage>
  );
};

/**
 * Shows the order to the recipient of a present: where its shipments are and what they hold, without prices and
 * address.
 */
export const GiftPage: FC<{ readonly view: OrderView; readonly words: string | null }> = (
  { view, words },
) => {
  const t = translator(view.locale, view.shop.texts);
  return (
    <ShopPage
      locale={view.locale}
      dir={view.dir}
      title={t("gift.title")}
      shop={view.shop}
      aside={t("gift.title")}
    >
      <Hero view={view} calendar_path={null} next={null} />
      <div class="grid">
        <div class="main">
          {words === null ? null : <section class="card told-by">{words}</section>}
          {view.shipments.map((shipment) => <Shipment shipment={shipment} t={t} />)}
          <OrderItems view={view} t={t} shows_prices={false} />
        </div>
        <div class="side">
          <div class="card">
            <section>
              <p class="muted">{t("gift.share")}</p>
            </section>
          </div>
        </div>
      </div>
    </ShopPage>
  );
};

interface HeroProps {
  readonly view: OrderView;
  /** True where the page has actions further down, which are far away on a phone. */
  readonly acts?: boolean;
  readonly calendar_path: string | null;
  readonly next: string | null;
}

const Hero: FC<HeroProps> = ({ view, calendar_path, next, acts = false }) => {
  const t = translator(view.locale, view.shop.texts);
  return (
    <div class={`hero ${view.status.tone}`}>
      <h1>{view.status.headline}</h1>
      {view.status.detail === null ? null : (
        <p class="lead">
          {view.status.detail}
          {calendar_path === null ? null : (
            <>
              {" "}
              <a class="beside no-print" href={calendar_path}>{t("page.calendar")}</a>
            </>
          )}
        </p>
      )}
      <Timeline view={view} />
      {next === null ? null : (
        <p class="next">
          <strong>{t("page.next")}</strong> {next}
        </p>
      )}
      {acts ? <a class="jump no-print" href="#acts">{t("page.actions")}</a> : null}
    </div>
  );
};

const Timeline: FC<{ readonly view: OrderView }> = ({ view }) => {
  const t = translator(view.locale, view.shop.texts);
  return (
    <section aria-labelledby="progress">
      <h2 id="progress" class="vh">{t("page.progress")}</h2>
      <ol class="steps">
        {view.timeline.map(({ label, state, on }) => (
          <li class={state} aria-current={state === "current" ? "step" : undefined}>
            <span class="label">
              {label} <span class="vh">({t(`page.step_${state}`)})</span>
            </span>
            {on === null ? null : <span class="on">{on}</span>}
          </li>
        ))}
      </ol>
    </section>
  );
};

/** The page behind the link in a mail: where the order is, what is in it, and what its customer can do now. Works without scripts. */
import type { FC } from "hono/jsx";
import { translator } from "../locales/translate.ts";
import type { OrderView } from "../view.ts";
import { OrderItems } from "./order_items.tsx";
import { OrderSide } from "./order_side.tsx";
import { Parcel } from "./parcel.tsx";
import { ShopPage } from "./shop_page.tsx";

export const OrderPage: FC<{ readonly view: OrderView }> = ({ view }) => {
  const t = translator(view.locale);
  const number = t("order.number", { number: view.number });
  return (
    <ShopPage
      locale={view.locale}
      dir={view.dir}
      title={number}
      shop={view.shop}
      aside={number}
      closing={t("order.placed_on", { date: view.placed_on })}
    >
      <div class={`hero ${view.status.tone}`}>
        <h1>{view.status.headline}</h1>
        {view.status.detail === null ? null : <p class="lead">{view.status.detail}</p>}
        <Timeline view={view} />
      </div>
      <div class="grid">
        <div class="main">
          {view.shipments.map((shipment) => <Parcel shipment={shipment} t={t} />)}
          <OrderItems view={view} t={t} />
        </div>
        <OrderSide view={view} t={t} />
      </div>
    </ShopPage>
  );
};

const Timeline: FC<{ readonly view: OrderView }> = ({ view }) => {
  const t = translator(view.locale);
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

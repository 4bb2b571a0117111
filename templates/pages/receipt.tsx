/** The receipt of an order, laid out for paper: who sold, what, for how much, and how it was paid. */
import type { FC } from "hono/jsx";
import { translator } from "../locales/translate.ts";
import type { OrderPageView } from "../page_view.ts";
import { Back } from "./form.tsx";
import { Lines } from "./lines.tsx";
import { OrderItems } from "./order_items.tsx";
import { OrderMoney } from "./order_money.tsx";
import { OrderPay } from "./order_pay.tsx";
import { ShopPage } from "./shop_page.tsx";

export const ReceiptPage: FC<{ readonly view: OrderPageView; readonly back: string }> = ({ view, back }) => {
  const t = translator(view.locale, view.shop.texts);
  const number = t("order.number", { number: view.number });
  return (
    <ShopPage
      locale={view.locale}
      dir={view.dir}
      title={t("receipt.title")}
      shop={view.shop}
      aside={number}
      narrow
    >
      <Back href={back} label={number} />
      <h1>{t("receipt.title")}</h1>
      <p class="lead">
        {number} · {view.placed_on}
        {view.remarks.po_number === null ? null : <>· {t("order.po_number")} {view.remarks.po_number}</>}
      </p>
      <p class="lead no-print">{t("receipt.hint")}</p>
      <div class="card two">
        <section>
          <h2>{t("receipt.issued")}</h2>
          <p>
            <Lines lines={[view.shop.name, ...view.shop.legal_lines]} />
          </p>
        </section>
        {(view.billing_address ?? view.delivery_address) === null ? null : (
          <section>
            <h2>{t(view.billing_address === null ? "order.delivery_address" : "order.billing_address")}</h2>
            <address>
              <Lines lines={view.billing_address ?? view.delivery_address ?? []} />
            </address>
            {view.unmask_path === null ? null : (
              <p class="small no-print">
                <a href={view.unmask_path}>{t("page.unmask")}</a>
              </p>
            )}
          </section>
        )}
      </div>
      <OrderItems view={view} t={t} />
      <OrderMoney view={view} t={t} />
      <OrderPay view={view} t={t} />
    </ShopPage>
  );
};

/** Payments and refunds of an order, each with its day, its way and its sum. */
import type { FC } from "hono/jsx";
import type { Translate } from "../locales/translate.ts";
import type { OrderPageView } from "../page_view.ts";

export const OrderMoney: FC<{ readonly view: Pick<OrderPageView, "money">; readonly t: Translate }> = (
  { view, t },
) =>
  view.money.length === 0 ? null : (
    <section class="card">
      <h2>{t("page.payments")}</h2>
      <ul class="rows">
        {view.money.map(({ label, details, amount }) => (
          <li>
            <span>
              {label}
              {details.length === 0 ? null : (
                <span class="muted small block">
                  {details.map((detail, index) => (
                    <>
                      {index === 0 ? null : " · "}
                      <bdi class="bit">{detail}</bdi>
                    </>
                  ))}
                </span>
              )}
            </span>
            <span class="price">{amount}</span>
          </li>
        ))}
      </ul>
    </section>
  );

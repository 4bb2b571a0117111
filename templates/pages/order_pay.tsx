/** What is still to pay, by when and how, with the way to pay it: on top of the order's page. */
import type { FC } from "hono/jsx";
import type { Translate } from "../locales/translate.ts";
import type { OrderView } from "../view.ts";
import { Lines } from "./lines.tsx";

export const OrderPay: FC<{ readonly view: Pick<OrderView, "to_pay">; readonly t: Translate }> = (
  { view: { to_pay }, t },
) =>
  to_pay === null ? null : (
    <section class="card">
      <h2>{t("pay.title")}</h2>
      <p>
        <strong>{to_pay.sentence}</strong>
      </p>
      <p>
        <Lines lines={[...to_pay.due, ...to_pay.how]} />
      </p>
      {to_pay.pay_url === null ? null : (
        <p class="no-print">
          <a class="button quiet" href={to_pay.pay_url} rel="noreferrer">
            {t("reminder.pay", { amount: to_pay.amount })}
          </a>
        </p>
      )}
    </section>
  );

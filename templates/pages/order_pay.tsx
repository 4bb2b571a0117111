/** What is still to pay, by when and how, with the way to pay it: on top of the order's page. */
import type { FC } from "hono/jsx";
import type { Translate } from "../locales/translate.ts";
import type { OrderPageView } from "../page_view.ts";
import { Lines } from "./lines.tsx";

interface OrderPayProps {
  readonly view: Pick<OrderPageView, "to_pay" | "situation" | "acts">;
  readonly t: Translate;
}

export const OrderPay: FC<OrderPayProps> = ({ view: { to_pay, situation, acts }, t }) => {
  // What is owed and the way to pay it stand on top already, where that is the situation.
  const is_said = to_pay !== null && situation.fact?.includes(to_pay.sentence) === true;
  if (to_pay === null || is_said && to_pay.how.length === 0) return null;
  const has_button = to_pay.pay_url !== null && acts.primary?.href !== to_pay.pay_url;
  return (
    <section class="card">
      <h2>{t("pay.title")}</h2>
      {is_said ? null : (
        <p>
          <strong>{to_pay.sentence}</strong>
        </p>
      )}
      <p>
        <Lines lines={[...(is_said ? [] : to_pay.due), ...to_pay.how]} />
      </p>
      {has_button
        ? (
          <p class="no-print">
            <a class="button quiet" href={to_pay.pay_url!} rel="noreferrer">
              {t("reminder.pay", { amount: to_pay.amount })}
            </a>
          </p>
        )
        : null}
    </section>
  );
};

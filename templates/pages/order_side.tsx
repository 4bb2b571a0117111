/** What a customer looks up on the order's page: payment, addresses, returns, and a person to ask. */
import type { Child, FC } from "hono/jsx";
import type { Translate } from "../locales/translate.ts";
import type { OrderPageView } from "../page_view.ts";
import { paymentLines } from "../parts/payment_lines.ts";
import type { RemarksView } from "../view.ts";
import { Lines } from "./lines.tsx";

interface OrderSideProps {
  readonly view: OrderPageView;
  readonly t: Translate;
}

export const OrderSide: FC<OrderSideProps> = ({ view, t }) => (
  <div class="card">
    {/* Each payment and refund stands in a card of its own, once there is one. */}
    {view.money.length > 0 ? null : (
      <Fact label={t("order.payment")}>
        {paymentLines(view).map((line) => <p>{line}</p>)}
        {view.payment.method === null || view.payment.sentence.includes(view.payment.method)
          ? null
          : <p class="muted">{view.payment.method}</p>}
      </Fact>
    )}
    {view.pickup === null ? null : (
      <Fact label={t("order.pickup")}>
        <address>
          <Lines lines={view.pickup.lines} />
        </address>
        {view.pickup.note === null ? null : (
          <p class="muted">
            <Lines lines={view.pickup.note.split("\n")} />
          </p>
        )}
      </Fact>
    )}
    <Remarks remarks={view.remarks} t={t} />
    {view.delivery_address === null ? null : (
      <Fact label={t("order.delivery_address")}>
        <address>
          <Lines lines={view.delivery_address} />
        </address>
      </Fact>
    )}
    {view.delivery_method === null ? null : (
      <Fact label={t("order.delivery_method")}>
        <p>
          <bdi>{view.delivery_method}</bdi>
        </p>
      </Fact>
    )}
    {view.billing_address === null ? null : (
      <Fact label={t("order.billing_address")}>
        {view.same_address ? <p>{t("order.same_address")}</p> : (
          <address>
            <Lines lines={view.billing_address} />
          </address>
        )}
      </Fact>
    )}
    {view.unmask_path === null ? null : (
      <section class="no-print">
        <p class="muted small">{t("page.masked")}</p>
        <p>
          <a href={view.unmask_path}>{t("page.unmask")}</a>
        </p>
      </section>
    )}
    {view.promises.length === 0 ? null : (
      <Fact label={t("page.promises")}>
        <ol class="promises">
          {view.promises.map(({ stated, when }) => (
            <li>
              {when}
              <span class="muted small block">{stated}</span>
            </li>
          ))}
        </ol>
      </Fact>
    )}
    {view.returns === null ? null : (
      <Fact label={t("order.returns")}>
        <p>{view.returns.sentence}</p>
        {view.returns.details.map((detail) => (
          <p>
            <bdi>{detail}</bdi>
          </p>
        ))}
        {view.returns.url === null ? null : (
          <p>
            <a href={view.returns.url} rel="noreferrer">{t("order.return_start")}</a>
          </p>
        )}
      </Fact>
    )}
    <Fact label={t("order.support")}>
      <p>{t("order.support_invitation")}</p>
      <p>
        <a href={`mailto:${view.shop.support_email}?subject=${encodeURIComponent(view.number)}`}>
          {view.shop.support_email}
        </a>
      </p>
    </Fact>
  </div>
);

/** What the customer wrote with the order. */
const Remarks: FC<{ readonly remarks: RemarksView; readonly t: Translate }> = (
  { remarks: { note, gift_message, po_number }, t },
) => (
  <>
    {po_number === null ? null : (
      <Fact label={t("order.po_number")}>
        <p>
          <bdi>{po_number}</bdi>
        </p>
      </Fact>
    )}
    {note.length === 0 ? null : (
      <Fact label={t("order.note")}>
        <Words paragraphs={note} />
      </Fact>
    )}
    {gift_message.length === 0 ? null : (
      <Fact label={t("order.gift_message")}>
        <Words paragraphs={gift_message} />
      </Fact>
    )}
  </>
);

const Words: FC<{ readonly paragraphs: readonly string[] }> = ({ paragraphs }) => (
  <>
    {paragraphs.map((paragraph) => (
      <p dir="auto">
        <Lines lines={paragraph.split("\n")} />
      </p>
    ))}
  </>
);

const Fact: FC<{ readonly label: string; readonly children: Child }> = ({ label, children }) => (
  <section>
    <h2>{label}</h2>
    {children}
  </section>
);

/** What was bought and what it came to, on the order's page. */
import type { FC } from "hono/jsx";
import type { Translate } from "../locales/translate.ts";
import { Lines } from "../parts/lines.tsx";
import type { LineView, OrderView } from "../view.ts";

interface OrderItemsProps {
  readonly view: OrderView;
  readonly t: Translate;
}

export const OrderItems: FC<OrderItemsProps> = ({ view, t }) => (
  <section class="card">
    <h2>{t("order.items")}</h2>
    <ul class="items">{view.lines.map((line) => <Item line={line} />)}</ul>
    <dl class="sums">
      {view.sums.map(({ label, amount }) => <Row label={label} amount={amount} />)}
      <Row label={t("sum.total")} amount={view.total} kind="total" note={view.included_tax} />
      {view.payment.refunded === null
        ? null
        : <Row label={view.payment.refunded.label} amount={view.payment.refunded.amount} kind="after" />}
    </dl>
  </section>
);

interface RowProps {
  readonly label: string;
  readonly amount: string;
  readonly kind?: string;
  readonly note?: string | null;
}

const Row: FC<RowProps> = ({ label, amount, kind, note = null }) => (
  <div class={kind}>
    <dt>{label}</dt>
    <dd>{amount}</dd>
    {note === null ? null : <dd class="tax">{note}</dd>}
  </div>
);

const Item: FC<{ readonly line: LineView }> = ({ line }) => (
  <li>
    {line.image_url === null
      ? <span class="pic mono" aria-hidden="true">{line.initial}</span>
      : <img class="pic" src={line.image_url} alt={line.title} width="64" height="64" loading="lazy" />}
    <div>
      <p class="title">
        {line.url === null ? line.title : <a href={line.url} rel="noreferrer">{line.title}</a>}
      </p>
      <p class="more">
        <Lines lines={[line.variant, line.pricing, line.availability]} />
      </p>
    </div>
    <p class="price">{line.total}</p>
  </li>
);

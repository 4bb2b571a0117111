/** What was bought and what it came to, on the order's page. */
import type { FC } from "hono/jsx";
import type { Translate } from "../locales/translate.ts";
import type { LineView, OrderView, PlaceView } from "../view.ts";
import { Icon, type IconName } from "./icon.tsx";
import { Lines } from "./lines.tsx";

interface OrderItemsProps {
  readonly view: OrderView;
  readonly t: Translate;
  readonly shows_prices?: boolean;
}

export const OrderItems: FC<OrderItemsProps> = ({ view, t, shows_prices = true }) => (
  <section class="card">
    <h2>{t("order.items")}</h2>
    <ul class="items">{view.lines.map((line) => <Item line={line} shows_prices={shows_prices} />)}</ul>
    {shows_prices ? <Sums view={view} t={t} /> : null}
  </section>
);

const Sums: FC<{ readonly view: OrderView; readonly t: Translate }> = ({ view, t }) => (
  <dl class="sums">
    {view.sums.map(({ label, amount }) => <Row label={label} amount={amount} />)}
    <Row label={t("sum.total")} amount={view.total} kind="total" note={view.included_tax} />
    {view.included_rates.map(({ label, amount }) => <Row label={label} amount={amount} kind="after" />)}
    {view.payment.refunded === null
      ? null
      : <Row label={view.payment.refunded.label} amount={view.payment.refunded.amount} kind="after" />}
  </dl>
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

/** Each place has a sign of its own shape, so that it can be told without its colour. */
const SIGNS: Readonly<Record<PlaceView["sign"], IconName>> = {
  due: "clock",
  moving: "truck",
  waiting: "place",
  held: "failed",
  arrived: "tick",
  back: "back",
  off: "cross",
};

const Item: FC<{ readonly line: LineView; readonly shows_prices: boolean }> = ({ line, shows_prices }) => (
  <li>
    {line.image_url === null
      ? <span class="pic mono" aria-hidden="true">{line.initial}</span>
      : <img class="pic" src={line.image_url} alt="" width="64" height="64" loading="lazy" />}
    <div>
      <p class="title">
        <bdi>{line.url === null ? line.title : <a href={line.url} rel="noreferrer">{line.title}</a>}</bdi>
      </p>
      <p class="more">
        <Lines lines={[line.variant, shows_prices ? line.pricing : line.quantity, line.availability]} />
      </p>
      {line.where.map(({ text, sign }) => (
        <p class={`where ${sign}`}>
          <Icon name={SIGNS[sign]} />
          {text}
        </p>
      ))}
    </div>
    {shows_prices && line.total !== null ? <p class="price">{line.total}</p> : null}
  </li>
);

/** Lists orders, or what a search found: a table of one order a line, on a phone a card each, with what of it calls for somebody. */
import type { FC } from "hono/jsx";
import { At, DeskPage, Nothing, Onward, State } from "./desk_page.tsx";
import type { FrameView, LinkTo, MomentView, StateView } from "./view.ts";
import { w } from "./words.ts";

export interface OrderLineView {
  readonly href: string;
  readonly number: string;
  readonly name: string;
  readonly state: StateView;
  readonly goods: string;
  /** For when it is promised; null where nothing is to come. */
  readonly promise: string | null;
  /** What of it calls for somebody. */
  readonly calls: readonly StateView[];
  readonly sum: string;
  readonly placed: MomentView;
}

export interface OrdersView {
  readonly frame: FrameView;
  readonly title: string;
  readonly tabs: readonly (LinkTo & { readonly current: boolean })[];
  /** Null where a shop has no index of its orders, and for what a search found. */
  readonly filter: OrderFilterView | null;
  readonly lead: string | null;
  readonly orders: readonly OrderLineView[];
  readonly next: string | null;
  readonly next_label: string;
}

export interface OrderFilterView {
  readonly path: string;
  readonly list: string;
  readonly channel: string;
  readonly country: string;
  /** Days. */
  readonly from: string;
  readonly until: string;
  readonly channels: readonly string[];
  readonly countries: readonly { readonly code: string; readonly name: string }[];
  /** Null where nothing is filtered. */
  readonly clear: string | null;
}

export const OrdersPage: FC<{ readonly view: OrdersView }> = ({ view }) => (
  <DeskPage frame={view.frame} title={view.title}>
    {view.tabs.length === 0 ? null : (
      <nav class="chips" aria-label={w("orders.lists")}>
        {view.tabs.map(({ href, label, current }) => (
          <a href={href} aria-current={current ? "page" : undefined}>{label}</a>
        ))}
      </nav>
    )}
    {view.filter === null ? null : <Filter filter={view.filter} />}
    {view.lead === null ? null : <p class="muted meaning">{view.lead}</p>}
    {view.orders.length === 0 ? <Nothing>{w("orders.none")}</Nothing> : <OrderTable orders={view.orders} />}
    <Onward href={view.next}>{view.next_label}</Onward>
  </DeskPage>
);

const COLUMNS = ["number", "customer", "state", "promise", "calls", "total", "placed"] as const;
const AT_THE_END: readonly string[] = ["total", "placed"];

/** The roles say again what a table is: on a phone its rows are laid out as cards. */
const OrderTable: FC<Pick<OrdersView, "orders">> = ({ orders }) => (
  <div class="scroll" tabindex={0} role="region" aria-label={w("tab.orders")}>
    <table class="orders" role="table">
      <thead role="rowgroup">
        <tr role="row">
          {COLUMNS.map((name) => (
            <th scope="col" role="columnheader" class={AT_THE_END.includes(name) ? "number" : undefined}>
              {w(`ordercolumn.${name}`)}
            </th>
          ))}
        </tr>
      </thead>
      <tbody role="rowgroup">
        {orders.map((one) => (
          <tr role="row" class="queued">
            <th scope="row" role="rowheader">
              <a class="name" href={one.href}>{one.number}</a>
            </th>
            <td role="cell" class="whom">
              {one.name}
              {one.goods === "" ? null : <span class="goods-of muted">{one.goods}</span>}
            </td>
            <td role="cell" class="is">
              <State state={one.state} />
            </td>
            <td role="cell" class="promised">{one.promise}</td>
            <td role="cell" class="calls-for">
              {one.calls.map((call) => <State state={call} />)}
            </td>
            <td role="cell" class="number sum">{one.sum}</td>
            <td role="cell" class="number placed">
              <At at={one.placed} />
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  </div>
);

/** Changes nothing, so that the address holds what is filtered. */
const Filter: FC<{ readonly filter: OrderFilterView }> = ({ filter }) => (
  <form class="inline filter" method="get" action={filter.path}>
    <input type="hidden" name="list" value={filter.list} />
    {filter.channels.length < 2 && filter.channel === "" ? null : (
      <div>
        <label for="channel">{w("orders.channel")}</label>
        <select id="channel" name="channel">
          <option value="">{w("orders.any")}</option>
          {filter.channels.map((one) => <option value={one} selected={one === filter.channel}>{one}</option>)}
        </select>
      </div>
    )}
    {filter.countries.length < 2 && filter.country === "" ? null : (
      <div>
        <label for="country">{w("orders.country")}</label>
        <select id="country" name="country">
          <option value="">{w("orders.any")}</option>
          {filter.countries.map(({ code, name }) => (
            <option value={code} selected={code === filter.country}>{name}</option>
          ))}
        </select>
      </div>
    )}
    <div>
      <label for="from">{w("orders.from")}</label>
      <input id="from" name="from" type="date" value={filter.from} />
    </div>
    <div>
      <label for="until">{w("orders.until")}</label>
      <input id="until" name="until" type="date" value={filter.until} />
    </div>
    <button class="button quiet" type="submit">{w("orders.filter")}</button>
    {filter.clear === null ? null : <a class="plain-link" href={filter.clear}>{w("orders.clear")}</a>}
  </form>
);

/** Lists orders, or what a search found: one order a line with its state, its goods and its sum. */
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
  readonly sum: string;
  readonly placed: MomentView;
}

export interface OrdersView {
  readonly frame: FrameView;
  readonly title: string;
  readonly tabs: readonly (LinkTo & { readonly current: boolean })[];
  readonly lead: string | null;
  readonly orders: readonly OrderLineView[];
  readonly next: string | null;
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
    {view.lead === null ? null : <p class="muted meaning">{view.lead}</p>}
    {view.orders.length === 0 ? <Nothing>{w("orders.none")}</Nothing> : (
      <ul class="lines queue">
        {view.orders.map((one) => (
          <li>
            <div class="what">
              <a class="name" href={one.href}>{one.number}</a>
              <span>{one.name}</span>
              <p class="why muted">{one.goods}</p>
            </div>
            <State state={one.state} />
            <div class="when">
              <strong>{one.sum}</strong>
              <At at={one.placed} />
            </div>
          </li>
        ))}
      </ul>
    )}
    <Onward href={view.next}>{w("cases.next")}</Onward>
  </DeskPage>
);

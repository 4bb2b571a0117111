/** Shows what the shop is short of, and of one SKU the orders that wait for it. */
import type { FC } from "hono/jsx";
import { At, DeskForm, DeskPage, Facts, Nothing, Onward, Section, State } from "./desk_page.tsx";
import type { FormView, FrameView, MomentView, StateView } from "./view.ts";
import { w } from "./words.ts";

export interface ShortageView {
  readonly href: string;
  readonly sku: string;
  /** How many orders and pieces. */
  readonly waiting: string;
  readonly since: MomentView | null;
  /** What those who wait were told. */
  readonly promised: string;
  readonly is_undated: boolean;
  readonly counted: string;
  /** What a person said of it. */
  readonly said: string | null;
}

export interface StockView {
  readonly frame: FrameView;
  readonly lead: string | null;
  readonly items: readonly ShortageView[];
  readonly next: string | null;
}

export interface WaitingOrderView {
  readonly href: string;
  readonly number: string;
  readonly name: string;
  readonly placed: MomentView;
  readonly pieces: string;
  readonly promised: string;
  readonly told: StateView;
  /** What the customer answered to the news. */
  readonly answer: string | null;
}

export interface StockItemView extends Omit<ShortageView, "href"> {
  readonly frame: FrameView;
  readonly title: string | null;
  readonly orders: readonly WaitingOrderView[];
  /** Null where nobody waits. */
  readonly say: { readonly form: FormView; readonly day_min: string; readonly orders: number } | null;
}

export const StockPage: FC<{ readonly view: StockView }> = ({ view }) => (
  <DeskPage frame={view.frame} title={w("tab.stock")}>
    {view.lead === null ? null : <p class="muted meaning">{view.lead}</p>}
    {view.items.length === 0 ? <Nothing>{w("stock.none")}</Nothing> : (
      <ul class="lines queue">
        {view.items.map((item) => (
          <li>
            <div class="what">
              <a class="name" href={item.href}>{item.sku}</a>
              <span>{item.waiting}</span>
              <p class={`why${item.is_undated ? " warn" : ""}`}>{item.promised}</p>
              <p class="times">
                <span>{item.counted}</span>
                {item.said === null ? null : <span>{item.said}</span>}
              </p>
            </div>
            <span></span>
            <div class="when">
              {item.since === null ? null : (
                <span>
                  {w("stock.since")} <At at={item.since} />
                </span>
              )}
            </div>
          </li>
        ))}
      </ul>
    )}
    <Onward href={view.next}>{w("cases.next")}</Onward>
  </DeskPage>
);

export const StockItemPage: FC<{ readonly view: StockItemView }> = ({ view }) => (
  <DeskPage
    frame={view.frame}
    title={view.title ?? view.sku}
    aside={view.title === null ? undefined : view.sku}
  >
    <Facts
      facts={[
        { name: w("stock.fact_waiting"), value: view.orders.length === 0 ? w("stock.nobody") : view.waiting },
        { name: w("stock.fact_told"), value: view.orders.length === 0 ? "–" : view.promised },
        { name: w("stock.fact_counted"), value: view.counted },
        ...(view.said === null ? [] : [{ name: w("stock.fact_said"), value: view.said }]),
      ]}
    />
    {view.say === null ? null : (
      <Section title={w("stock.say")}>
        <DeskForm form={view.say.form} class="inline">
          <input type="hidden" name="sku" value={view.sku} />
          <div>
            <label for="expected-on">{w("stock.expected_on")}</label>
            <input id="expected-on" name="expected_on" type="date" min={view.say.day_min} required />
          </div>
          <button class="button" type="submit" name="do" value="date">
            {w("stock.tell", { orders: view.say.orders })}
          </button>
          <button class="button quiet" type="submit" name="do" value="back" formnovalidate>
            {w("stock.mark_back")}
          </button>
        </DeskForm>
        <p class="muted small below">{w("stock.say_hint")}</p>
      </Section>
    )}
    <Section title={w("stock.who_waits")}>
      {view.orders.length === 0 ? <Nothing>{w("stock.nobody")}</Nothing> : (
        <ul class="lines queue">
          {view.orders.map((one) => (
            <li>
              <div class="what">
                <a class="name" href={one.href}>{one.number}</a>
                <span>{one.name}</span>
                <p class="why">
                  {one.pieces} · {one.promised}
                  {one.answer === null ? null : ` · ${one.answer}`}
                </p>
              </div>
              <State state={one.told} />
              <div class="when">
                <At at={one.placed} />
              </div>
            </li>
          ))}
        </ul>
      )}
    </Section>
  </DeskPage>
);

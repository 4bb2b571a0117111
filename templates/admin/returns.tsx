/** Lists returns beside the chosen one: what goes back and why, what the policy says, what is booked, and what can be decided. */
import type { FC } from "hono/jsx";
import { At, DeskPage, Nothing, Onward, State } from "./desk_page.tsx";
import { DecideReturn } from "./return_decide.tsx";
import type { FormView, FrameView, LinkTo, MomentView, StateView } from "./view.ts";
import { w } from "./words.ts";

/** A return in the list. */
export interface ReturnLine {
  readonly href: string;
  readonly current: boolean;
  /** `2 × Stoneware mug · exchange` */
  readonly what: string;
  /** Order, customer and reasons. */
  readonly about: string;
  readonly at: MomentView;
}

/** The chosen return. */
export interface ReturnView {
  readonly order: string;
  readonly id: string;
  readonly link: LinkTo;
  readonly who: string;
  readonly state: StateView;
  readonly at: MomentView;
  readonly lines: readonly { readonly what: string; readonly why: string; readonly worth: string }[];
  /** How many more lines there are; null where all are shown. */
  readonly more: string | null;
  readonly policy: readonly string[];
  readonly booked: {
    readonly rows: readonly { readonly name: string; readonly value: string }[];
    /** What stands in the place of sums where nothing goes back. */
    readonly without: string | null;
  };
  /** What the customer hears of the main act. */
  readonly hears: string;
  /** What a decision means for the storefront where it was asked for; null where it was not. */
  readonly there: string | null;
  readonly pictures: readonly LinkTo[];
  /** True where its customer has a label. */
  readonly has_label: boolean;
  /** True where the shop has to decide; otherwise the goods are on their way. */
  readonly asks: boolean;
}

export interface ReturnsView {
  readonly frame: FrameView;
  readonly lead: string;
  readonly groups: readonly { readonly title: string; readonly lines: readonly ReturnLine[] }[];
  readonly chosen: ReturnView | null;
  /** True where a return was asked for that is in no list any more. */
  readonly is_gone: boolean;
  readonly decide: FormView;
  readonly next: string | null;
}

export const ReturnsPage: FC<{ readonly view: ReturnsView }> = ({ view }) => (
  <DeskPage frame={view.frame} title={w("tab.returns")}>
    <p class="muted meaning">{view.lead}</p>
    {view.groups.length === 0 && !view.is_gone ? <Nothing>{w("returns.none")}</Nothing> : (
      <div class="panes">
        <div>
          {view.groups.map(({ title, lines }) => <Group title={title} lines={lines} />)}
          <Onward href={view.next}>{w("cases.next")}</Onward>
        </div>
        <section id="return" aria-label={view.chosen?.link.label ?? w("tab.returns")}>
          {view.chosen === null
            ? <Nothing>{w("returns.gone")}</Nothing>
            : <Chosen one={view.chosen} decide={view.decide} />}
        </section>
      </div>
    )}
  </DeskPage>
);

const Group: FC<ReturnsView["groups"][number]> = ({ title, lines }) => (
  <>
    <div class="part-head">
      <h2>{title}</h2>
      <span class="muted small">{lines.length}</span>
    </div>
    <ul class="lines queue">
      {lines.map(({ href, current, what, about, at }) => (
        <li aria-current={current ? "true" : undefined}>
          <div class="what">
            <a class="name" href={href}>{what}</a>
            <p class="why muted">{about}</p>
          </div>
          <div class="when">
            <At at={at} />
          </div>
        </li>
      ))}
    </ul>
  </>
);

const Chosen: FC<{ readonly one: ReturnView; readonly decide: FormView }> = ({ one, decide }) => (
  <>
    <div class="part-head">
      <h2>{one.who === "" ? one.link.label : one.who}</h2>
      <State state={one.state} />
    </div>
    <p class="muted small">
      {w("returns.about")} <a href={one.link.href}>{one.link.label}</a>
      {" · "}
      <At at={one.at} />
    </p>
    <ReturnDetail one={one} decide={decide} id="chosen" />
  </>
);

/** One return with what can be decided of it; from the page of a case (`of_case`) one comes back to it. */
export const ReturnDetail: FC<
  {
    readonly one: ReturnView;
    readonly decide: FormView;
    /** Ends the ids of its fields. */
    readonly id: string;
    readonly of_case?: string;
  }
> = ({ one, decide, id, of_case }) => (
  <div class="returned">
    <ul class="pieces">
      {one.lines.map(({ what, why, worth }) => (
        <li>
          <b>{what}</b>
          <span>{worth}</span>
          {why === "" ? null : <p class="muted">{why}</p>}
        </li>
      ))}
      {one.more === null ? null : <li class="muted">{one.more}</li>}
    </ul>
    {one.pictures.length === 0
      ? null
      : <p class="links">{one.pictures.map(({ href, label }) => <a href={href}>{label}</a>)}</p>}
    <div class="facing">
      <div>
        <h3>{w("returns.policy")}</h3>
        {one.policy.length === 0
          ? <p class="muted">{w("returns.no_policy")}</p>
          : <ul>{one.policy.map((fact) => <li>{fact}</li>)}</ul>}
      </div>
      <div>
        <h3>{w("returns.booked")}</h3>
        {one.booked.without !== null ? <p>{one.booked.without}</p> : (
          <dl class="side">
            {one.booked.rows.map(({ name, value }) => (
              <div>
                <dt>{name}</dt>
                <dd>{value}</dd>
              </div>
            ))}
          </dl>
        )}
      </div>
    </div>
    <p class="hears">{one.hears}</p>
    <DecideReturn one={one} decide={decide} id={id} of_case={of_case} />
    {one.there === null ? null : <p class="muted small below">{one.there}</p>}
  </div>
);

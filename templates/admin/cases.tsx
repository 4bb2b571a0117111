/** Lists the shop's cases by who acts next, the oldest promise first; each line can be opened or put aside. */
import type { FC } from "hono/jsx";
import { At, DeskForm, DeskPage, Nothing, Onward, State } from "./desk_page.tsx";
import type { FormView, FrameView, LinkTo, MomentView, StateView } from "./view.ts";
import { w } from "./words.ts";

export interface CaseLineView {
  readonly id: string;
  readonly href: string;
  readonly topic: string;
  readonly kind: string;
  /** The first words of what the customer wrote last; null where they wrote nothing. */
  readonly said: string | null;
  readonly who: string;
  readonly order: LinkTo | null;
  readonly due: StateView | null;
  readonly at: MomentView;
  readonly assignee: string | null;
  readonly unproven: boolean;
  readonly tags: readonly string[];
}

export interface CasesView {
  readonly frame: FrameView;
  readonly tabs: readonly (LinkTo & { readonly count: string | null; readonly current: boolean })[];
  readonly filter: {
    readonly action: string;
    readonly list: string;
    readonly tag: string;
    readonly picks: readonly {
      readonly name: string;
      readonly label: string;
      readonly options: readonly {
        readonly value: string;
        readonly label: string;
        readonly is_chosen: boolean;
      }[];
    }[];
    /** The list without a filter; null where there is none. */
    readonly clear: string | null;
  };
  readonly empty: string;
  readonly cases: readonly CaseLineView[];
  readonly dismiss: FormView | null;
  readonly next: string | null;
}

export const CasesPage: FC<{ readonly view: CasesView }> = ({ view }) => (
  <DeskPage
    frame={view.frame}
    title={w("tab.cases")}
  >
    <nav class="chips" aria-label={w("cases.lists")}>
      {view.tabs.map(({ href, label, count, current }) => (
        <a href={href} aria-current={current ? "page" : undefined}>
          {label} {count}
        </a>
      ))}
    </nav>
    <Filter {...view.filter} />
    {view.cases.length === 0
      ? <Nothing>{view.empty}</Nothing>
      : <CaseLines cases={view.cases} dismiss={view.dismiss} />}
    <Onward href={view.next}>{w("cases.next")}</Onward>
  </DeskPage>
);

const Filter: FC<CasesView["filter"]> = ({ action, list, tag, picks, clear }) => (
  <details class="reply" open={clear !== null}>
    <summary>{w("cases.filter")}</summary>
    <form class="inline filter below" method="get" action={action}>
      <input type="hidden" name="list" value={list} />
      {picks.map(({ name, label, options }) => (
        <div>
          <label for={`filter-${name}`}>{label}</label>
          <select id={`filter-${name}`} name={name}>
            {options.map(({ value, label, is_chosen }) => (
              <option value={value} selected={is_chosen}>{label}</option>
            ))}
          </select>
        </div>
      ))}
      <div>
        <label for="filter-tag">{w("cases.tag")}</label>
        <input id="filter-tag" name="tag" value={tag} maxlength={40} autocomplete="off" />
      </div>
      <button class="button quiet" type="submit">{w("cases.filter_do")}</button>
      {clear === null ? null : <a class="plain-link" href={clear}>{w("cases.filter_clear")}</a>}
    </form>
  </details>
);

export const CaseLines: FC<{ readonly cases: readonly CaseLineView[]; readonly dismiss: FormView | null }> = (
  { cases, dismiss },
) => (
  <ul class="lines queue">
    {cases.map((one) => (
      <li>
        <div class="what">
          <a class="name" href={one.href}>{one.topic}</a>
          <span class="muted">
            {[one.kind, one.who].filter((part) => part !== "").join(" · ")}
            {one.order === null ? null : (
              <>
                {" · "}
                <a href={one.order.href}>{one.order.label}</a>
              </>
            )}
          </span>
          {one.said === null ? null : <p class="why">{one.said}</p>}
          {!one.unproven && one.tags.length === 0 && one.assignee === null ? null : (
            <p class="times">
              {one.unproven ? <span class="state warn">{w("case.unproven")}</span> : null}
              {one.tags.map((tag) => <span>{tag}</span>)}
              {one.assignee === null ? null : <span>{w("cases.has", { person: one.assignee })}</span>}
            </p>
          )}
        </div>
        {one.due === null ? <span></span> : <State state={one.due} />}
        <div class="when">
          <At at={one.at} />
          {dismiss === null ? null : (
            <DeskForm form={{ ...dismiss, action: `${one.href}/dismiss` }}>
              <input type="hidden" name="back" value="list" />
              <button class="plainly" type="submit">
                {w("cases.done")}
                <span class="vh">: {one.topic}</span>
              </button>
            </DeskForm>
          )}
        </div>
      </li>
    ))}
  </ul>
);

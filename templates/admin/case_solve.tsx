/** What would end a case, each act with its consequence: what is granted, decided of a return, done on the order's page, or nothing at all. */
import type { FC } from "hono/jsx";
import type { CaseView } from "./case_shown.ts";
import { AskOrDecline } from "./decide.tsx";
import { At, DeskForm, Section, State } from "./desk_page.tsx";
import { ReturnDetail } from "./returns.tsx";
import { w } from "./words.ts";

export const WouldSolve: FC<{ readonly view: CaseView }> = ({ view }) => (
  <Section id="solve" title={w("case.would_solve")}>
    <Decision view={view} />
    {view.todo === null ? null : (
      <>
        <p class="meaning">{view.todo.text}</p>
        {view.returns !== null
          ? <OfReturns {...view.returns} of_case={view.id} />
          : view.todo.link === null
          ? null
          : (
            <p>
              <a class="button quiet" href={view.todo.link.href}>{view.todo.link.label}</a>
            </p>
          )}
      </>
    )}
    {view.elsewhere.length === 0 ? null : (
      <ul class="solve">
        {view.elsewhere.map(({ href, label, does }, index) => (
          <li>
            <a href={href} aria-describedby={`does-${index}`}>{label}</a>
            <small id={`does-${index}`}>{does}</small>
          </li>
        ))}
      </ul>
    )}
    <div class="act">
      {view.is_open
        ? (
          <>
            <One view={view} act="solve" label={w("case.solve")} />
            <One view={view} act="dismiss" label={w("case.dismiss")} />
          </>
        )
        : <One view={view} act="reopen" label={w("case.reopen")} />}
    </div>
    {view.is_open ? <p class="muted small below">{w("case.solve_hint")}</p> : null}
  </Section>
);

const OfReturns: FC<NonNullable<CaseView["returns"]> & { readonly of_case: string }> = (
  { returns, decide, of_case },
) => (
  <>
    {returns.map((one, index) => (
      <>
        <p class="part-head">
          <span class="muted small">
            <At at={one.at} />
          </span>
          <State state={one.state} />
        </p>
        <ReturnDetail one={one} decide={decide} id={String(index)} of_case={of_case} />
      </>
    ))}
  </>
);

/** Grants or declines what the customer asked for; the button says what they will read. */
const Decision: FC<{ readonly view: CaseView }> = ({ view: { asks, act } }) => {
  if (asks === null) return null;
  const decide = { ...act, action: `${act.action}/decide` };
  return (
    <>
      <p class="wish">
        <span class="muted">{w("case.decide")}:</span> {asks.wish}
      </p>
      {asks.money.length === 0 ? null : <p class="times">{asks.money.map((fact) => <span>{fact}</span>)}</p>}
      <DeskForm form={decide} class="solve">
        {asks.grants.map(({ value, label, does }, index) => (
          <div class={index === 0 ? "first" : undefined}>
            <button type="submit" name="do" value={value} aria-describedby={`grants-${value}`}>
              {label}
            </button>
            <small id={`grants-${value}`}>{does}</small>
          </div>
        ))}
      </DeskForm>
      <div class="choices decide below">
        <AskOrDecline form={decide} id="case" reason={w("case.decline_why")} />
      </div>
    </>
  );
};

/** One act by its button. */
export const One: FC<{ readonly view: CaseView; readonly act: string; readonly label: string }> = (
  { view, act, label },
) => (
  <DeskForm form={{ ...view.act, action: `${view.act.action}/${act}` }}>
    <button class="button quiet" type="submit">{label}</button>
  </DeskForm>
);

/** Lists returns with what goes back, why and with which pictures, and the decisions that each allows now. */
import type { Child, FC } from "hono/jsx";
import { AskOrDecline } from "./decide.tsx";
import { At, DeskForm, DeskPage, Nothing, Onward, State } from "./desk_page.tsx";
import type { FormView, FrameView, LinkTo, MomentView, StateView } from "./view.ts";
import { w } from "./words.ts";

export interface ReturnView {
  readonly order: string;
  readonly id: string;
  readonly link: LinkTo;
  readonly who: string;
  readonly state: StateView;
  readonly at: MomentView;
  readonly lines: readonly string[];
  readonly facts: readonly string[];
  readonly pictures: readonly LinkTo[];
  /** True where its customer has a label. */
  readonly has_label: boolean;
  /** True where the shop has to decide; otherwise the goods are on their way. */
  readonly asks: boolean;
}

export interface ReturnsView {
  readonly frame: FrameView;
  readonly lead: string;
  readonly returns: readonly ReturnView[];
  readonly decide: FormView;
  readonly next: string | null;
}

export const ReturnsPage: FC<{ readonly view: ReturnsView }> = ({ view }) => (
  <DeskPage frame={view.frame} title={w("tab.returns")}>
    <p class="muted meaning">{view.lead}</p>
    {view.returns.length === 0
      ? <Nothing>{w("returns.none")}</Nothing>
      : <ReturnLines returns={view.returns} decide={view.decide} />}
    <Onward href={view.next}>{w("cases.next")}</Onward>
  </DeskPage>
);

/** Returns with what can be decided of each; on the page of a case (`of_case`) one comes back to it. */
export const ReturnLines: FC<
  Pick<ReturnsView, "returns" | "decide"> & { readonly of_case?: string }
> = ({ returns, decide, of_case }) => (
  <ul class="lines queue">
    {returns.map((one, index) => (
      <li>
        <div class="what">
          {of_case !== undefined ? null : (
            <>
              <a class="name" href={one.link.href}>{one.link.label}</a>
              <span>{one.who}</span>
            </>
          )}
          {one.lines.map((line) => <p class="why">{line}</p>)}
          <p class="times">{one.facts.map((fact) => <span>{fact}</span>)}</p>
          {one.pictures.length === 0 ? null : (
            <p class="times">
              {one.pictures.map(({ href, label }) => <a href={href}>{label}</a>)}
            </p>
          )}
          <Decide one={one} decide={decide} id={String(index)} of_case={of_case} />
        </div>
        <State state={one.state} />
        <div class="when">
          <At at={one.at} />
        </div>
      </li>
    ))}
  </ul>
);

const Decide: FC<
  {
    readonly one: ReturnView;
    readonly decide: FormView;
    readonly id: string;
    readonly of_case: string | undefined;
  }
> = ({ one, decide, id, of_case }) => {
  const named = (
    <>
      <input type="hidden" name="order" value={one.order} />
      <input type="hidden" name="return" value={one.id} />
      {of_case === undefined ? null : <input type="hidden" name="case" value={of_case} />}
    </>
  );
  if (one.asks) {
    return (
      <div class="choices decide below">
        <DeskForm form={decide} class="spread" file>
          {named}
          <LabelFields id={id} summary={w("returns.label")} />
          <button class="button" type="submit" name="do" value="approve">{w("returns.approve")}</button>
        </DeskForm>
        <AskOrDecline form={decide} id={id} reason={w("returns.reason")}>{named}</AskOrDecline>
      </div>
    );
  }
  return (
    <div class="choices decide below">
      <DeskForm form={decide} class="spread">
        {named}
        <button class="button" type="submit" name="do" value="received">{w("returns.received")}</button>
      </DeskForm>
      <DeskForm form={decide} class="spread" file>
        {named}
        <LabelFields id={id} summary={w(one.has_label ? "returns.label_instead" : "returns.label")}>
          <button class="button quiet" type="submit" name="do" value="label">
            {w("returns.label_send")}
          </button>
        </LabelFields>
      </DeskForm>
    </div>
  );
};

/** A label that the shop has from its carrier, as a file, with what the customer needs to know of it. */
const LabelFields: FC<{ readonly id: string; readonly summary: string; readonly children?: Child }> = (
  { id, summary, children },
) => (
  <details class="label-fields">
    <summary>{summary}</summary>
    <div class="inline">
      <div>
        <label for={`label-${id}`}>{w("returns.label_file")}</label>
        <input id={`label-${id}`} type="file" name="label" accept="application/pdf,image/png,image/jpeg" />
      </div>
      <div>
        <label for={`use-${id}`}>{w("returns.label_use")}</label>
        <select id={`use-${id}`} name="use">
          <option value="label">{w("returns.use_label")}</option>
          <option value="code">{w("returns.use_code")}</option>
        </select>
      </div>
      <div>
        <label for={`until-${id}`}>{w("returns.label_until")}</label>
        <input id={`until-${id}`} type="date" name="label_until" />
      </div>
      <div>
        <label for={`carrier-${id}`}>{w("returns.carrier")}</label>
        <input id={`carrier-${id}`} name="carrier" maxlength={100} />
      </div>
      <div>
        <label for={`tracking-${id}`}>{w("returns.tracking")}</label>
        <input id={`tracking-${id}`} name="tracking" maxlength={100} />
      </div>
      {children}
    </div>
  </details>
);

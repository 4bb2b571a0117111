/** Lists returns with what goes back, why and with which pictures, and the decisions that each allows now. */
import type { Child, FC } from "hono/jsx";
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
          <a class="name" href={one.link.href}>{one.link.label}</a>
          <span>{one.who}</span>
          {one.lines.map((line) => <p class="why">{line}</p>)}
          <p class="times">{one.facts.map((fact) => <span>{fact}</span>)}</p>
          {one.pictures.length === 0 ? null : (
            <p class="times">
              {one.pictures.map(({ href, label }) => <a href={href}>{label}</a>)}
            </p>
          )}
          <DeskForm form={decide} class="inline below" file>
            <input type="hidden" name="order" value={one.order} />
            <input type="hidden" name="return" value={one.id} />
            {of_case === undefined ? null : <input type="hidden" name="case" value={of_case} />}
            {one.asks
              ? (
                <>
                  <LabelFields index={index} summary={w("returns.label")} />
                  <button class="button" type="submit" name="do" value="approve">
                    {w("returns.approve")}
                  </button>
                  <div>
                    <label for={`reason-${index}`}>{w("returns.reason")}</label>
                    <input id={`reason-${index}`} name="reason" maxlength={500} />
                  </div>
                  <button class="button quiet" type="submit" name="do" value="decline">
                    {w("returns.decline")}
                  </button>
                  <div>
                    <label for={`question-${index}`}>{w("case.ask")}</label>
                    <input id={`question-${index}`} name="question" maxlength={2_000} />
                  </div>
                  <button class="button quiet" type="submit" name="do" value="ask">
                    {w("case.ask_do")}
                  </button>
                </>
              )
              : (
                <>
                  <button class="button" type="submit" name="do" value="received">
                    {w("returns.received")}
                  </button>
                  <LabelFields
                    index={index}
                    summary={w(one.has_label ? "returns.label_instead" : "returns.label")}
                  >
                    <button class="button quiet" type="submit" name="do" value="label">
                      {w("returns.label_send")}
                    </button>
                  </LabelFields>
                </>
              )}
          </DeskForm>
        </div>
        <State state={one.state} />
        <div class="when">
          <At at={one.at} />
        </div>
      </li>
    ))}
  </ul>
);

/** A label that the shop has from its carrier, as a file, with what the customer needs to know of it. */
const LabelFields: FC<{ readonly index: number; readonly summary: string; readonly children?: Child }> = (
  { index, summary, children },
) => (
  <details class="label-fields">
    <summary>{summary}</summary>
    <div>
      <label for={`label-${index}`}>{w("returns.label_file")}</label>
      <input id={`label-${index}`} type="file" name="label" accept="application/pdf,image/png,image/jpeg" />
    </div>
    <div>
      <label for={`use-${index}`}>{w("returns.label_use")}</label>
      <select id={`use-${index}`} name="use">
        <option value="label">{w("returns.use_label")}</option>
        <option value="code">{w("returns.use_code")}</option>
      </select>
    </div>
    <div>
      <label for={`until-${index}`}>{w("returns.label_until")}</label>
      <input id={`until-${index}`} type="date" name="label_until" />
    </div>
    <div>
      <label for={`carrier-${index}`}>{w("returns.carrier")}</label>
      <input id={`carrier-${index}`} name="carrier" maxlength={100} />
    </div>
    <div>
      <label for={`tracking-${index}`}>{w("returns.tracking")}</label>
      <input id={`tracking-${index}`} name="tracking" maxlength={100} />
    </div>
    {children}
  </details>
);

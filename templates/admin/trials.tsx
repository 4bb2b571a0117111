/** Two versions of a mail side by side: what each brought, how sure that is, and what may be done about it. */
import type { FC } from "hono/jsx";
import { At, DeskForm, DeskPage, Nothing, Section, State } from "./desk_page.tsx";
import type { FormView, FrameView, LinkTo, MomentView, StateView } from "./view.ts";
import { w } from "./words.ts";

export interface TrialView {
  readonly id: string;
  readonly title: string;
  readonly state: StateView;
  readonly is_running: boolean;
  readonly is_adopted: boolean;
  readonly started: MomentView;
  readonly who: string;
  /** When it ended, or ends at the latest. */
  readonly until: MomentView;
  readonly is_over: boolean;
  /** How long it was to take, as said before it started. */
  readonly expected: string;
  readonly changes: readonly { readonly name: string; readonly text: string }[];
  readonly rows: readonly { readonly name: string; readonly cells: readonly string[] }[];
}

export interface TrialsView {
  readonly frame: FrameView;
  readonly back: LinkTo;
  /** Where a text is written. */
  readonly texts: LinkTo;
  readonly trials: readonly TrialView[];
  readonly start: FormView;
  readonly stop: FormView;
  readonly adopt: FormView;
  /** Kinds whose days may be tried. */
  readonly timed: readonly { readonly value: string; readonly label: string }[];
  readonly differences: readonly {
    readonly value: string;
    readonly label: string;
    readonly is_usual: boolean;
  }[];
}

export const TrialsPage: FC<{ readonly view: TrialsView }> = ({ view }) => (
  <DeskPage
    frame={view.frame}
    title={w("trials.title")}
    aside={<a href={view.back.href}>{view.back.label}</a>}
  >
    <p class="muted meaning">{w("trials.lead")}</p>
    {view.trials.length === 0 ? <Nothing>{w("trials.none")}</Nothing> : null}
    {view.trials.map((trial) => (
      <Section title={trial.title} aside={<State state={trial.state} />}>
        <p class="muted">
          <At at={trial.started} /> · {trial.who} · {w(trial.is_over ? "trials.ended" : "trials.ends")}{" "}
          <At at={trial.until} /> · {trial.expected}
        </p>
        <dl class="version">
          {trial.changes.map(({ name, text }) => (
            <div>
              <dt>{name}</dt>
              <dd dir="auto">{text}</dd>
            </div>
          ))}
        </dl>
        <Measures trial={trial} />
        <div class="act">
          {trial.is_running ? <One form={view.stop} trial={trial} label={w("trials.stop")} /> : null}
          {trial.is_adopted ? null : <One form={view.adopt} trial={trial} label={w("trials.adopt")} />}
        </div>
      </Section>
    ))}
    <Section title={w("trials.start_text")}>
      <p class="muted meaning">
        {w("trials.start_text_lead")} <a href={view.texts.href}>{view.texts.label}</a>
      </p>
    </Section>
    {view.timed.length === 0 ? null : (
      <Section title={w("trials.start_days")}>
        <p class="muted meaning">{w("trials.start_days_lead")}</p>
        <DeskForm form={view.start} class="answer trial">
          <label for="trial-kind">{w("trials.mail")}</label>
          <select id="trial-kind" name="kind">
            {view.timed.map(({ value, label }) => <option value={value}>{label}</option>)}
          </select>
          <label for="trial-days">{w("trials.days")}</label>
          <input id="trial-days" name="days" inputmode="numeric" maxlength={50} required autocomplete="off" />
          <Differences id="trial-difference" differences={view.differences} />
          <div class="act">
            <button class="button" type="submit">{w("trials.start")}</button>
          </div>
        </DeskForm>
      </Section>
    )}
    <p class="muted meaning">{w("trials.trust")}</p>
  </DeskPage>
);

export const Differences: FC<{
  readonly id: string;
  readonly differences: TrialsView["differences"];
}> = ({ id, differences }) => (
  <>
    <label for={id}>{w("trials.difference")}</label>
    <select id={id} name="difference">
      {differences.map(({ value, label, is_usual }) => (
        <option value={value} selected={is_usual}>{label}</option>
      ))}
    </select>
  </>
);

const Measures: FC<{ readonly trial: TrialView }> = ({ trial }) => (
  <div class="scroll" tabindex={0} role="region" aria-label={`${w("trials.title")}: ${trial.title}`}>
    <table>
      <thead>
        <tr>
          <th scope="col">{w("trials.measure")}</th>
          <th scope="col" class="number">{w("trials.usual")}</th>
          <th scope="col" class="number">{w("trials.tried")}</th>
          <th scope="col" class="number">{w("trials.pairs_that_differ")}</th>
          <th scope="col" class="number">{w("trials.verdict")}</th>
        </tr>
      </thead>
      <tbody>
        {trial.rows.map((row) => (
          <tr>
            <th scope="row">{row.name}</th>
            {row.cells.map((cell) => <td class="number">{cell}</td>)}
          </tr>
        ))}
      </tbody>
    </table>
  </div>
);

const One: FC<{ readonly form: FormView; readonly trial: TrialView; readonly label: string }> = (
  { form, trial, label },
) => (
  <DeskForm form={form}>
    <input type="hidden" name="trial" value={trial.id} />
    <button class="button quiet" type="submit" aria-label={`${label}: ${trial.title}`}>{label}</button>
  </DeskForm>
);

/** Shows the tokens of a shop's programs, and the form that makes one. */
import type { FC } from "hono/jsx";
import { At, DeskForm, DeskPage, Nothing, Section } from "./desk_page.tsx";
import type { FormView, FrameView, MomentView } from "./view.ts";
import { w } from "./words.ts";

export interface ProgramsView {
  readonly frame: FrameView;
  readonly fault: string | null;
  /** The token that was just made, shown this once. */
  readonly made: { readonly name: string; readonly token: string } | null;
  readonly tokens: readonly {
    readonly id: string;
    readonly name: string;
    readonly scopes: string;
    readonly used: MomentView | null;
    readonly expires: MomentView | null;
    readonly is_over: boolean;
  }[];
  readonly scopes: readonly { readonly scope: string; readonly label: string; readonly may: string }[];
  readonly make: FormView;
  readonly end: FormView;
}

export const ProgramsPage: FC<{ readonly view: ProgramsView }> = ({ view }) => (
  <DeskPage frame={view.frame} title={w("tab.programs")}>
    {view.fault === null ? null : <p class="fault" role="alert">{view.fault}</p>}
    {view.made === null ? null : (
      <div role="status">
        <p class="told-here good">{w("programs.made", { name: view.made.name })}</p>
        <label for="made">{w("programs.made_label")}</label>
        <input id="made" readonly value={view.made.token} size={60} autocomplete="off" />
      </div>
    )}
    <p class="muted meaning">{w("programs.lead")}</p>
    {view.tokens.length === 0 ? <Nothing>{w("programs.none")}</Nothing> : (
      <ul class="lines reach">
        {view.tokens.map(({ id, name, scopes, used, expires, is_over }) => (
          <li>
            <div class="what">
              <span class="name">{name}</span>
              <span class="muted">{scopes}</span>
            </div>
            <div class="when muted">
              {used === null ? <span>{w("programs.never")}</span> : (
                <span>
                  {w("programs.used")} <At at={used} />
                </span>
              )}
              {expires === null ? <span>{w("programs.forever")}</span> : (
                <span>
                  {w(is_over ? "programs.over" : "programs.until")} <At at={expires} />
                </span>
              )}
            </div>
            <DeskForm form={view.end}>
              <input type="hidden" name="token" value={id} />
              <button class="plainly" type="submit">
                {w("programs.end")} <span class="vh">{name}</span>
              </button>
            </DeskForm>
          </li>
        ))}
      </ul>
    )}
    <Section title={w("programs.make")}>
      <DeskForm form={view.make} class="answer">
        <label for="name">{w("programs.name")}</label>
        <input id="name" name="name" required maxlength={60} autocomplete="off" />
        <fieldset class="choices">
          <legend>{w("programs.scopes")}</legend>
          {view.scopes.map(({ scope, label, may }) => (
            <label class="choice">
              <input type="checkbox" name={`scope-${scope}`} checked={scope === "read"} />
              <span>
                {label}
                <span class="muted">{may}</span>
              </span>
            </label>
          ))}
        </fieldset>
        <label for="days">{w("programs.days")}</label>
        <input id="days" name="days" inputmode="numeric" maxlength={4} autocomplete="off" />
        <div class="act">
          <button class="button" type="submit">{w("programs.make_do")}</button>
          <p class="muted small">{w("programs.make_hint")}</p>
        </div>
      </DeskForm>
    </Section>
  </DeskPage>
);

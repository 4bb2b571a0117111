/** Shows the tokens of a shop's programs and the addresses that are told of what happens, with the forms that make them; the log of one address. */
import type { FC } from "hono/jsx";
import { At, DeskForm, DeskPage, Nothing, Onward, Section, State } from "./desk_page.tsx";
import { SettingsTabs } from "./settings_part.tsx";
import type { FormView, FrameView, MomentView, StateView } from "./view.ts";
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
  /** The signing secret that was just made, shown this once. */
  readonly secret: { readonly name: string; readonly secret: string } | null;
  readonly hooks: readonly {
    readonly id: string;
    readonly url: string;
    readonly types: string;
    readonly state: StateView;
    readonly is_on: boolean;
    readonly failing: MomentView | null;
    readonly told: MomentView | null;
    readonly log: string;
  }[];
  readonly hook_make: FormView;
  readonly hook_test: FormView;
  readonly hook_rotate: FormView;
  readonly hook_replay: FormView;
  readonly hook_switch: FormView;
  readonly hook_end: FormView;
  readonly make: FormView;
  readonly end: FormView;
}

export const ProgramsPage: FC<{ readonly view: ProgramsView }> = ({ view }) => (
  <DeskPage frame={view.frame} title={w("tab.programs")}>
    <SettingsTabs frame={view.frame} current="programs" />
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
    <Hooks view={view} />
  </DeskPage>
);

const Hooks: FC<{ readonly view: ProgramsView }> = ({ view }) => (
  <Section id="hooks" title={w("programs.hooks")}>
    <p class="muted meaning">{w("programs.hooks_lead")}</p>
    {view.secret === null ? null : (
      <div role="status">
        <p class="told-here good">{w("programs.hook_secret", { name: view.secret.name })}</p>
        <label for="secret">{w("programs.made_label")}</label>
        <input id="secret" readonly value={view.secret.secret} size={60} autocomplete="off" />
      </div>
    )}
    {view.hooks.length === 0 ? <Nothing>{w("programs.no_hooks")}</Nothing> : (
      <ul class="lines reach">
        {view.hooks.map((hook) => (
          <li>
            <div class="what">
              <a class="name" href={hook.log}>{hook.url}</a>
              <span class="muted">{hook.types}</span>
            </div>
            <div class="when muted">
              <State state={hook.state} />
              {hook.failing === null ? null : (
                <span>
                  {w("programs.hook_failing")} <At at={hook.failing} />
                </span>
              )}
              {hook.told === null ? null : (
                <span>
                  {w("programs.told")} <At at={hook.told} />
                </span>
              )}
            </div>
            <div class="row">
              <HookForm form={view.hook_test} hook={hook} label={w("programs.test")} />
              <HookForm form={view.hook_replay} hook={hook} label={w("programs.replay")} />
              <HookForm form={view.hook_rotate} hook={hook} label={w("programs.rotate")} />
              <HookForm
                form={view.hook_switch}
                hook={hook}
                label={w(hook.is_on ? "programs.switch_off" : "programs.switch_on")}
                to={hook.is_on ? "off" : "on"}
              />
              <HookForm form={view.hook_end} hook={hook} label={w("programs.hook_end")} />
            </div>
          </li>
        ))}
      </ul>
    )}
    <h3>{w("programs.hook_new")}</h3>
    <DeskForm form={view.hook_make} class="answer">
      <label for="url">{w("programs.url")}</label>
      <input id="url" name="url" type="url" required maxlength={1_000} autocomplete="off" />
      <label for="types">{w("programs.types")}</label>
      <input id="types" name="types" maxlength={1_000} autocomplete="off" />
      <div class="act">
        <button class="button" type="submit">{w("programs.hook_make_do")}</button>
        <p class="muted small">{w("programs.make_hint")}</p>
      </div>
    </DeskForm>
  </Section>
);

const HookForm: FC<{
  readonly form: FormView;
  readonly hook: { readonly id: string; readonly url: string };
  readonly label: string;
  readonly to?: string;
}> = ({ form, hook, label, to }) => (
  <DeskForm form={form} class="inline">
    <input type="hidden" name="hook" value={hook.id} />
    {to === undefined ? null : <input type="hidden" name="to" value={to} />}
    <button class="plainly" type="submit">
      {label} <span class="vh">{hook.url}</span>
    </button>
  </DeskForm>
);

export interface HookLogView {
  readonly frame: FrameView;
  readonly name: string;
  readonly hook: string;
  readonly replay: FormView;
  readonly events: readonly {
    readonly id: string;
    readonly type: string;
    readonly about: string;
    readonly at: MomentView;
    readonly state: StateView;
    readonly tries: string;
    readonly answers: string;
  }[];
  readonly next: string | null;
}

export const HookLogPage: FC<{ readonly view: HookLogView }> = ({ view }) => (
  <DeskPage frame={view.frame} title={w("programs.log_of", { name: view.name })}>
    {view.events.length === 0 ? <Nothing>{w("programs.log_none")}</Nothing> : (
      <ul class="lines reach">
        {view.events.map((event) => (
          <li>
            <div class="what">
              <span class="name">{event.type}</span>
              <span class="muted">{event.about}</span>
            </div>
            <div class="when muted">
              <State state={event.state} />
              <At at={event.at} />
              <span>{event.tries}</span>
              <span>{event.answers}</span>
            </div>
            <DeskForm form={view.replay} class="inline">
              <input type="hidden" name="hook" value={view.hook} />
              <input type="hidden" name="event" value={event.id} />
              <button class="plainly" type="submit">
                {w("programs.replay_one")} <span class="vh">{event.type}</span>
              </button>
            </DeskForm>
          </li>
        ))}
      </ul>
    )}
    <Onward href={view.next}>{w("programs.older")}</Onward>
  </DeskPage>
);

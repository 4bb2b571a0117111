/** Shows a shop's people with their roles, and the form that invites another. */
import type { FC } from "hono/jsx";
import { At, DeskForm, DeskPage, Nothing, Section } from "./desk_page.tsx";
import { SettingsTabs } from "./settings_part.tsx";
import type { FormView, FrameView, MomentView } from "./view.ts";
import { w } from "./words.ts";

export interface PeopleView {
  readonly frame: FrameView;
  readonly fault: string | null;
  readonly people: readonly {
    readonly id: string;
    readonly name: string;
    readonly email: string;
    readonly role: string;
    /** When they first came; null for who has not yet. */
    readonly joined: MomentView | null;
    readonly invited: MomentView;
  }[];
  readonly roles: readonly { readonly role: string; readonly label: string; readonly may: string }[];
  /** Whom Cloudflare Access lets in by the settings; null for nobody. */
  readonly by_access: string | null;
  readonly invite: FormView;
  readonly change: FormView;
  readonly remove: FormView;
}

export const PeoplePage: FC<{ readonly view: PeopleView }> = ({ view }) => (
  <DeskPage frame={view.frame} title={w("tab.people")}>
    <SettingsTabs frame={view.frame} current="people" />
    {view.fault === null ? null : <p class="fault" role="alert">{view.fault}</p>}
    {view.people.length === 0 ? <Nothing>{w("people.none")}</Nothing> : (
      <ul class="lines reach">
        {view.people.map(({ id, name, email, role, joined, invited }) => (
          <li>
            <div class="what">
              <span class="name">{name}</span>
              <span class="muted">{email}</span>
            </div>
            <div class="when muted">
              {joined === null ? <span>{w("people.not_yet")}</span> : null}
              <At at={joined ?? invited} />
            </div>
            <div class="row">
              <DeskForm form={view.change} class="inline">
                <input type="hidden" name="person" value={id} />
                <div>
                  <label for={`role-${id}`} class="vh">{w("people.role_of", { name })}</label>
                  <select id={`role-${id}`} name="role">
                    {view.roles.map((one) => (
                      <option value={one.role} selected={one.role === role}>{one.label}</option>
                    ))}
                  </select>
                </div>
                <button class="button quiet" type="submit">
                  {w("people.change")}
                  <span class="vh">{name}</span>
                </button>
              </DeskForm>
              <DeskForm form={view.remove}>
                <input type="hidden" name="person" value={id} />
                <button class="plainly" type="submit">
                  {w("people.remove")}
                  <span class="vh">{name}</span>
                </button>
              </DeskForm>
            </div>
          </li>
        ))}
      </ul>
    )}
    <p class="muted meaning">{w("people.token_lead")}</p>
    {view.by_access === null
      ? null
      : <p class="muted meaning">{w("people.access_lead", { emails: view.by_access })}</p>}
    <Section title={w("people.invite")}>
      <DeskForm form={view.invite} class="answer">
        <label for="name">{w("people.name")}</label>
        <input id="name" name="name" required maxlength={60} autocomplete="off" />
        <label for="email">{w("enter.email_of")}</label>
        <input id="email" name="email" type="email" required maxlength={254} autocomplete="off" />
        <fieldset class="choices">
          <legend>{w("people.role")}</legend>
          {view.roles.map(({ role, label, may }) => (
            <label class="choice">
              <input type="radio" name="role" value={role} checked={role === "agent"} />
              <span>
                {label}
                <span class="muted">{may}</span>
              </span>
            </label>
          ))}
        </fieldset>
        <div class="act">
          <button class="button" type="submit">{w("people.send")}</button>
          <p class="muted small">{w("people.send_hint")}</p>
        </div>
      </DeskForm>
    </Section>
  </DeskPage>
);

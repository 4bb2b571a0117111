/** Lists the shop's channels in order: which are open, and how much of the day's quota is used. */
import type { FC } from "hono/jsx";
import { DeskForm, DeskPage, Section, State } from "./desk_page.tsx";
import type { FormView, FrameView, StateView } from "./view.ts";
import { w } from "./words.ts";

export interface ChannelView {
  readonly name: string;
  readonly place: string;
  readonly state: StateView;
  /** Why the channel is not used. */
  readonly reason: string | null;
  /** How much of the day's quota or of the warm-up is used; null where neither limits. */
  readonly today: string | null;
}

/** One way to customers beside mail, or the help desk. */
export interface WaySectionView {
  readonly way: string;
  readonly label: string;
  readonly state: StateView;
  readonly is_open: boolean;
  readonly hook_url: string;
  readonly steps: readonly string[];
  readonly fields: readonly {
    readonly name: string;
    readonly label: string;
    readonly is_secret: boolean;
    readonly is_set: boolean;
    readonly value: string | null;
  }[];
  readonly can_check: boolean;
  readonly can_disconnect: boolean;
  readonly fault: string | null;
  /** What the check found. */
  readonly found: readonly { readonly ok: boolean; readonly says: string }[];
  readonly form: FormView;
}

export interface ChannelsView {
  readonly frame: FrameView;
  readonly channels: readonly ChannelView[];
  readonly facts: readonly string[];
  readonly ways: readonly WaySectionView[];
}

export const ChannelsPage: FC<{ readonly view: ChannelsView }> = ({ view }) => (
  <DeskPage frame={view.frame} title={w("tab.channels")}>
    <p class="muted meaning">{w("channels.lead")}</p>
    <ol class="lines">
      {view.channels.map(({ name, place, state, reason, today }) => (
        <li>
          <div class="what">
            <span class="name">{name}</span>
            <span class="muted">{place}</span>
            {reason === null ? null : <p class="why">{reason}</p>}
          </div>
          <State state={state} />
          <div class="when">
            {today === null ? <span class="muted">{w("channels.no_limit")}</span> : today}
          </div>
        </li>
      ))}
    </ol>
    <ul class="improve">{view.facts.map((fact) => <li class="quiet">{fact}</li>)}</ul>
    <Section id="ways" title={w("channels.ways")}>
      <p class="muted meaning">{w("channels.ways_lead")}</p>
      {view.ways.map((way) => <Way {...way} />)}
    </Section>
  </DeskPage>
);

const Way: FC<WaySectionView> = (
  { way, label, state, is_open, hook_url, steps, fields, can_check, can_disconnect, fault, found, form },
) => (
  <details class="reply" id={`way-${way}`} open={is_open}>
    <summary>
      {label} <State state={state} />
    </summary>
    {fault === null ? null : <p class="fault" role="alert">{fault}</p>}
    {found.length === 0 ? null : (
      <ul class="improve" role="status">
        {found.map(({ ok, says }) => <li class={ok ? "quiet" : undefined}>{says}</li>)}
      </ul>
    )}
    <ol class="steps">{steps.map((step) => <li>{step}</li>)}</ol>
    <p class="small">
      {w("channels.way_hook")} <code>{hook_url}</code>
    </p>
    <DeskForm form={form} class="below account">
      {fields.map((one) => {
        const id = `${way}-${one.name}`;
        return (
          <div>
            <label for={id}>{one.label}</label>
            <input
              id={id}
              name={one.name}
              type={one.is_secret ? "password" : "text"}
              value={one.value ?? ""}
              placeholder={one.is_secret && one.is_set ? w("channels.way_kept") : undefined}
              maxlength={1_000}
              autocomplete="off"
            />
          </div>
        );
      })}
      <div class="act">
        <button class="button quiet" type="submit" name="do" value="connect">{w("channels.way_save")}</button>
        {can_check
          ? <button class="plainly" type="submit" name="do" value="check">{w("channels.way_check")}</button>
          : null}
        {can_disconnect
          ? (
            <button class="plainly" type="submit" name="do" value="disconnect">
              {w("channels.way_disconnect")}
            </button>
          )
          : null}
      </div>
    </DeskForm>
  </details>
);

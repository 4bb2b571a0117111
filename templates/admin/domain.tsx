/** Shows the DNS records of the domain that mails come from, channel by channel, and the records to set. */
import type { FC } from "hono/jsx";
import { DeskForm, DeskPage, Section, State } from "./desk_page.tsx";
import type { FormView, FrameView, StateView } from "./view.ts";
import { w } from "./words.ts";

export interface FindingView {
  readonly part: string;
  readonly state: StateView;
  readonly message: string;
}

export interface RecordView {
  readonly name: string;
  readonly type: string;
  readonly value: string;
  readonly state: StateView;
}

export interface CheckedChannelView {
  readonly channel: string;
  readonly summary: StateView;
  readonly findings: readonly FindingView[];
  readonly records: readonly RecordView[];
  /** How many DNS questions the check left out, because the records nest too deep. */
  readonly unasked: string | null;
}

export interface DomainView {
  readonly frame: FrameView;
  readonly domain: string;
  readonly form: FormView;
  /** Channel names; the channels that the shop sends through come first. */
  readonly channels: readonly string[];
  /** Whether the shop sends through any of them. */
  readonly has_own: boolean;
  readonly channel: string;
  readonly selectors: string;
  readonly return_path: string;
  readonly fault: string | null;
  /** Null before a check was run. */
  readonly checked: readonly CheckedChannelView[] | null;
}

export const DomainPage: FC<{ readonly view: DomainView }> = ({ view }) => (
  <DeskPage frame={view.frame} title={view.domain} aside={<span class="muted">{w("tab.domain")}</span>}>
    <p class="muted meaning">{w("domain.lead")}</p>
    {view.fault === null ? null : <p class="fault" role="alert">{view.fault}</p>}
    {view.has_own ? null : <p class="muted meaning">{w("domain.no_channel")}</p>}
    <DeskForm form={view.form} class="inline">
      <div>
        <label for="channel">{w("domain.channel")}</label>
        <select id="channel" name="channel">
          {view.has_own ? <option value="">{w("domain.every_channel")}</option> : null}
          {view.channels.map((name) => <option value={name} selected={name === view.channel}>{name}</option>)}
        </select>
      </div>
      <Names name="selectors" value={view.selectors} />
      <Names name="return_path" value={view.return_path} />
      <button class="button" type="submit">{w("domain.submit")}</button>
    </DeskForm>
    {view.checked?.map((one) => <Checked one={one} />)}
  </DeskPage>
);

/** Host names, as their provider shows them. */
const Names: FC<{ readonly name: "selectors" | "return_path"; readonly value: string }> = (
  { name, value },
) => (
  <div>
    <label for={name}>{w(`domain.${name}`)}</label>
    <input id={name} name={name} value={value} maxlength={300} autocomplete="off" spellcheck={false} />
  </div>
);

const Checked: FC<{ readonly one: CheckedChannelView }> = ({ one }) => (
  <Section title={one.channel} aside={<State state={one.summary} />}>
    <ul class="findings">
      {one.findings.map(({ part, state, message }) => (
        <li>
          <State state={state} />
          <strong>{part}</strong>
          <span>{message}</span>
        </li>
      ))}
    </ul>
    {one.unasked === null ? null : <p class="muted small">{one.unasked}</p>}
    <h3>{w("domain.records")}</h3>
    <p class="muted small">{w("domain.records_hint")}</p>
    <ul class="records">
      {one.records.map(({ name, type, value, state }) => (
        <li>
          <p class="record-head">
            <State state={state} /> <strong>{type}</strong>
          </p>
          <dl>
            <dt>{w("domain.name")}</dt>
            <dd>
              <code class="copy">{name}</code>
            </dd>
            <dt>{w("domain.value")}</dt>
            <dd>
              <code class="copy">{value}</code>
            </dd>
          </dl>
        </li>
      ))}
    </ul>
  </Section>
);

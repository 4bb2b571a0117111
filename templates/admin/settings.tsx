/** Shows which mails a shop sends: shadow mode, each kind, copies, and orders that get none. Each part is a form of its own. */
import type { FC } from "hono/jsx";
import { DeskForm, DeskPage, Nothing, Section, State } from "./desk_page.tsx";
import { SettingsTabs } from "./settings_part.tsx";
import type { FormView, FrameView, LinkTo, StateView } from "./view.ts";
import { w } from "./words.ts";

export interface KindView {
  readonly kind: string;
  readonly name: string;
  readonly when: string;
  readonly state: "on" | "off" | "shadow";
  /** What happened lately: `1,288 in 30 days`, `118 would have gone`; empty for nothing. */
  readonly figure: string;
}

export interface SettingsView {
  readonly frame: FrameView;
  readonly fault: string | null;
  readonly shadow: {
    readonly is_on: boolean;
    /** What shadow mode would have sent; null where it kept nothing back. */
    readonly kept: LinkTo | null;
    readonly form: FormView;
  };
  readonly kinds: {
    readonly summary: string;
    readonly groups: readonly { readonly title: string; readonly kinds: readonly KindView[] }[];
    readonly form: FormView;
  };
  readonly copies: {
    readonly lines: readonly { readonly kind: string; readonly name: string; readonly email: string }[];
    readonly kinds: readonly { readonly kind: string; readonly name: string }[];
    readonly add: FormView;
    readonly remove: FormView;
  };
  readonly rules: {
    /** Each rule as a sentence. */
    readonly lines: readonly string[];
    readonly customers: readonly { readonly name: string; readonly label: string }[];
    readonly add: FormView;
    readonly remove: FormView;
  };
  readonly chats: {
    /** Where alert mails go. */
    readonly mail: string;
    readonly form: FormView;
    readonly chats: readonly {
      readonly chat: string;
      readonly name: string;
      readonly is_on: boolean;
      /** How telling went last; null where nothing was told yet. */
      readonly told: string | null;
      readonly is_failing: boolean;
    }[];
  };
  /** The shop's own Slack app. */
  readonly slack: {
    readonly is_on: boolean;
    /** What the app's event subscription needs. */
    readonly events_url: string;
    readonly form: FormView;
  };
  readonly marketplaces: {
    readonly sub_orders: boolean;
    readonly relays: boolean;
    readonly form: FormView;
  };
}

const STATES = ["on", "off", "shadow"] as const;
const TONES = { on: "good", off: "quiet", shadow: "warn" } as const satisfies Record<
  string,
  StateView["tone"]
>;

export const SettingsPage: FC<{ readonly view: SettingsView }> = ({ view }) => (
  <DeskPage frame={view.frame} title={w("tab.settings")} aside={w("settings.aside")}>
    <SettingsTabs frame={view.frame} current="mails" />
    {view.fault === null ? null : <p class="fault" role="alert">{view.fault}</p>}
    <Shadow {...view.shadow} />
    <Kinds {...view.kinds} />
    <Copies {...view.copies} />
    <Rules {...view.rules} />
    <Marketplaces {...view.marketplaces} />
    <Chats {...view.chats} />
    <Slack {...view.slack} />
  </DeskPage>
);

const Shadow: FC<SettingsView["shadow"]> = ({ is_on, kept, form }) => (
  <Section
    id="shadow"
    title={w("settings.shadow")}
    aside={
      <State
        state={{
          label: w(is_on ? "settings.shadow_is_on" : "settings.shadow_is_off"),
          tone: is_on ? "warn" : "quiet",
        }}
      />
    }
  >
    <p class="muted meaning">{w(is_on ? "settings.shadow_on" : "settings.shadow_off")}</p>
    {kept === null ? null : (
      <p class="small">
        <a href={kept.href}>{kept.label}</a>
      </p>
    )}
    <DeskForm form={form} class="act">
      <input type="hidden" name="shadow" value={is_on ? "off" : "on"} />
      <button class={is_on ? "button" : "button quiet"} type="submit">
        {w(is_on ? "settings.shadow_end" : "settings.shadow_start")}
      </button>
      <p class="muted small">{w(is_on ? "settings.shadow_end_hint" : "settings.shadow_start_hint")}</p>
    </DeskForm>
  </Section>
);

const Kinds: FC<SettingsView["kinds"]> = ({ summary, groups, form }) => (
  <Section id="kinds" title={w("settings.kinds")} aside={summary}>
    <DeskForm form={form}>
      {groups.filter(({ kinds }) =>
        kinds.length > 0
      ).map(({ title, kinds }) => (
        <>
          <h3>{title}</h3>
          <ul class="lines kinds">
            {kinds.map(({ kind, name, when, state, figure }) => (
              <li>
                <div class="what">
                  <label class="name" for={`kind-${kind}`}>{name}</label>
                  <p class="why muted">{w("settings.when", { when })}</p>
                </div>
                <select id={`kind-${kind}`} name={kind} class={TONES[state]}>
                  {STATES.map((one) => (
                    <option value={one} selected={one === state}>{w(`settings.state_${one}`)}</option>
                  ))}
                </select>
                <div class="when muted">{figure}</div>
              </li>
            ))}
          </ul>
        </>
      ))}
      <div class="act">
        <button class="button" type="submit">{w("settings.kinds_save")}</button>
        <p class="muted small">{w("settings.kinds_hint")}</p>
      </div>
    </DeskForm>
  </Section>
);

const Chats: FC<SettingsView["chats"]> = ({ mail, form, chats }) => (
  <Section id="chat" title={w("settings.chat")}>
    <p class="muted meaning">{w("settings.chat_lead", { mail })}</p>
    <ul class="lines reach">
      {chats.map(({ chat, name, is_on, told, is_failing }) => (
        <li>
          <div class="what">
            <span class="name">{name}</span>
            {told === null ? null : <p class={is_failing ? "why warn" : "why muted"}>{told}</p>}
          </div>
          <State
            state={{
              label: w(is_on ? "settings.chat_on" : "settings.chat_off"),
              tone: is_failing ? "warn" : is_on ? "good" : "quiet",
            }}
          />
          <DeskForm form={form} class="inline">
            <input type="hidden" name="chat" value={chat} />
            {is_on ? <input type="hidden" name="url" value="" /> : (
              <div>
                <label for={`chat-${chat}`}>{w("settings.chat_url")}</label>
                <input
                  id={`chat-${chat}`}
                  name="url"
                  type="url"
                  required
                  maxlength={1_000}
                  autocomplete="off"
                  placeholder="https://"
                />
              </div>
            )}
            <button class="button quiet" type="submit">
              {w(is_on ? "settings.chat_end" : "settings.chat_begin")}
              <span class="vh">{name}</span>
            </button>
          </DeskForm>
        </li>
      ))}
    </ul>
    <p class="muted small below">{w("settings.chat_hint")}</p>
  </Section>
);

const SLACK_FIELDS = ["bot_token", "signing_secret", "channel"] as const;

const Slack: FC<SettingsView["slack"]> = ({ is_on, events_url, form }) => (
  <Section
    id="slack"
    title={w("settings.slack")}
    aside={
      <State
        state={{
          label: w(is_on ? "settings.chat_on" : "settings.chat_off"),
          tone: is_on ? "good" : "quiet",
        }}
      />
    }
  >
    <p class="muted meaning">{w("settings.slack_lead")}</p>
    <p class="small">
      {w("settings.slack_events")} <code>{events_url}</code>
    </p>
    <DeskForm form={form} class="answer">
      {is_on ? <input type="hidden" name="bot_token" value="" /> : SLACK_FIELDS.map((name) => (
        <>
          <label for={`slack-${name}`}>{w(`settings.slack_${name}`)}</label>
          <input
            id={`slack-${name}`}
            name={name}
            type={name === "channel" ? "text" : "password"}
            required
            maxlength={300}
            autocomplete="off"
          />
        </>
      ))}
      <div class="act">
        <button class="button quiet" type="submit">
          {w(is_on ? "settings.chat_end" : "settings.chat_begin")}
          <span class="vh">{w("settings.slack")}</span>
        </button>
      </div>
    </DeskForm>
    <p class="muted small below">{w("settings.slack_hint")}</p>
  </Section>
);

const Copies: FC<SettingsView["copies"]> = ({ lines, kinds, add, remove }) => (
  <Section id="copies" title={w("settings.copies")}>
    <p class="muted meaning">{w("settings.copies_lead")}</p>
    {lines.length === 0 ? <Nothing>{w("settings.copies_none")}</Nothing> : (
      <ul class="lines refused">
        {lines.map(({ kind, name, email }) => (
          <li>
            <div class="what">
              <span class="name">{email}</span>
              <span class="muted">{name}</span>
            </div>
            <DeskForm form={remove}>
              <input type="hidden" name="kind" value={kind} />
              <input type="hidden" name="email" value={email} />
              <button
                class="plainly"
                type="submit"
                aria-label={w("settings.copies_remove_one", { email, name })}
              >
                {w("settings.remove")}
              </button>
            </DeskForm>
          </li>
        ))}
      </ul>
    )}
    <DeskForm form={add} class="inline below">
      <div>
        <label for="copy-kind">{w("settings.copies_kind")}</label>
        <select id="copy-kind" name="kind">
          {kinds.map(({ kind, name }) => <option value={kind}>{name}</option>)}
        </select>
      </div>
      <div>
        <label for="copy-email">{w("settings.copies_email")}</label>
        <input id="copy-email" name="email" type="email" required maxlength={254} autocomplete="off" />
      </div>
      <button class="button quiet" type="submit">{w("settings.add")}</button>
    </DeskForm>
  </Section>
);

const Rules: FC<SettingsView["rules"]> = ({ lines, customers, add, remove }) => (
  <Section id="orders" title={w("settings.rules")}>
    <p class="muted meaning">{w("settings.rules_lead")}</p>
    {lines.length === 0 ? <Nothing>{w("settings.rules_none")}</Nothing> : (
      <ul class="lines refused">
        {lines.map((line, index) => (
          <li>
            <div class="what">{line}</div>
            <DeskForm form={remove}>
              <input type="hidden" name="rule" value={String(index)} />
              <input type="hidden" name="says" value={line} />
              <button
                class="plainly"
                type="submit"
                aria-label={w("settings.rules_remove_one", { rule: line })}
              >
                {w("settings.remove")}
              </button>
            </DeskForm>
          </li>
        ))}
      </ul>
    )}
    <DeskForm form={add} class="inline below">
      <div>
        <label for="channels">{w("settings.rules_channels")}</label>
        <input
          id="channels"
          name="channels"
          maxlength={1_000}
          autocomplete="off"
          aria-describedby="rules-hint"
        />
      </div>
      <div>
        <label for="tags">{w("settings.rules_tags")}</label>
        <input id="tags" name="tags" maxlength={1_000} autocomplete="off" aria-describedby="rules-hint" />
      </div>
      <div>
        <label for="customers">{w("settings.rules_customers")}</label>
        <select id="customers" name="customers">
          <option value="">{w("settings.rules_any")}</option>
          {customers.map(({ name, label }) => <option value={name}>{label}</option>)}
        </select>
      </div>
      <button class="button quiet" type="submit">{w("settings.rules_add")}</button>
    </DeskForm>
    <p class="muted small below" id="rules-hint">{w("settings.rules_hint")}</p>
  </Section>
);

const Marketplaces: FC<SettingsView["marketplaces"]> = ({ sub_orders, relays, form }) => (
  <Section id="marketplaces" title={w("settings.marketplaces")}>
    <DeskForm form={form}>
      <ul class="lines pick">
        <Tick
          name="sub_orders"
          is_on={sub_orders}
          label={w("settings.sub_orders")}
          hint={w("settings.sub_orders_hint")}
        />
        <Tick name="relays" is_on={relays} label={w("settings.relays")} hint={w("settings.relays_hint")} />
      </ul>
      <div class="act">
        <button class="button quiet" type="submit">{w("settings.save")}</button>
      </div>
    </DeskForm>
  </Section>
);

const Tick: FC<
  { readonly name: string; readonly is_on: boolean; readonly label: string; readonly hint: string }
> = (
  { name, is_on, label, hint },
) => (
  <li>
    <input type="checkbox" id={name} name={name} value="on" checked={is_on} />
    <div class="what">
      <label class="name" for={name}>{label}</label>
      <p class="why muted">{hint}</p>
    </div>
  </li>
);

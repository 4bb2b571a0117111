/** Shows all kinds of mail, and one of them with its texts beside the mail as it is written with them. */
import type { FC } from "hono/jsx";
import { DeskForm, DeskPage, Section, State } from "./desk_page.tsx";
import type { FormView, FrameView, LinkTo, MomentView, StateView } from "./view.ts";
import { Differences, type TrialsView } from "./trials.tsx";
import { Versions } from "./text_versions.tsx";
import { w } from "./words.ts";

export type Choice = LinkTo & { readonly current: boolean };

export interface MailKindsView {
  readonly frame: FrameView;
  /** The list of mails that went wrong. */
  readonly wrong: LinkTo;
  /** The templates of the shop's programs. */
  readonly own_templates: LinkTo;
  readonly locales: readonly Choice[];
  readonly groups: readonly {
    readonly name: string;
    readonly kinds: readonly {
      readonly href: string;
      readonly name: string;
      readonly when: string;
      readonly state: StateView;
      /** How many of its texts are the shop's own. */
      readonly own: string | null;
    }[];
  }[];
}

export interface MailKindView {
  readonly frame: FrameView;
  readonly back: LinkTo;
  readonly title: string;
  readonly when: string;
  readonly locales: readonly Choice[];
  readonly fault: string | null;
  /** Since when a draft waits that is not live. */
  readonly drafted: string | null;
  readonly form: FormView;
  readonly texts: readonly {
    readonly name: string;
    /** Its name for the people who change it. */
    readonly label: string;
    readonly usual: string;
    /** The shop's own; empty where it has none. */
    readonly text: string;
    /** `{number}` … */
    readonly variables: readonly string[];
    readonly advice: readonly string[];
  }[];
  /** The address to which a test goes; null where the person has none. */
  readonly test_to: string | null;
  readonly preview: {
    readonly sizes: readonly Choice[];
    readonly grounds: readonly Choice[];
    readonly parts: readonly Choice[];
    readonly size: "phone" | "desktop";
    readonly subject: string;
    /** Null where the text part is shown. */
    readonly frame_path: string | null;
    readonly text: string | null;
    readonly weight: string;
    /** Null for a mail of no order. */
    readonly order: {
      readonly path: string;
      readonly hidden: readonly (readonly [name: string, value: string])[];
      readonly number: string;
      /** Whether the mail is as that order owes it. */
      readonly is: string | null;
    } | null;
  };
  /** The newest first. */
  readonly versions: readonly {
    readonly id: string;
    readonly who: string;
    readonly at: MomentView;
    readonly texts: readonly { readonly name: string; readonly text: string }[];
    readonly is_live: boolean;
  }[];
  readonly back_form: FormView;
  /** How what was typed may be tried on half of the orders; null for a mail of no order. */
  readonly trial: { readonly takes: string; readonly differences: TrialsView["differences"] } | null;
}

export const MailKindsPage: FC<{ readonly view: MailKindsView }> = ({ view }) => (
  <DeskPage
    frame={view.frame}
    title={w("texts.kinds")}
    aside={<a href={view.wrong.href}>{view.wrong.label}</a>}
  >
    <Choices choices={view.locales} label={w("texts.language")} />
    <p class="muted meaning">{w("texts.lead")}</p>
    <p>
      <a href={view.own_templates.href}>{view.own_templates.label}</a>
    </p>
    {view.groups.map(({ name, kinds }) => (
      <Section title={name}>
        <ul class="lines queue">
          {kinds.map((kind) => (
            <li>
              <div class="what">
                <a class="name" href={kind.href}>{kind.name}</a>
                <p class="why muted">{kind.when}</p>
              </div>
              <State state={kind.state} />
              <div class="when">{kind.own === null ? null : <span>{kind.own}</span>}</div>
            </li>
          ))}
        </ul>
      </Section>
    ))}
  </DeskPage>
);

export const MailKindPage: FC<{ readonly view: MailKindView }> = ({ view }) => (
  <DeskPage frame={view.frame} title={view.title} aside={<a href={view.back.href}>{view.back.label}</a>}>
    <p class="muted meaning">{view.when}</p>
    <Choices choices={view.locales} label={w("texts.language")} />
    {view.fault === null ? null : <p class="fault" role="alert">{view.fault}</p>}
    {view.drafted === null ? null : <p class="held">{view.drafted}</p>}
    <div class="editor">
      <div>
        <DeskForm form={view.form} class="answer texts">
          <div class="act keep first">
            <button class="button quiet" type="submit" name="do" value="try">{w("texts.try")}</button>
            <button class="button" type="submit" name="do" value="live">{w("texts.live")}</button>
            {view.test_to === null
              ? null
              : <button class="button quiet" type="submit" name="do" value="test">{w("texts.test")}</button>}
          </div>
          {view.texts.map(({ name, label, usual, text, variables, advice }) => (
            <div class="text">
              <label for={`text-${name}`}>{label}</label>
              <textarea
                id={`text-${name}`}
                name={`text-${name}`}
                rows={Math.min(6, 1 + Math.floor((text || usual).length / 56))}
                maxlength={2_000}
                placeholder={usual}
                aria-describedby={`usual-${name}`}
                dir="auto"
              >
                {text}
              </textarea>
              <p class="muted small" id={`usual-${name}`}>
                {text === "" ? w("texts.usual_shown") : w("texts.usual", { text: usual })}
              </p>
              {variables.length === 0
                ? null
                : <p class="facts-of">{variables.map((variable) => <code>{variable}</code>)}</p>}
              {advice.map((one) => <p class="why warn">{one}</p>)}
            </div>
          ))}
          {view.trial === null ? null : (
            <details class="below">
              <summary>{w("trials.try")}</summary>
              <p class="muted small">{view.trial.takes}</p>
              <Differences id="text-difference" differences={view.trial.differences} />
              <div class="act">
                <button class="button quiet" type="submit" name="do" value="trial">
                  {w("trials.start")}
                </button>
              </div>
            </details>
          )}
          <p class="muted small">
            {w("texts.hint")}{" "}
            {view.test_to === null ? w("texts.no_test") : w("texts.test_to", { email: view.test_to })}
          </p>
        </DeskForm>
        <Versions
          versions={view.versions.map((one) => ({
            ...one,
            without: one.texts.length === 0 ? w("texts.only_usual") : null,
            may_come_back: true,
          }))}
          form={view.back_form}
        />
      </div>
      <Preview preview={view.preview} />
    </div>
  </DeskPage>
);

export const Choices: FC<{ readonly choices: readonly Choice[]; readonly label: string }> = (
  { choices, label },
) => (
  <nav class="chips" aria-label={label}>
    {choices.map(({ href, label, current }) => (
      <a href={href} aria-current={current ? "page" : undefined}>{label}</a>
    ))}
  </nav>
);

export const Preview: FC<{ readonly preview: MailKindView["preview"] }> = ({ preview }) => (
  <section class="preview" aria-label={w("texts.preview")}>
    {preview.order === null ? null : (
      <form class="inline" method="get" action={preview.order.path}>
        {preview.order.hidden.map(([name, value]) => <input type="hidden" name={name} value={value} />)}
        <div>
          <label for="preview-order">{w("texts.order")}</label>
          <input
            id="preview-order"
            name="order"
            value={preview.order.number}
            maxlength={128}
            placeholder={w("texts.order_hint")}
            autocomplete="off"
          />
        </div>
        <button class="button quiet" type="submit">{w("texts.show")}</button>
      </form>
    )}
    {preview.order?.is == null ? null : <p class="muted small">{preview.order.is}</p>}
    <div class="views">
      <Choices choices={preview.sizes} label={w("texts.size")} />
      <Choices choices={preview.grounds} label={w("texts.ground")} />
      <Choices choices={preview.parts} label={w("texts.part")} />
    </div>
    <p class="subject" dir="auto">{preview.subject}</p>
    {preview.frame_path === null
      ? <pre class="plain" tabindex={0} role="region" aria-label={w("texts.part_text")}>{preview.text}</pre>
      : (
        <iframe
          class={`frame ${preview.size}`}
          title={w("texts.frame")}
          src={preview.frame_path}
          sandbox="allow-popups allow-popups-to-escape-sandbox"
        />
      )}
    <p class="muted small">{preview.weight}</p>
  </section>
);

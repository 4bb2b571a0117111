/** Shows a shop's own templates, and one of them with its variables and texts beside the mail as it comes out. */
import type { FC } from "hono/jsx";
import { At, DeskForm, DeskPage, Nothing, Section } from "./desk_page.tsx";
import { type Choice, Choices, type MailKindView, Preview } from "./mail_kinds.tsx";
import type { FormView, FrameView, LinkTo, MomentView } from "./view.ts";
import { Versions } from "./text_versions.tsx";
import { w } from "./words.ts";

export interface OwnTemplatesView {
  readonly frame: FrameView;
  readonly back: LinkTo;
  readonly templates: readonly {
    readonly href: string;
    /** As programs name it: `own:welcome`. */
    readonly name: string;
    readonly title: string;
    readonly languages: string;
    readonly lane: string;
    readonly at: MomentView;
  }[];
  /** Those that were deleted and can be brought back. */
  readonly deleted: readonly LinkTo[];
  readonly make: FormView;
  readonly fault: string | null;
  readonly typed: string;
}

type Named = { readonly value: string; readonly label: string; readonly chosen: boolean };

export interface OwnTemplateView {
  readonly frame: FrameView;
  readonly back: LinkTo;
  readonly name: string;
  readonly locales: readonly Choice[];
  readonly fault: string | null;
  readonly drafted: string | null;
  readonly is_deleted: boolean;
  readonly form: FormView;
  readonly title: string;
  readonly lanes: readonly Named[];
  readonly formats: readonly Named[];
  readonly subject: string;
  readonly body: string;
  readonly text: string;
  readonly short: string;
  /** Those that there are, and empty rows for more. */
  readonly variables: readonly {
    readonly name: string;
    readonly types: readonly Named[];
    readonly optional: boolean;
    readonly example: string;
    readonly fields: string;
  }[];
  readonly test_to: string | null;
  /** Null where nothing can be shown yet. */
  readonly preview: MailKindView["preview"] | null;
  /** The request by which a program sends it. */
  readonly request: string;
  /** The newest first. */
  readonly versions: readonly {
    readonly id: string;
    readonly who: string;
    readonly at: MomentView;
    readonly texts: readonly { readonly name: string; readonly text: string }[];
    readonly is_deletion: boolean;
    readonly is_live: boolean;
  }[];
  readonly back_form: FormView;
  /** Null where there is nothing to delete. */
  readonly remove: FormView | null;
}

export const OwnTemplatesPage: FC<{ readonly view: OwnTemplatesView }> = ({ view }) => (
  <DeskPage frame={view.frame} title={w("own.title")} aside={<a href={view.back.href}>{view.back.label}</a>}>
    <p class="muted meaning">{w("own.lead")}</p>
    {view.templates.length === 0 ? <Nothing>{w("own.none")}</Nothing> : (
      <ul class="lines queue">
        {view.templates.map(({ href, name, title, languages, lane, at }) => (
          <li>
            <div class="what">
              <a class="name" href={href}>{title === "" ? name : title}</a>
              <p class="why muted">
                <code>{name}</code> · {languages} · {lane}
              </p>
            </div>
            <div class="when">
              <At at={at} />
            </div>
          </li>
        ))}
      </ul>
    )}
    {view.fault === null ? null : <p class="fault" role="alert">{view.fault}</p>}
    <Section title={w("own.make")}>
      <DeskForm form={view.make} class="inline">
        <div>
          <label for="template-name">{w("own.name")}</label>
          <input
            id="template-name"
            name="name"
            value={view.typed}
            required
            maxlength={40}
            pattern="[a-z0-9][a-z0-9_\-]*"
            placeholder="order-problem"
            autocomplete="off"
            aria-describedby="template-name-hint"
          />
        </div>
        <button class="button" type="submit">{w("own.make_do")}</button>
      </DeskForm>
      <p class="muted small" id="template-name-hint">{w("own.name_hint")}</p>
    </Section>
    {view.deleted.length === 0 ? null : (
      <Section title={w("own.deleted")}>
        <ul class="lines">
          {view.deleted.map(({ href, label }) => (
            <li>
              <a href={href}>{label}</a>
            </li>
          ))}
        </ul>
      </Section>
    )}
  </DeskPage>
);

export const OwnTemplatePage: FC<{ readonly view: OwnTemplateView }> = ({ view }) => (
  <DeskPage frame={view.frame} title={view.name} aside={<a href={view.back.href}>{view.back.label}</a>}>
    <Choices choices={view.locales} label={w("texts.language")} />
    {view.fault === null ? null : <p class="fault" role="alert">{view.fault}</p>}
    {view.is_deleted ? <p class="held">{w("own.is_deleted")}</p> : null}
    {view.drafted === null ? null : <p class="held">{view.drafted}</p>}
    <div class="editor">
      <div>
        <DeskForm form={view.form} class="answer">
          <div class="act keep first">
            <button class="button quiet" type="submit" name="do" value="try">{w("texts.try")}</button>
            <button class="button" type="submit" name="do" value="live">{w("texts.live")}</button>
            {view.test_to === null
              ? null
              : <button class="button quiet" type="submit" name="do" value="test">{w("texts.test")}</button>}
          </div>
          <label for="title">{w("own.for")}</label>
          <input id="title" name="title" value={view.title} maxlength={200} autocomplete="off" />
          <label for="lane">{w("own.lane")}</label>
          <Select id="lane" values={view.lanes} />
          <label for="subject">{w("own.subject")}</label>
          <input
            id="subject"
            name="subject"
            value={view.subject}
            maxlength={300}
            autocomplete="off"
            dir="auto"
          />
          <label for="format">{w("own.format")}</label>
          <Select id="format" values={view.formats} />
          <label for="body">{w("own.body")}</label>
          <textarea id="body" name="body" rows={14} dir="auto" aria-describedby="body-hint">
            {view.body}
          </textarea>
          <p class="muted small" id="body-hint">
            {w("own.body_hint", { name: "{{name}}", section: "{{#name}}", end: "{{/name}}", html: "<html>" })}
          </p>
          <details class="reply" open={view.text !== ""}>
            <summary>{w("own.text")}</summary>
            <label for="text">{w("texts.part_text")}</label>
            <textarea id="text" name="text" rows={8} dir="auto" aria-describedby="text-hint">
              {view.text}
            </textarea>
            <p class="muted small" id="text-hint">{w("own.text_hint")}</p>
          </details>
          <label for="short">{w("own.short")}</label>
          <textarea
            id="short"
            name="short"
            rows={3}
            maxlength={1_000}
            dir="auto"
            aria-describedby="short-hint"
          >
            {view.short}
          </textarea>
          <p class="muted small" id="short-hint">{w("own.short_hint")}</p>
          <h2>{w("own.variables")}</h2>
          <p class="muted small">
            {w("own.variables_hint", { shop: "{{shop_name}}", reader: "{{reader_name}}" })}
          </p>
          {view.variables.map(({ name, types, optional, example, fields }, index) => (
            <fieldset class="variable">
              <legend>{name === "" ? w("own.variable_new") : <code>{`{{${name}}}`}</code>}</legend>
              <div class="inline">
                <div>
                  <label for={`variable-${index}-name`}>{w("own.name")}</label>
                  <input
                    id={`variable-${index}-name`}
                    name={`variable-${index}-name`}
                    value={name}
                    maxlength={40}
                    autocomplete="off"
                  />
                </div>
                <div>
                  <label for={`variable-${index}-type`}>{w("own.type")}</label>
                  <Select id={`variable-${index}-type`} values={types} />
                </div>
                <div>
                  <label for={`variable-${index}-example`}>{w("own.example")}</label>
                  <input
                    id={`variable-${index}-example`}
                    name={`variable-${index}-example`}
                    value={example}
                    maxlength={2_000}
                    autocomplete="off"
                  />
                </div>
              </div>
              <label class="check">
                <input type="checkbox" name={`variable-${index}-optional`} value="yes" checked={optional} />
                {" "}
                {w("own.optional")}
              </label>
              <details class="reply" open={fields !== ""}>
                <summary>{w("own.fields")}</summary>
                <label for={`variable-${index}-fields`}>{w("own.fields_label")}</label>
                <input
                  id={`variable-${index}-fields`}
                  name={`variable-${index}-fields`}
                  value={fields}
                  maxlength={2_000}
                  placeholder="title text, price money"
                  autocomplete="off"
                />
              </details>
            </fieldset>
          ))}
          <p class="muted small">
            {view.test_to === null ? w("texts.no_test") : w("texts.test_to", { email: view.test_to })}
          </p>
        </DeskForm>
        <Section title={w("own.request")}>
          <pre class="plain" tabindex={0} role="region" aria-label={w("own.request")}>{view.request}</pre>
        </Section>
        <Versions
          versions={view.versions.map((one) => ({
            ...one,
            without: one.is_deletion ? w("own.was_deleted") : null,
            may_come_back: !one.is_deletion,
          }))}
          form={view.back_form}
        />
        {view.remove === null ? null : (
          <DeskForm form={view.remove}>
            <button class="plainly" type="submit">{w("own.delete")}</button>
          </DeskForm>
        )}
      </div>
      {view.preview === null ? null : <Preview preview={view.preview} />}
    </div>
  </DeskPage>
);

const Select: FC<{ readonly id: string; readonly values: readonly Named[] }> = ({ id, values }) => (
  <select id={id} name={id}>
    {values.map(({ value, label, chosen }) => <option value={value} selected={chosen}>{label}</option>)}
  </select>
);

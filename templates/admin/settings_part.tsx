/** Shows a part of the shop's settings as forms, one a section, and the tabs that lead from part to part. */
import type { Child, FC } from "hono/jsx";
import { DeskForm, DeskPage, Section } from "./desk_page.tsx";
import type { FormView, FrameView } from "./view.ts";
import { w } from "./words.ts";

interface Option {
  readonly value: string;
  readonly label: string;
  readonly is_chosen: boolean;
}

export interface FieldView {
  /** The setting's path, by which the form names it. */
  readonly name: string;
  readonly label: string;
  readonly hint: string | null;
  /** The rule that what was typed breaks. */
  readonly fault: string | null;
  /** The name of the row's or language's own field that breaks it. */
  readonly broken: string | null;
  readonly input:
    | {
      readonly as: "text";
      readonly value: string;
      readonly max: number;
      readonly is_needed: boolean;
      readonly type: "text" | "email";
    }
    | { readonly as: "colour"; readonly value: string; readonly standard: string }
    | { readonly as: "area"; readonly value: string; readonly max: number; readonly rows: number }
    | { readonly as: "number"; readonly value: string; readonly is_list: boolean }
    | { readonly as: "pick"; readonly options: readonly Option[] }
    | { readonly as: "several"; readonly options: readonly Option[] }
    | { readonly as: "tick"; readonly is_on: boolean }
    /** The shop's own language comes first. */
    | {
      readonly as: "by_language";
      readonly max: number;
      readonly texts: readonly {
        readonly language: string;
        readonly label: string;
        readonly value: string;
      }[];
    }
    | { readonly as: "rows"; readonly rows: readonly (readonly CellView[])[] };
}

interface CellView {
  readonly name: string;
  readonly label: string;
  readonly type: "text" | "url" | "date";
  readonly max: number;
  readonly value: string;
}

export interface SettingsPartView {
  readonly frame: FrameView;
  readonly part: SettingsTab;
  readonly title: string;
  readonly fault: string | null;
  readonly sections: readonly {
    readonly id: string;
    readonly title: string;
    readonly lead: string | null;
    /** What counts at present. */
    readonly note: string | null;
    readonly fields: readonly FieldView[];
  }[];
  readonly form: FormView;
}

export const SETTINGS_TABS = [
  "mails",
  "senders",
  "brand",
  "promises",
  "answers",
  "people",
  "programs",
] as const;
export type SettingsTab = (typeof SETTINGS_TABS)[number];

/** Tabs that are pages of their own in the desk's navigation too. */
const OWN_PAGES: readonly string[] = ["people", "programs"];

export const SettingsTabs: FC<{ readonly frame: FrameView; readonly current: SettingsTab }> = (
  { frame, current },
) => {
  const home = `/admin/${frame.shop.id}`;
  const pathOf = (tab: SettingsTab) =>
    OWN_PAGES.includes(tab)
      ? `${home}/${tab}`
      : tab === "mails"
      ? `${home}/settings`
      : `${home}/settings/${tab}`;
  return (
    <nav class="chips" aria-label={w("settings.parts")}>
      {SETTINGS_TABS.filter((tab) => frame.may("GET", pathOf(tab))).map((tab) => (
        <a href={pathOf(tab)} aria-current={tab === current ? "page" : undefined}>
          {w(`settingstab.${tab}`)}
        </a>
      ))}
    </nav>
  );
};

export const SettingsPartPage: FC<{ readonly view: SettingsPartView; readonly children?: Child }> = (
  { view, children },
) => (
  <DeskPage frame={view.frame} title={w("tab.settings")} aside={view.title}>
    <SettingsTabs frame={view.frame} current={view.part} />
    {view.fault === null ? null : <p class="fault" role="alert">{view.fault}</p>}
    <DeskForm form={view.form} class="answer fields">
      {view.sections.map(({ id, title, lead, note, fields }) => (
        <Section id={id} title={title}>
          {lead === null ? null : <p class="muted meaning">{lead}</p>}
          <div class="sheet-of-fields">
            {fields.map((field) => <Field field={field} />)}
          </div>
          {note === null ? null : <p class="muted small meaning">{note}</p>}
        </Section>
      ))}
      <div class="act">
        <button class="button" type="submit">{w("settings.save")}</button>
        <p class="muted small">{w("settings.save_hint")}</p>
      </div>
    </DeskForm>
    {children}
  </DeskPage>
);

const Field: FC<{ readonly field: FieldView }> = ({ field }) => {
  const { name, label, hint, fault, broken, input } = field;
  const id = name.replaceAll(".", "-");
  const about = [...(hint === null ? [] : [`${id}-hint`]), ...(fault === null ? [] : [`${id}-fault`])];
  const described = about.length === 0 ? undefined : about.join(" ");
  const says = (
    <>
      {hint === null ? null : <p class="muted small" id={`${id}-hint`}>{hint}</p>}
      {fault === null ? null : <p class="warn small" id={`${id}-fault`}>{fault}</p>}
    </>
  );
  if (input.as === "tick") {
    return (
      <div class="setting">
        <label class="choice" for={id}>
          <input
            type="checkbox"
            id={id}
            name={name}
            value="on"
            checked={input.is_on}
            aria-describedby={described}
          />
          <span>{label}</span>
        </label>
        {says}
      </div>
    );
  }
  if (input.as === "several") {
    return (
      <fieldset class="setting choices" id={id} aria-describedby={described}>
        <legend>{label}</legend>
        <div class="row">
          {input.options.map(({ value, label, is_chosen }) => (
            <label class="choice">
              <input type="checkbox" name={name} value={value} checked={is_chosen} />
              <span>{label}</span>
            </label>
          ))}
        </div>
        {says}
      </fieldset>
    );
  }
  if (input.as === "by_language") {
    const [own, ...others] = input.texts;
    const text = ({ language, value }: (typeof input.texts)[number], is_described: boolean) => (
      <textarea
        id={`${id}-${language}`}
        name={`${name}.${language}`}
        rows={3}
        maxlength={input.max}
        lang={language}
        dir="auto"
        aria-describedby={is_described ? described : undefined}
        aria-invalid={broken === `${name}.${language}` ? "true" : undefined}
      >
        {value}
      </textarea>
    );
    return (
      <div class="setting">
        <label for={`${id}-${own!.language}`}>{label} ({own!.label})</label>
        {text(own!, true)}
        <details open={others.some(({ value }) => value !== "") || broken !== null}>
          <summary>{w("setting.other_languages")}</summary>
          {others.map((one) => (
            <div class="setting">
              <label for={`${id}-${one.language}`}>{one.label}</label>
              {text(one, false)}
            </div>
          ))}
        </details>
        {says}
      </div>
    );
  }
  if (input.as === "rows") {
    return (
      <fieldset class="setting choices rows" aria-describedby={described}>
        <legend>{label}</legend>
        {input.rows.map((cells) => (
          <div class="cells">
            {cells.map((cell) => (
              <label>
                <span class="small">{cell.label}</span>
                <input
                  type={cell.type}
                  name={cell.name}
                  value={cell.value}
                  maxlength={cell.type === "date" ? undefined : cell.max}
                  autocomplete="off"
                  aria-invalid={broken === cell.name ? "true" : undefined}
                />
              </label>
            ))}
          </div>
        ))}
        {says}
      </fieldset>
    );
  }
  const shared = {
    id,
    name,
    "aria-describedby": described,
    "aria-invalid": fault === null ? undefined : "true" as const,
  };
  return (
    <div class="setting">
      <label for={id}>{label}</label>
      {input.as === "text"
        ? (
          <input
            {...shared}
            type={input.type}
            value={input.value}
            maxlength={input.max}
            required={input.is_needed}
            autocomplete="off"
          />
        )
        : input.as === "colour"
        ? (
          <span class="swatched">
            <svg viewBox="0 0 24 24" width="30" height="30" aria-hidden="true">
              <rect
                width="24"
                height="24"
                rx="6"
                fill={/^#[0-9a-f]{6}$/i.test(input.value || input.standard)
                  ? input.value || input.standard
                  : "none"}
                stroke="currentColor"
                stroke-opacity=".3"
              />
            </svg>
            <input
              {...shared}
              value={input.value}
              maxlength={7}
              pattern="#[0-9a-fA-F]{6}"
              placeholder={input.standard || "#"}
              autocomplete="off"
              spellcheck={false}
            />
          </span>
        )
        : input.as === "area"
        ? <textarea {...shared} rows={input.rows} maxlength={input.max}>{input.value}</textarea>
        : input.as === "number"
        ? (
          <input
            {...shared}
            class="short"
            value={input.value}
            inputmode={input.is_list ? "text" : "decimal"}
            maxlength={input.is_list ? 60 : 12}
            autocomplete="off"
          />
        )
        : (
          <select {...shared}>
            {input.options.map(({ value, label, is_chosen }) => (
              <option value={value} selected={is_chosen}>{label}</option>
            ))}
          </select>
        )}
      {says}
    </div>
  );
};

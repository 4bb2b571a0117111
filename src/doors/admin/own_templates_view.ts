/** Words a shop's own templates for the desk, and reads one from its form. It keeps nothing. */
import type { OwnTemplatesView, OwnTemplateView } from "../../../templates/admin/own_templates.tsx";
import type { FrameView } from "../../../templates/admin/view.ts";
import { deskLocale, w, wordFor } from "../../../templates/admin/words.ts";
import { CATALOGUES } from "../../../templates/locales/translate.ts";
import type { RenderedMail } from "../../../templates/view.ts";
import type { TemplateVersion } from "../../flow/programs/own_templates.ts";
import {
  exampleData,
  OWN_PREFIX,
  type OwnTemplate,
  VARIABLE_TYPES,
  type VariableType,
} from "../../messages/own_template.ts";
import { field } from "../forms/form.ts";
import { deskToken } from "./desk_form.tsx";
import type { Desk } from "./desk_env.ts";
import { homeOf, momentView } from "./desk_view.ts";
import { type Asked, LANGUAGE_NAMES } from "./mail_kinds_view.ts";

/** Which template is shown, in which language, and how. */
export type AskedTemplate = Omit<Asked, "kind" | "order"> & { readonly name: string };

/** A template as it was typed: it may break any rule. */
export interface TypedTemplate {
  readonly title: string;
  readonly lane: string;
  readonly variables: readonly TypedVariable[];
  readonly texts: Readonly<
    Record<
      string,
      {
        readonly subject: string;
        readonly markdown?: string | undefined;
        readonly html?: string | undefined;
        readonly text?: string | undefined;
        readonly short?: string | undefined;
      }
    >
  >;
}

interface TypedVariable {
  readonly name: string;
  readonly type: string;
  readonly optional?: boolean | undefined;
  readonly example?: unknown;
  readonly fields?: readonly TypedVariable[] | undefined;
}

export const EMPTY: TypedTemplate = { title: "", lane: "now", variables: [], texts: {} };
const BODY_MAX = 200_000;
const VARIABLES_READ = 60;
const EMPTY_ROWS = 2;

/** Returns `before` with what the form says of it and of its text in one language. */
export function typedTemplate(form: FormData, before: TypedTemplate, locale: string): TypedTemplate {
  const subject = field(form, "subject", 1_000);
  const body = field(form, "body", BODY_MAX);
  const text = field(form, "text", BODY_MAX);
  const short = field(form, "short", 2_000);
  const { [locale]: _, ...others } = before.texts;
  const own = {
    subject,
    ...(field(form, "format", 10) === "html" ? { html: body } : { markdown: body }),
    ...(text !== "" && { text }),
    ...(short !== "" && { short }),
  };
  const variables = Array.from({ length: VARIABLES_READ }, (_, index) => typedVariable(form, index));
  return {
    title: field(form, "title", 300),
    lane: field(form, "lane", 10),
    variables: variables.filter((one) => one !== null),
    // A language whose fields are empty is none.
    texts: subject === "" && body === "" && text === "" && short === ""
      ? others
      : { ...others, [locale]: own },
  };
}

function typedVariable(form: FormData, index: number): TypedVariable | null {
  const typed = (name: string) => field(form, `variable-${index}-${name}`, 2_000);
  const name = typed("name");
  if (name === "") return null;
  const type = typed("type");
  const example = typed("example");
  const fields = typed("fields");
  return {
    name,
    type,
    optional: typed("optional") === "yes",
    ...(example !== "" && { example: typedExample(type, example) }),
    ...(fields !== "" && { fields: fields.split(",").map(typedField) }),
  };
}

/** `price money`, or `note text?` for one that may be missing. */
function typedField(text: string): TypedVariable {
  const [name = "", type = "text"] = text.trim().split(/\s+/);
  return { name, type: type.replace(/\?$/, ""), optional: type.endsWith("?") };
}

/** As programs give it: text as it is, everything else as JSON. */
function typedExample(type: string, text: string): unknown {
  if (type === "text" || type === "link" || type === "date") return text;
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}

function shownExample(example: unknown): string {
  return example === undefined ? "" : typeof example === "string" ? example : JSON.stringify(example);
}

export async function templatesView(
  desk: Desk,
  frame: FrameView,
  { live, deleted, fault, typed }: {
    readonly live: readonly (TemplateVersion & { readonly template: OwnTemplate })[];
    readonly deleted: readonly string[];
    readonly fault: string | null;
    readonly typed: string;
  },
): Promise<OwnTemplatesView> {
  const path = `${homeOf(desk)}/mails/own`;
  return {
    frame,
    back: { href: `${homeOf(desk)}/mails/kinds`, label: w("texts.all") },
    templates: live.map(({ name, at, template: { title, lane, texts } }) => ({
      href: `${path}/${name}`,
      name: `${OWN_PREFIX}${name}`,
      title,
      languages: Object.keys(texts).map((one) => LANGUAGE_NAMES[one] ?? one).join(", "),
      lane: wordFor("own", `lane_${lane}`),
      at: momentView(desk, at),
    })),
    deleted: deleted.map((name) => ({ href: `${path}/${name}`, label: `${OWN_PREFIX}${name}` })),
    make: { action: `${path}/make`, token: await deskToken(desk, "template") },
    fault,
    typed,
  };
}

interface Shown {
  readonly asked: AskedTemplate;
  readonly template: TypedTemplate;
  readonly versions: readonly TemplateVersion[];
  readonly drafted_at: number | null;
  readonly written: { readonly mail: RenderedMail; readonly template: OwnTemplate } | null;
  readonly fault: string | null;
}

export async function templateView(
  desk: Desk,
  frame: FrameView,
  { asked, template, versions, drafted_at, written, fault }: Shown,
): Promise<OwnTemplateView> {
  const { name, ...query } = asked;
  const path = `${homeOf(desk)}/mails/own/${name}`;
  const pathWith = (changes: Partial<typeof query>, tail = "") =>
    `${path}${tail}?${new URLSearchParams({ ...query, ...changes })}`;
  const choice = <Name extends keyof typeof query>(of: Name, values: readonly (typeof query)[Name][]) =>
    values.map((value) => ({
      href: pathWith({ [of]: value }),
      label: wordFor("texts", `${of}_${value}`),
      current: query[of] === value,
    }));
  const text = template.texts[asked.locale];
  const token = await deskToken(desk, "template");
  const live = versions[0]?.template ?? null;
  const locales = [...new Set([...Object.keys(template.texts), ...Object.keys(CATALOGUES)])];
  return {
    frame,
    back: { href: `${homeOf(desk)}/mails/own`, label: w("own.title") },
    name: `${OWN_PREFIX}${name}`,
    locales: locales.map((one) => ({
      href: pathWith({ locale: one }),
      label: `${LANGUAGE_NAMES[one] ?? one}${template.texts[one] === undefined ? "" : " ✓"}`,
      current: one === asked.locale,
    })),
    fault,
    drafted: drafted_at === null ? null : w("texts.drafted", { at: momentView(desk, drafted_at).text }),
    is_deleted: versions.length > 0 && live === null,
    form: { action: pathWith({}, "/save"), token },
    title: template.title,
    lanes: ["now", "later"].map((value) => ({
      value,
      label: wordFor("own", `lane_${value}`),
      chosen: template.lane === value,
    })),
    formats: ["markdown", "html"].map((value) => ({
      value,
      label: value === "html" ? "HTML" : "Markdown",
      chosen: (text?.html !== undefined) === (value === "html"),
    })),
    subject: text?.subject ?? "",
    body: text?.html ?? text?.markdown ?? "",
    text: text?.text ?? "",
    short: text?.short ?? "",
    variables: [
      ...template.variables,
      ...Array.from({ length: EMPTY_ROWS }, (): TypedVariable => ({ name: "", type: "text" })),
    ].map(({ name, type, optional = false, example, fields = [] }) => ({
      name,
      types: typesWith(type as VariableType),
      optional,
      example: shownExample(example),
      fields: fields.map((one) => `${one.name} ${one.type}${one.optional === true ? "?" : ""}`).join(", "),
    })),
    test_to: desk.email,
    preview: written === null ? null : {
      sizes: choice("size", ["phone", "desktop"]),
      grounds: choice("ground", ["light", "dark"]),
      parts: choice("part", ["html", "text"]),
      size: asked.size,
      subject: written.mail.subject,
      frame_path: asked.part === "html" ? pathWith({}, "/html") : null,
      text: asked.part === "text" ? written.mail.text : null,
      weight: w("texts.weight", {
        kb: Math.ceil(new TextEncoder().encode(written.mail.html).length / 1_000),
      }),
      order: null,
    },
    request: JSON.stringify(
      {
        to: { email: "ada@example.com", locale: asked.locale },
        template: `${OWN_PREFIX}${name}`,
        data: exampleData(written?.template.variables ?? []),
      },
      null,
      2,
    ),
    versions: versions.map(({ id, person, at, template: of_then }, index) => ({
      id,
      who: person,
      at: momentView(desk, at),
      texts: Object.entries(of_then?.texts ?? {}).map(([locale, { subject, html, markdown }]) => ({
        name: `${LANGUAGE_NAMES[locale] ?? locale}: ${subject}`,
        text: html ?? markdown ?? "",
      })),
      is_deletion: of_then === null,
      is_live: index === 0 && of_then !== null,
    })),
    back_form: { action: pathWith({}, "/back"), token },
    remove: live === null ? null : { action: pathWith({}, "/delete"), token },
  };
}

function typesWith(chosen: VariableType) {
  const collator = new Intl.Collator(deskLocale());
  return VARIABLE_TYPES.map((value) => ({
    value,
    label: w(`own.type_${value}`),
    chosen: value === chosen,
  })).toSorted((a, b) => collator.compare(a.label, b.label));
}

/** Declares templates of a shop's own, by which its programs hand over mails, and the data that they take. Pure. */
import * as v from "valibot";
import { inOneLine, withoutTurns } from "../values/plain_text.ts";
import { Currency, Day, HttpUrl } from "../values/schemas.ts";
import { shapeOf } from "../values/fault.ts";

/** A program names a template of the shop's own by this and its name. */
export const OWN_PREFIX = "own:";
export const TEMPLATES_MAX = 100;
/** Characters of a mail's own content. */
export const CONTENT_MAX = 500_000;
/** Characters of one text of a template, so that a template with its languages fits into a row. */
const BODY_MAX = 100_000;
/** Characters of what goes by a short way. */
export const SHORT_MAX = 1_000;
const VARIABLES_MAX = 50;
const ENTRIES_MAX = 200;
const WORDS_MAX = 5_000;

export const VARIABLE_TYPES = ["text", "number", "money", "date", "link", "flag", "list"] as const;
export type VariableType = (typeof VARIABLE_TYPES)[number];
const FIELD_TYPES = VARIABLE_TYPES.filter((one) => one !== "list");

/** What every template may say without declaring it. */
export const GIVEN_VARIABLES = ["shop_name", "reader_name"] as const;

export const TemplateName = v.pipe(
  v.string(),
  v.regex(/^[a-z0-9][a-z0-9_-]{0,39}$/, "Must be 1 to 40 small letters, digits, - or _"),
);

export const OwnHtml = v.pipe(
  v.string(),
  v.minLength(1),
  v.maxLength(CONTENT_MAX),
  v.regex(
    /^(?![\s\S]*<\s*(?:script|iframe|object|embed|form)\b)/i,
    "Must hold no script, frame, object or form",
  ),
);

const VariableName = v.pipe(
  v.string(),
  v.regex(/^[a-z][a-z0-9_]{0,39}$/, "Must be 1 to 40 small letters, digits or _, beginning with a letter"),
  v.check(
    (name) => name !== "length" && !(GIVEN_VARIABLES as readonly string[]).includes(name),
    "Must be no name that has a meaning already: length, shop_name, reader_name",
  ),
);
const Field = v.object({
  name: VariableName,
  type: v.picklist(FIELD_TYPES),
  /** It may be missing. */
  optional: v.optional(v.boolean(), false),
});
const Variable = v.pipe(
  v.object({
    name: VariableName,
    type: v.picklist(VARIABLE_TYPES),
    /** It may be missing. */
    optional: v.optional(v.boolean(), false),
    /** Shown in previews and tests, in the shape in which programs give it. */
    example: v.optional(v.unknown()),
    /** What an entry of a list has. */
    fields: v.optional(v.pipe(v.array(Field), v.maxLength(VARIABLES_MAX))),
  }),
  v.check(
    ({ type, fields = [] }) => (type === "list") === (fields.length > 0),
    "Must have fields where it is a list, and only there",
  ),
);
export type TemplateVariable = v.InferOutput<typeof Variable>;
type TemplateField = v.InferOutput<typeof Field>;

const Subject = v.pipe(
  v.string(),
  v.transform(withoutTurns),
  v.transform(inOneLine),
  v.trim(),
  v.minLength(1),
  v.maxLength(300),
);
const Body = v.pipe(v.string(), v.minLength(1), v.maxLength(BODY_MAX));

const TemplateText = v.pipe(
  v.object({
    subject: Subject,
    /** Stands in the shop's layout. */
    markdown: v.optional(Body),
    /** A part stands in the shop's layout; a whole document, from `<html`, leaves as it is. */
    html: v.optional(v.pipe(OwnHtml, v.maxLength(BODY_MAX))),
    /** The text part; what the other reads as, where it is absent. */
    text: v.optional(Body),
    /** What goes by text, WhatsApp and the like; without it the template goes by mail alone. */
    short: v.optional(v.pipe(v.string(), v.minLength(1), v.maxLength(SHORT_MAX))),
  }),
  v.check(
    ({ html, markdown }) => (html === undefined) !== (markdown === undefined),
    "Must have one of markdown and html",
  ),
);
export type TemplateText = v.InferOutput<typeof TemplateText>;

const LanguageTag = v.pipe(
  v.string(),
  v.regex(/^[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})*$/, "Must be a BCP 47 language tag"),
);

export const OwnTemplate = v.object({
  /** What it is for, as the desk shows it. */
  title: v.optional(v.pipe(v.string(), v.transform(inOneLine), v.maxLength(200)), ""),
  /** `now`: somebody waits for it. `later`: it can wait for daytime and for the pace of mailbox providers. */
  lane: v.optional(v.picklist(["now", "later"]), "now"),
  variables: v.optional(v.pipe(v.array(Variable), v.maxLength(VARIABLES_MAX)), []),
  texts: v.pipe(
    v.record(LanguageTag, TemplateText),
    v.check((texts) => Object.keys(texts).length > 0, "Must have a text in one language at least"),
  ),
});
export type OwnTemplate = v.InferOutput<typeof OwnTemplate>;

/** What a template is filled with, by the names of its variables. */
export type TemplateData = Readonly<Record<string, unknown>>;

/** Names a value of the data by its path. */
export interface DataFault {
  readonly field: string;
  readonly rule: string;
}

const Money = v.object({ amount_minor: v.pipe(v.number(), v.safeInteger()), currency: Currency });
const SCHEMAS: Readonly<Record<Exclude<VariableType, "list">, v.GenericSchema>> = {
  text: v.pipe(v.string(), v.minLength(1), v.maxLength(WORDS_MAX)),
  number: v.pipe(v.number(), v.finite()),
  money: Money,
  date: Day,
  link: HttpUrl,
  flag: v.boolean(),
};
const SHAPES: Readonly<Record<VariableType, string>> = {
  text: `text of 1 to ${WORDS_MAX} characters`,
  number: "a number",
  money: 'an amount such as {"amount_minor": 1290, "currency": "EUR"}',
  date: "a day such as 2026-11-24",
  link: "an http or https address",
  flag: "true or false",
  list: `a list of up to ${ENTRIES_MAX} objects`,
};

/** Returns the first value that is missing, unknown or of another shape than its variable declares; null where all fit. */
export function dataFault(
  variables: readonly TemplateVariable[],
  data: TemplateData,
  at = "data",
): DataFault | null {
  const known = variables.map(({ name }) => name);
  const unknown = Object.keys(data).find((name) => !known.includes(name));
  if (unknown !== undefined) {
    const rule = known.length === 0
      ? "must not be given: there are no variables"
      : `must be one of ${known.join(", ")}`;
    return { field: `${at}.${unknown.slice(0, 60)}`, rule };
  }
  for (const variable of variables) {
    const fault = valueFault(
      variable,
      Object.hasOwn(data, variable.name) ? data[variable.name] : undefined,
      at,
    );
    if (fault !== null) return fault;
  }
  return null;
}

function valueFault(variable: TemplateVariable, value: unknown, at: string): DataFault | null {
  const { name, type, optional, fields = [] } = variable;
  const field = `${at}.${name}`;
  if (value === undefined || value === null) {
    return optional ? null : { field, rule: `must be given: ${SHAPES[type]}` };
  }
  const wrong = { field, rule: `must be ${SHAPES[type]}; it is ${shapeOf(value)}` };
  if (type !== "list") return v.is(SCHEMAS[type], value) ? null : wrong;
  if (!Array.isArray(value) || value.length > ENTRIES_MAX) return wrong;
  for (const [index, entry] of value.entries()) {
    const place = `${field}.${index}`;
    if (typeof entry !== "object" || entry === null || Array.isArray(entry)) {
      return { field: place, rule: `must be an object; it is ${shapeOf(entry)}` };
    }
    const fault = dataFault(fields, entry as TemplateData, place);
    if (fault !== null) return fault;
  }
  return null;
}

/** Returns data for a preview: the declared examples that fit, and otherwise values of the right shape. */
export function exampleData(variables: readonly TemplateVariable[]): TemplateData {
  return Object.fromEntries(
    variables.map((variable) => {
      const { name, example } = variable;
      const fits = example !== undefined &&
        valueFault({ ...variable, optional: false }, example, "") === null;
      return [name, fits ? example : madeUp(variable)];
    }),
  );
}

function madeUp(
  { name, type, fields = [] }: TemplateVariable | (TemplateField & { readonly fields?: undefined }),
): unknown {
  switch (type) {
    case "text":
      return name.replaceAll("_", " ");
    case "number":
      return 3;
    case "money":
      return { amount_minor: 4_990, currency: "EUR" };
    case "date":
      return "2026-12-24";
    case "link":
      return `https://example.com/${name}`;
    case "flag":
      return true;
    case "list":
      return [0, 1].map(() => Object.fromEntries(fields.map((one) => [one.name, madeUp(one)])));
  }
}

/** Chooses the language of the text: the reader's, the shop's, then the first that there is. */
export function templateLocale(
  { texts }: Pick<OwnTemplate, "texts">,
  ...wanted: readonly (string | undefined)[]
): string {
  const known = Object.keys(texts);
  for (const tag of wanted) {
    if (tag === undefined) continue;
    const language = tag.split("-")[0]!.toLowerCase();
    const found = known.find((one) => one.toLowerCase() === tag.toLowerCase()) ??
      known.find((one) => one.toLowerCase() === language) ??
      known.find((one) => one.split("-")[0]!.toLowerCase() === language);
    if (found !== undefined) return found;
  }
  return known[0]!;
}

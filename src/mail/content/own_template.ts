/**
 * Fills a shop's own template with a program's data, and says what is wrong with a template before it is kept. Each value is
 * escaped for the place where it stands. Pure.
 */
import Mustache from "mustache";
import {
  type DataFault,
  dataFault,
  GIVEN_VARIABLES,
  type OwnTemplate,
  type TemplateData,
  templateLocale,
  type TemplateText,
  type TemplateVariable,
} from "../../messages/own_template.ts";
import type { ShopSettings } from "../../orders/shop.ts";
import { wording } from "../format/amounts.ts";
import { dayText } from "../format/dates.ts";
import { markdownHtml } from "../format/markdown.ts";
import { ownText } from "../format/own_text.ts";
import { shopWords } from "../format/shop_wording.ts";
import { oneLine } from "../format/text.ts";
import { digitsOf } from "../../values/digits.ts";

/** As a program's own content is kept: `html` is a whole document, `fragment` stands in the shop's layout. */
export interface FilledTemplate {
  /** The text's own, which may be none that the reader asked for. */
  readonly locale: string;
  readonly subject: string;
  readonly html?: string;
  readonly fragment?: string;
  readonly text: string;
  /** What goes by a short way; absent where the text has none. */
  readonly short?: string;
}

export interface FillWith {
  readonly data: TemplateData;
  readonly locale: string | undefined;
  readonly reader_name: string | undefined;
}

const DOCUMENT = /^\s*(?:<!doctype\b[^>]*>\s*)?(?:<!--[\s\S]*?-->\s*)*<html\b/i;
/**
 * Stands for a value until the text around it is HTML: plain letters, so that neither Markdown nor an address changes it. That
 * of a link is an address, so that Markdown takes it for one.
 */
const markOf = (index: number, is_link: boolean) =>
  is_link ? `https://zqvl${index}vqz.invalid` : `zqv${index}vqz`;
const MARK = /https:\/\/zqvl(\d+)vqz\.invalid|zqv(\d+)vqz/g;
const FILLED_MAX = 1_000_000;

/** Fills the text of the reader's language. Refuses data that its variables do not declare. */
export function fillTemplate(
  template: OwnTemplate,
  { data, locale: wanted, reader_name }: FillWith,
  shop: ShopSettings,
): { readonly ok: true; readonly value: FilledTemplate } | { readonly ok: false; readonly fault: DataFault } {
  const fault = dataFault(template.variables, data);
  if (fault !== null) return { ok: false, fault };
  const locale = templateLocale(template, wanted, shop.locale);
  const values: string[] = [];
  const mark = (value: string, is_link = false) => markOf(values.push(value) - 1, is_link);
  const view: Record<string, unknown> = Object.assign(Object.create(null), {
    ...viewOf(template.variables, data, { locale, shop, mark }),
    shop_name: mark(shop.name),
    ...(reader_name !== undefined && reader_name !== "" && { reader_name: mark(reader_name) }),
  });
  const { subject, html, markdown, text, short } = template.texts[locale]!;
  const written = (source: string) => rendered(source, view);
  const body = html === undefined ? markdownHtml(written(markdown!)) : written(html);
  const filled = escapedIn(body, values);
  if (filled.length > FILLED_MAX) {
    return {
      ok: false,
      fault: { field: "data", rule: `must come to a mail of <= ${FILLED_MAX} characters` },
    };
  }
  return {
    ok: true,
    value: {
      locale,
      subject: oneLine(plainIn(written(subject), values)),
      ...(html !== undefined && DOCUMENT.test(html) ? { html: filled } : { fragment: filled }),
      text: text === undefined ? ownText(filled) : plainIn(written(text), values),
      ...(short !== undefined && { short: plainIn(written(short), values) }),
    },
  };
}

/** Returns what is wrong with a template: a variable that is not declared, an open section, a value at a place where it cannot be made safe. */
export function templateFault(template: OwnTemplate): DataFault | null {
  const names = template.variables.map(({ name }) => name);
  const twice = names.findIndex((name, index) => names.indexOf(name) !== index);
  if (twice !== -1) return { field: `variables.${twice}.name`, rule: "must be there once" };
  for (const [index, { example, ...variable }] of template.variables.entries()) {
    if (example === undefined) continue;
    const fault = dataFault([{ ...variable, optional: true }], { [variable.name]: example }, "");
    if (fault !== null) return { field: `variables.${index}.example`, rule: fault.rule };
  }
  for (const [locale, text] of Object.entries(template.texts)) {
    for (const part of ["subject", "markdown", "html", "text", "short"] as const) {
      const source = text[part];
      if (source === undefined) continue;
      const rule = sourceFault(source, template.variables, part);
      if (rule !== null) return { field: `texts.${locale}.${part}`, rule };
    }
  }
  return null;
}

type Token = readonly [type: string, value: string, start: number, end: number, ...rest: unknown[]];

function sourceFault(
  source: string,
  variables: readonly TemplateVariable[],
  part: keyof TemplateText,
): string | null {
  let tokens: readonly Token[];
  try {
    tokens = new Mustache.Writer().parse(source) as unknown as readonly Token[];
  } catch (error) {
    return `must be well formed: ${(error as Error).message}`;
  }
  const all = [
    ...variables,
    ...GIVEN_VARIABLES.map((name) => ({ name, type: "text", optional: true } as const)),
  ];
  return namesFault(tokens, all) ?? (part === "html" ? placesFault(source, variables) : null);
}

type Known = Pick<TemplateVariable, "name" | "type" | "fields">;

function namesFault(tokens: readonly Token[], known: readonly Known[]): string | null {
  for (const [type, name, , , inner] of tokens) {
    if (type === "text" || type === "!") continue;
    if (type !== "name" && type !== "#" && type !== "^") {
      return `must hold {{name}}, {{#name}} and {{^name}} alone: values are always escaped`;
    }
    const variable = known.find((one) => one.name === name);
    if (variable === undefined) {
      return `must name variables that are declared: {{${name.slice(0, 40)}}} is not among ${
        known.map((one) => one.name).join(", ")
      }`;
    }
    if (type === "name" && (variable.type === "list" || variable.type === "flag")) {
      return `must hold {{#${name}}} … {{/${name}}}: it is a ${variable.type}`;
    }
    if (type === "name") continue;
    const within = type === "#" && variable.type === "list"
      ? [
        ...known.filter((one) => !(variable.fields ?? []).some(({ name }) => name === one.name)),
        ...variable.fields ?? [],
      ]
      : known;
    const fault = namesFault(inner as readonly Token[], within);
    if (fault !== null) return fault;
  }
  return null;
}

/** Values may stand in text and in quoted attributes, but in no style, no event and no address whose scheme they would choose. */
function placesFault(source: string, variables: readonly TemplateVariable[]): string | null {
  const links = new Set(
    variables.flatMap((one) => [one, ...one.fields ?? []]).filter(({ type }) => type === "link").map((
      { name },
    ) => name),
  );
  const html = source.replaceAll(/<!--[\s\S]*?-->/g, "");
  for (const [style] of html.matchAll(/<style\b[\s\S]*?(?:<\/style|$)/gi)) {
    if (style.includes("{{")) return "must hold no variable within a style";
  }
  for (const [tag] of html.matchAll(new RegExp(TAG, "gi"))) {
    if (!tag.includes("{{")) continue;
    for (const [, name, double, single] of tag.matchAll(/([^\s"'=<>/]+)\s*=\s*(?:"([^"]*)"|'([^']*)')/g)) {
      const value = double ?? single ?? "";
      if (!value.includes("{{")) continue;
      if (/^on|^style$|^srcdoc$/i.test(name!)) return `must hold no variable within ${name}`;
      const first = /^\s*\{\{\s*([^#^/][^}]*?)\s*\}\}/.exec(value)?.[1];
      const is_address = /^(?:href|src|action|background|poster|cite|srcset|xlink:href)$/i.test(name!);
      if (
        is_address && !/^\s*(?:https?:\/\/|mailto:|tel:|#)/i.test(value) &&
        !(first !== undefined && links.has(first))
      ) {
        return `must have addresses that begin with https:// or with a variable of type link, in ${name}`;
      }
    }
    if (tag.replaceAll(/=\s*(?:"[^"]*"|'[^']*')/g, "").includes("{{")) {
      return "must have variables within a tag in quoted attributes alone";
    }
  }
  return null;
}

interface Showing {
  readonly locale: string;
  readonly shop: ShopSettings;
  /** Keeps the value for its place, and returns what stands there until then. */
  readonly mark: (value: string, is_link?: boolean) => string;
}

function viewOf(
  variables: readonly TemplateVariable[],
  data: TemplateData,
  showing: Showing,
): Record<string, unknown> {
  return Object.assign(
    Object.create(null),
    Object.fromEntries(
      variables.map((variable) => {
        const { name, type, fields = [] } = variable;
        const value = Object.hasOwn(data, name) ? data[name] ?? null : null;
        if (value === null) return [name, null];
        if (type === "flag") return [name, value];
        if (type === "list") {
          return [
            name,
            (value as readonly TemplateData[]).map((one) => viewOf(fields, one, showing)),
          ];
        }
        return [name, showing.mark(shown(type, value, showing), type === "link")];
      }),
    ),
  );
}

function shown(type: TemplateVariable["type"], value: unknown, { locale, shop }: Showing): string {
  switch (type) {
    case "number":
      return new Intl.NumberFormat(locale, digitsOf(locale)).format(value as number);
    case "money": {
      const { amount_minor, currency } = value as {
        readonly amount_minor: number;
        readonly currency: string;
      };
      return wording(shopWords(shop, locale), locale, currency).money(amount_minor);
    }
    case "date":
      return dayText(locale, value as string);
    case "link":
      return new URL(value as string).href;
    default:
      return String(value);
  }
}

/** Values are marks here, which need no escaping. */
function rendered(source: string, view: Record<string, unknown>): string {
  return new Mustache.Writer().render(source, view, undefined, { escape: (value: unknown) => String(value) });
}

function plainIn(text: string, values: readonly string[]): string {
  return text.replaceAll(MARK, (_, link?: string, other?: string) => values[Number(link ?? other)] ?? "");
}

const TAG = String.raw`<[a-z!/](?:"[^"]*"|'[^']*'|[^'">]){0,5000}>`;
const TAG_OR_MARK = new RegExp(`${TAG}|${MARK.source}`, "gi");
const ADDRESS = String.raw`(\b(?:href|src)\s*=\s*)(?:"([^"]*)"|'([^']*)')`;
const ADDRESS_OR_MARK = new RegExp(`${ADDRESS}|${MARK.source}`, "gi");
const ESCAPES: Readonly<Record<string, string>> = {
  "&": "&amp;",
  "<": "&lt;",
  ">": "&gt;",
  '"': "&quot;",
  "'": "&#39;",
};

/** One pass over the text, so that a value that looks like a mark stays what it is. */
function escapedIn(html: string, values: readonly string[]): string {
  const valueOf = (link?: string, other?: string) => values[Number(link ?? other)] ?? "";
  const inAddress = (address: string) =>
    address.replaceAll(MARK, (_, link?: string, other?: string) =>
      // A link was read as one; any other value is a part of an address.
      escapedHtml(link === undefined ? encodeURIComponent(valueOf(other)) : valueOf(link)));
  const inTag = (tag: string) =>
    tag.replaceAll(
      ADDRESS_OR_MARK,
      (_, before?: string, double?: string, single?: string, link?: string, other?: string) =>
        before === undefined
          ? escapedHtml(valueOf(link, other))
          : `${before}"${inAddress((double ?? single ?? "").replaceAll('"', "&quot;"))}"`,
    );
  return html.replaceAll(
    TAG_OR_MARK,
    (whole, link?: string, other?: string) =>
      whole.startsWith("<") ? inTag(whole) : escapedHtml(valueOf(link, other)).replaceAll(/\r?\n/g, "<br>"),
  );
}

function escapedHtml(text: string): string {
  return text.replaceAll(/[&<>"']/g, (one) => ESCAPES[one]!);
}

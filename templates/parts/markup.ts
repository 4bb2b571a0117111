/**
 * JSX → the HTML of a mail, the same bytes as hono's own renderer and several times faster: a mail has no promises, contexts, SVG or
 * hoisted tags, which that one asks for at every element. What is none of a mail's business throws.
 */
import type { Child, JSXNode } from "hono/jsx";

/** Elements that have no end tag. */
const EMPTY = new Set(["br", "hr", "img"]);
/** Attributes whose values the templates choose: few, and the same in every mail. */
const LAYOUT = new Set(
  ["role", "width", "height", "cellpadding", "cellspacing", "align", "valign", "bgcolor", "class", "style"],
);
const KEPT_MAX = 1_000;
const kept = new Map<string, Map<string, string>>();

/** Escapes all text; what `raw` made stays as it is. */
export function markup(child: unknown): string {
  if (typeof child === "string") return escaped(child);
  if (child === null || child === undefined || typeof child === "boolean") return "";
  if (Array.isArray(child)) {
    let html = "";
    for (const one of child) html += markup(one);
    return html;
  }
  if (typeof child === "number") return String(child);
  const { tag, props } = child as Partial<JSXNode>;
  if (typeof tag === "string") return tag === "" ? markup(props!["children"]) : elementMarkup(tag, props!);
  if (typeof tag === "function") return markup((tag as (given: typeof props) => unknown)(props));
  if (child instanceof String && "isEscaped" in child) return child.valueOf();
  throw new Error(`Cannot write a mail with a ${Object.prototype.toString.call(child)} in it`);
}

/** As hono escapes: safe as text and between double quotes. */
export function escaped(text: string): string {
  return UNSAFE.test(text) ? text.replace(/[&<>'"]/g, (sign) => `&${NAMES[sign]};`) : text;
}

const UNSAFE = /[&<>'"]/;
const NAMES: Readonly<Record<string, string>> = { "&": "amp", "<": "lt", ">": "gt", "'": "#39", '"': "quot" };

function elementMarkup(tag: string, props: JSXNode["props"]): string {
  let html = "<" + tag;
  for (const name in props) {
    const value = props[name];
    if (name === "children" || value === null || value === undefined) continue;
    if (typeof value === "string") {
      html += LAYOUT.has(name) ? layoutAttribute(name, value) : attribute(name, value);
    } else if (typeof value === "number") html += attribute(name, String(value));
    else throw new Error(`Cannot write <${tag} ${name}> as it must be text or a number`);
  }
  return EMPTY.has(tag) ? html + "/>" : html + ">" + markup(props["children"] as Child) + "</" + tag + ">";
}

/** Kept whole: one piece instead of five to be escaped and put together in every mail. */
function layoutAttribute(name: string, value: string): string {
  let values = kept.get(name);
  if (values === undefined) kept.set(name, values = new Map());
  const known = values.get(value);
  if (known !== undefined) return known;
  if (values.size >= KEPT_MAX) values.clear();
  const made = attribute(name, value);
  values.set(value, made);
  return made;
}

function attribute(name: string, value: string): string {
  return ` ${name}="${escaped(value)}"`;
}

/**
 * Renders JSX to a mail's HTML with the same output as hono's renderer, several times faster: a mail has no promises,
 * contexts, SVG or hoisted tags, which hono checks for at every element. Anything that a mail does not need throws.
 */
import type { Child, JSXNode } from "hono/jsx";
import { unbroken } from "./unbroken.ts";

/** Elements that have no end tag. */
const EMPTY = new Set(["br", "hr", "img"]);

/** Renders `child` as HTML and escapes all text except what `raw` made. */
export function markup(child: unknown): string {
  if (typeof child === "string") return escaped(unbroken(child));
  if (child === null || child === undefined || typeof child === "boolean") return "";
  if (typeof child === "number") return String(child);
  if (child instanceof String && "isEscaped" in child) return child.valueOf();
  if (Array.isArray(child)) {
    let html = "";
    for (const one of child) html += markup(one);
    return html;
  }
  const { tag, props } = child as Partial<JSXNode>;
  if (typeof tag === "string") return tag === "" ? markup(props!["children"]) : elementMarkup(tag, props!);
  if (typeof tag === "function") return markup((tag as (given: typeof props) => unknown)(props));
  throw new Error(`Cannot write a mail with a ${Object.prototype.toString.call(child)} in it`);
}

/** Escapes `text` as hono does: safe as text and between double quotes. */
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
    if (typeof value === "string" || typeof value === "number") {
      html += ` ${name}="${escaped(String(value))}"`;
    } else if (value === true) html += " " + name;
    else throw new Error(`Cannot write <${tag} ${name}> as it must be text, a number or true`);
  }
  return EMPTY.has(tag) ? html + "/>" : html + ">" + markup(props["children"] as Child) + "</" + tag + ">";
}

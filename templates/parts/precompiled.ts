/**
 * JSX that is written down once, with holes in it: what never changes in a part is text from then on, and each mail only fills the holes.
 * Whatever fills one is escaped as JSX escapes it. It decides nothing about how a part looks.
 */
import { raw } from "hono/html";
import type { Child } from "hono/jsx";
import type { HtmlEscapedString } from "hono/utils/html";
import { escaped, markup } from "./markup.ts";

/** What holes are filled with, by name. */
type Fillings<Given> = { readonly [Name in keyof Given]: Child | HtmlEscapedString };

/** Text while the part is written: of its own kind where an attribute takes only some words. */
type Holes<Given> = { readonly [Name in keyof Given]: Given[Name] extends string ? Given[Name] : string };

interface Hole {
  readonly name: string;
  /** Inside a tag, where only text may stand. */
  readonly in_tag: boolean;
  /** What stands between it and the next. */
  readonly after: string;
}

/** No text of a template has this sign, and escaping leaves it as it is. */
const MARK = "\u0000";

/**
 * `part` is called once, here. A hole is text that may be placed in an element or an attribute and says nothing yet, so whatever depends on
 * what fills it is decided outside, and filled in. Inside a tag only text and numbers are taken.
 */
export function precompiled<Given extends Fillings<Given>>(
  part: (holes: Holes<Given>) => Child,
): (fillings: Given) => HtmlEscapedString {
  const [start, holes] = cut(markup(part(HOLES as Holes<Given>)));
  return (fillings) => {
    let html = start;
    for (const { name, in_tag, after } of holes) {
      const filling: unknown = fillings[name as keyof Given];
      if (typeof filling === "string") html += escaped(filling);
      else if (typeof filling === "number") html += filling;
      else if (!in_tag) html += markup(filling);
      else throw new Error(`Cannot fill ${name} as it must be text or a number inside a tag`);
      html += after;
    }
    return raw(html);
  };
}

const HOLES = new Proxy({}, { get: (_, name) => MARK + String(name) + MARK });

function cut(html: string): readonly [string, readonly Hole[]] {
  const [start = "", ...pieces] = html.split(MARK);
  const holes: Hole[] = [];
  let in_tag = endsInTag(start, false);
  for (let at = 0; at < pieces.length; at += 2) {
    const [name = "", after = ""] = pieces.slice(at, at + 2);
    holes.push({ name, in_tag, after });
    in_tag = endsInTag(after, in_tag);
  }
  return [start, holes];
}

/** All other angle brackets are escaped, or closed within one piece. */
function endsInTag(piece: string, in_tag: boolean): boolean {
  const [opened, closed] = [piece.lastIndexOf("<"), piece.lastIndexOf(">")];
  return opened === closed ? in_tag : opened > closed;
}

/**
 * Precompiles JSX with placeholders ("holes"): the constant parts become text once, and each mail only fills the
 * holes. Fillings are escaped as JSX escapes them. It decides nothing about how a part looks.
 */
import { raw } from "hono/html";
import type { Child } from "hono/jsx";
import type { HtmlEscapedString } from "hono/utils/html";
import { escaped, markup } from "./markup.ts";

/** The values for the holes, by name. */
type Fillings<Given> = { readonly [Name in keyof Given]: Child | HtmlEscapedString };

/** Placeholder text while the part is rendered: typed as its value where an attribute accepts only some words. */
type Holes<Given> = { readonly [Name in keyof Given]: Given[Name] extends string ? Given[Name] : string };

interface Hole {
  readonly name: string;
  /** Inside a tag, where only text may stand. */
  readonly in_tag: boolean;
  /** What stands between it and the next. */
  readonly after: string;
}

/** The mark of a hole: no template contains this character, and escaping does not change it. */
const MARK = "\u0000";

/**
 * Calls `part` once. A hole has no value yet, so `part` must not branch on it: decide outside and fill in the result.
 * Inside a tag only text and numbers are accepted.
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

/** Returns whether `piece` ends inside a tag: all other angle brackets are escaped, or closed within one piece. */
function endsInTag(piece: string, in_tag: boolean): boolean {
  const [opened, closed] = [piece.lastIndexOf("<"), piece.lastIndexOf(">")];
  return opened === closed ? in_tag : opened > closed;
}

/**
 * Decides which lines of a reply are marked as quoted. A mark may also be the writer's own: around what they quote
 * from elsewhere, or at the end of a link that was broken. It removes nothing.
 */
import { sharedHead } from "./attributions.ts";
import { letters } from "./known_text.ts";
import { isQuoted } from "./marked_lines.ts";
import { quoteHead } from "./quote_heads.ts";

/**
 * Returns which lines are quoted. Marks in a mail without any head are the writer's own, but for those of which
 * `is_certain` says that a program made them.
 */
export function quotedLines(
  lines: readonly string[],
  is_certain: (at: number) => boolean,
): readonly boolean[] {
  const marked = lines.map((line, at) =>
    isQuoted(line) && !OPEN_LINK.test(lines[at - 1] ?? "") && quoteHead(lines, at) === undefined
  );
  const head = lines.findIndex((_, at) =>
    !marked[at] && (quoteHead(lines, at) !== undefined || sharedHead(lines, at) !== undefined)
  );
  if (head < 0 && !holdsHead(lines, marked)) return marked.map((one, at) => one && is_certain(at));
  const own = head < 0 ? 0 : ownMarksEnd(lines, marked, head);
  return marked.map((one, at) =>
    at >= own && (one || marked[at - 1] === true && isBrokenLink(lines, marked, at))
  );
}

/** Returns whether the marked lines begin with a head of their own, or are marked twice, as answers to answers are. */
function holdsHead(lines: readonly string[], marked: readonly boolean[]): boolean {
  const bare = lines.flatMap((line, at) => marked[at] ? [line.replace(MARK, "")] : []);
  return bare.some((line, at) => bare.length > 1 && isQuoted(line) || quoteHead(bare, at) !== undefined);
}

const MARK = /^\s{0,3}(?:>|&gt;|＞)\s?/;

/** A shorter line may stand by chance within another one. */
const LINE_MIN_CHARS = 8;

/** Returns the line up to which marks are the writer's own: above the head, where none of it is quoted below. */
function ownMarksEnd(lines: readonly string[], marked: readonly boolean[], head: number): number {
  const said = lines.map((line, at) => marked[at] ? letters(line) : "");
  const below = new Set(said.slice(head));
  const all_below = said.slice(head).join("");
  const is_quoted_below = said.slice(0, head).some((line) =>
    line !== "" && (below.has(line) || line.length >= LINE_MIN_CHARS && all_below.includes(line))
  );
  return is_quoted_below ? 0 : head;
}

/** A link whose end stands on the next line, behind a sign that looks like a mark: "<https://kontor.example", "> for". */
const OPEN_LINK = /^[^>].*<https?:\/\/[^\s<>]{1,500}$|^<https?:\/\/[^\s<>]{1,500}$/;
/** Programs break a long link out of the quotation: "(https://…) >". */
const LINK_ALONE = /^\s{0,4}(?:\(https?:\/\/\S{1,500}\)?(?: ?>)?|<?https?:\/\/\S{1,500} ?>)\s{0,4}$/;
const LINK_BEGUN = /[(<]https?:\/\/[^\s()<>]{1,500}$/;
const LINK_ENDED = /^\s{0,4}[^\s()<>]{1,500}[)>]\s{0,4}$/;

function isBrokenLink(lines: readonly string[], marked: readonly boolean[], at: number): boolean {
  return marked[at + 1] === true &&
    (LINK_ALONE.test(lines[at]!) || LINK_BEGUN.test(lines[at - 1]!.trimEnd()) && LINK_ENDED.test(lines[at]!));
}

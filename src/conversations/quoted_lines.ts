/**
 * Decides which lines of a reply are marked as quoted. A mark may also be the writer's own: around what they quote
 * from elsewhere, or at the end of a link that was broken. It removes nothing.
 */
import { sharedHead } from "./attributions.ts";
import { letters } from "./known_text.ts";
import { isQuoted } from "./marked_lines.ts";
import { quoteHead } from "./quote_heads.ts";

/** A shorter line is too common to tell a quotation from the writer's own marks. */
const LINE_MIN_CHARS = 8;
/** A shorter quotation may be cut: it does not tell what else was quoted. */
const QUOTATION_MIN_CHARS = 20;

/** Returns which lines are quoted; marks in a mail without any head are the writer's own. */
export function quotedLines(lines: readonly string[], is_html: boolean): readonly boolean[] {
  const marked = lines.map((line, at) =>
    isQuoted(line) && !OPEN_LINK.test(lines[at - 1] ?? "") && quoteHead(lines, at) === undefined
  );
  const head = lines.findIndex((_, at) =>
    !marked[at] && (quoteHead(lines, at) !== undefined || sharedHead(lines, at) !== undefined)
  );
  if (head < 0 && !is_html && !holdsHead(lines, marked)) return lines.map(() => false);
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

/** Returns the line up to which marks are the writer's own: above the head, where none of it is quoted below. */
function ownMarksEnd(lines: readonly string[], marked: readonly boolean[], head: number): number {
  const above = lines.slice(0, head).filter((_, at) => marked[at]).map(letters).filter((line) =>
    line.length >= LINE_MIN_CHARS
  );
  const below = letters(lines.slice(head).filter((_, at) => marked[head + at]).join("\n"));
  const is_own = above.length > 0 && below.length >= QUOTATION_MIN_CHARS &&
    !above.some((line) => below.includes(line));
  return is_own ? head : 0;
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

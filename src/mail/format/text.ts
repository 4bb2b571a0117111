/** Makes text from outside safe to show: puts it on one line, turns empty text into null, and keeps only web links. */

import { inOneLine } from "../../values/plain_text.ts";

/** Replaces line breaks and runs of blanks by one blank, for a subject, a label or a button. */
export function oneLine(text: string | undefined): string {
  return inOneLine(text ?? "");
}

/** Returns one line of `text`, or null when it is empty: senders write an empty text as often as they leave it out. */
export function textOrNull(text: string | undefined): string | null {
  const line = oneLine(text);
  return line === "" ? null : line;
}

/** Returns the URL if a browser would open it as a web page; null for `javascript:` and similar schemes. */
export function webUrl(url: string | undefined): string | null {
  if (url === undefined || !URL.canParse(url)) return null;
  const { protocol, href } = new URL(url);
  return protocol === "https:" || protocol === "http:" ? href : null;
}

/**
 * Returns the first letter of a title, which replaces a missing picture. It splits by graphemes, so that a family
 * emoji stays whole.
 */
export function initial(title: string): string {
  // ASCII characters never combine, and the segmenter costs as much as the rest of a line.
  const first = /^[ -~]{2}/.test(title) ? title.charAt(0) : graphemesOf(title).containing(0)?.segment;
  return first?.toUpperCase() ?? "";
}

/** Returns at most `letters_max` graphemes of `text`; an ellipsis replaces the rest. */
export function shortened(text: string, letters_max: number): string {
  let count = 0;
  let end = 0;
  for (const { index } of graphemesOf(text)) {
    count += 1;
    if (count === letters_max) end = index;
    if (count > letters_max) return `${text.slice(0, end).trimEnd()}…`;
  }
  return text;
}

/** What somebody wrote, as paragraphs: a blank line sets them apart, lines within one keep their `\n`. */
export function paragraphsOf(text: string): readonly string[] {
  const lines = text.split(/\r\n|\n|\r/).map(oneLine);
  return lines.join("\n").split(/\n{2,}/).map((paragraph) => paragraph.trim()).filter((paragraph) =>
    paragraph !== ""
  );
}

let segmenter: Intl.Segmenter | undefined;

/** Makes the segmenter for the first text: the engine takes 6 ms for its first Intl object, which the start need not. */
function graphemesOf(text: string): Intl.Segments {
  segmenter ??= new Intl.Segmenter();
  return segmenter.segment(text);
}

/** Longest text of a shop or carrier that a mail repeats. */
const QUOTE_MAX = 400;

/**
 * Returns a shop's or carrier's own text; null when it is only a code such as `card_declined`, which no customer
 * should have to read.
 */
export function quoted(text: string | undefined): string | null {
  const line = textOrNull(text);
  if (line === null || /^[\w.:-]*[_\d:][\w.:-]*$/.test(line) || /^[A-Z0-9]+$/.test(line)) return null;
  return line.length <= QUOTE_MAX ? line : `${line.slice(0, QUOTE_MAX).trimEnd()}…`;
}

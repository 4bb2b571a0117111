/** Text from outside, made fit to print: on one line, present or absent, and links that only lead to the web. */

import { inOneLine } from "../../values/plain_text.ts";

const graphemes = new Intl.Segmenter();

/** Line breaks and runs of blanks become one blank: a subject, a label or a button has one line. */
export function oneLine(text: string | undefined): string {
  return inOneLine(text ?? "");
}

/** Senders write "nothing" as an empty text as often as they leave it out. */
export function textOrNull(text: string | undefined): string | null {
  const line = oneLine(text);
  return line === "" ? null : line;
}

/** The address if a browser would open it as a web page; `javascript:` and its kin give `null`. */
export function webUrl(url: string | undefined): string | null {
  if (url === undefined || !URL.canParse(url)) return null;
  const { protocol, href } = new URL(url);
  return protocol === "https:" || protocol === "http:" ? href : null;
}

/** The first letter of a title, which stands in for its picture; as people count letters, so that a family of emoji stays whole. */
export function initial(title: string): string {
  // Signs of ASCII never join, and asking costs as much as the rest of a line.
  const first = /^[ -~]{2}/.test(title) ? title.charAt(0) : graphemes.segment(title).containing(0)?.segment;
  return first?.toUpperCase() ?? "";
}

/** At most so many letters, as people count them; what is cut off is shown as an ellipsis. */
export function shortened(text: string, letters_max: number): string {
  let count = 0;
  let end = 0;
  for (const { index } of graphemes.segment(text)) {
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

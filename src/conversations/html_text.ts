/** Turns HTML into the text that a person reads. No nesting is kept; it displays nothing and sanitises nothing. */
import { htmlLines } from "./html_lines.ts";

/** The text of `html`, one line a block; runs of blanks become one. */
export function htmlText(html: string): string {
  return htmlLines(html).map(({ text }) => text).join("\n").replace(/\n{3,}/g, "\n\n").trim();
}

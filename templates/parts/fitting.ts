/** Keeps a mail whole: Gmail cuts one off at 102 KB, and what is cut off is the end. */

/** Lines shown at most; the page shows them all. */
export const LINES_MAX = 80;
const HTML_MAX_BYTES = 90_000;

/** Pictures may have addresses of any length, so only the finished mail tells how many lines fit. */
export function fittingHtml(html_with: (shown: number) => string): string {
  for (let shown = LINES_MAX;; shown = Math.floor(shown / 2)) {
    const html = html_with(shown);
    if (shown === 0 || fits(html)) return html;
  }
}

/** A UTF-16 unit takes at most three bytes, so most mails need not be counted. */
function fits(html: string): boolean {
  return html.length * 3 <= HTML_MAX_BYTES || new TextEncoder().encode(html).length <= HTML_MAX_BYTES;
}

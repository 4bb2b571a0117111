/** Limits a mail's size: Gmail cuts off the end of a mail over 102 KB. */

/** Lines shown at most; the page shows them all. */
export const LINES_MAX = 80;
const HTML_MAX_BYTES = 90_000;

/** Picture URLs may have any length, so only the finished mail shows how many lines fit. */
export function fittingHtml(html_with: (shown: number) => string): string {
  for (let shown = LINES_MAX;; shown = Math.floor(shown / 2)) {
    const html = html_with(shown);
    if (shown === 0 || fits(html)) return html;
  }
}

/** A UTF-16 unit needs at most three bytes, so most mails need not be measured. */
function fits(html: string): boolean {
  return html.length * 3 <= HTML_MAX_BYTES || new TextEncoder().encode(html).length <= HTML_MAX_BYTES;
}

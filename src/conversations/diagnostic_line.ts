/** What a mail system said, on one line and of bounded length. */

const CHARS_MAX = 1_000;

export function diagnosticLine(text: string): string {
  return text.replace(/\s+/g, " ").trim().slice(0, CHARS_MAX);
}

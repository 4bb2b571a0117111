/** Shortens a mail system's text to one line of bounded length. */

const CHARS_MAX = 1_000;

export function diagnosticLine(text: string): string {
  return text.replace(/\s+/g, " ").trim().slice(0, CHARS_MAX);
}

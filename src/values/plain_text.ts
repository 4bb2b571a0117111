/**
 * Cleans text from outside for use beside Waybill's own: on one line, and without characters that reverse its
 * direction. Pure.
 */

/**
 * Embeddings, overrides and isolates of Unicode's bidirectional algorithm (UAX #9): they make text read differently,
 * even beyond their own end. Marks that only set a direction are harmless and stay.
 */
const TURNS = /[\u202A-\u202E\u2066-\u2069]/g;

export function withoutTurns(text: string): string {
  return text.replaceAll(TURNS, "");
}

/** Replaces line breaks and runs of blanks by one blank, for a subject, a label or a button. */
export function inOneLine(text: string): string {
  return withoutTurns(text).replace(/[\s\p{Cc}]+/gu, " ").trim();
}

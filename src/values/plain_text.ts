/** Text from outside as it may stand among ours: on its own line, and without signs that turn that line round. Pure. */

/**
 * They make a word read as another and reach beyond their own end: embeddings, overrides and isolates of Unicode's bidirectional algorithm (UAX #9).
 * Marks that only say a side are harmless, and stay.
 */
const TURNS = /[\u202A-\u202E\u2066-\u2069]/g;

export function withoutTurns(text: string): string {
  return text.replaceAll(TURNS, "");
}

/** Line breaks and runs of blanks become one blank: a subject, a label or a button has one line. */
export function inOneLine(text: string): string {
  return withoutTurns(text).replace(/[\s\p{Cc}]+/gu, " ").trim();
}

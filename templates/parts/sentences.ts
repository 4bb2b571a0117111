/** Sets sentences one after the other, as the language does: Japanese and Chinese leave no space between them. */

/** Returns the sentences as one text; those that are null or empty are left out. */
export function sentences(locale: string, ...parts: readonly (string | null)[]): string {
  return parts.filter((part) => part !== null && part !== "").join(sentenceSpace(locale));
}

/** Returns what stands between two sentences. */
export function sentenceSpace(locale: string): string {
  return /^(?:ja|zh)\b/.test(locale) ? "" : " ";
}

/** Returns the sentence with a full stop, where it does not end already. */
export function ended(locale: string, sentence: string): string {
  if (/[.!?。！？؟]$/.test(sentence)) return sentence;
  return `${sentence}${/^(?:ja|zh)\b/.test(locale) ? "。" : "."}`;
}

/** Fills in a canned answer. Pure; a name that nobody knows stays as it stands, so that it is seen. */

/** What may stand in braces. */
export const CANNED_NAMES = ["name", "order", "status", "tracking", "me", "shop"] as const;

export type CannedValues = Readonly<Record<(typeof CANNED_NAMES)[number], string>>;

/** Returns what still stands in braces, each once: an answer with it is not sent. */
export function unfilledNames(words: string): readonly string[] {
  return [...new Set(words.matchAll(/\{(\w+)\}/g).map(([, name]) => name!))];
}

/** What stands in braces and is no name that would be filled in. */
export function unknownNames(words: string): readonly string[] {
  return unfilledNames(words).filter((name) => !(CANNED_NAMES as readonly string[]).includes(name));
}

export function cannedWords(words: string, values: CannedValues): string {
  return words.replace(/\{(\w+)\}/g, (whole, name: string) => {
    const known = CANNED_NAMES.find((one) => one === name);
    return known === undefined || values[known] === "" ? whole : values[known];
  }).replace(/[ \t]+([,.!?])/g, "$1");
}

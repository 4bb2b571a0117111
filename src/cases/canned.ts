/** Fills in a canned answer. Pure; a name that nobody knows stays as it stands, so that it is seen. */

export type CannedValues = Readonly<Record<string, string>>;

export function cannedWords(words: string, values: CannedValues): string {
  return words.replace(/\{(\w+)\}/g, (whole, name: string) => {
    const value = values[name];
    return value === undefined || value === "" ? whole : value;
  }).replace(/[ \t]+([,.!?])/g, "$1");
}

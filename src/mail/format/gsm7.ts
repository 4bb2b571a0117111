/**
 * Counts the segments of a text message. Letters of GSM-7 (3GPP TS 23.038, section 6.2.1) leave 160 in one message, 153 in
 * each of several; one letter outside it makes the whole message UCS-2, with 70 and 67.
 */

const BASIC = new Set(
  "@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !\"#¤%&'()*+,-./0123456789:;<=>?¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà",
);
/** These take two places. */
const EXTENDED = new Set("\f^{}\\[~]|€");

/** Returns the letters of `text` that GSM-7 does not have. */
export function beyondGsm7(text: string): readonly string[] {
  return [...new Set(text)].filter((letter) => !BASIC.has(letter) && !EXTENDED.has(letter));
}

/** Returns how many messages `text` is sent and billed as. */
export function segments(text: string): number {
  if (beyondGsm7(text).length > 0) return text.length <= 70 ? 1 : Math.ceil(text.length / 67);
  const places = [...text].reduce((sum, letter) => sum + (EXTENDED.has(letter) ? 2 : 1), 0);
  return places <= 160 ? 1 : Math.ceil(places / 153);
}

/** Typographic signs, and the plain ones that GSM-7 has in their place. */
const PLAIN: Readonly<Record<string, string>> = {
  "‘": "'",
  "’": "'",
  "“": '"',
  "”": '"',
  "„": '"',
  "«": '"',
  "»": '"',
  "–": "-",
  "—": "-",
  "‑": "-",
  "·": "-",
  "…": "...",
  "œ": "oe",
  "Œ": "OE",
  "\u00a0": " ",
  "\u2009": " ",
  "\u202f": " ",
};

/** Replaces typographic signs by the plain ones: a single one would make the whole message UCS-2, which halves its letters. */
export function plainSigns(text: string): string {
  return text.replaceAll(/[^ -~]/g, (letter) => PLAIN[letter] ?? letter);
}

/** Replaces signs and leaves out accents that GSM-7 does not have; a text that leaves it all the same keeps its accents. */
export function plainLetters(text: string): string {
  const signs = plainSigns(text);
  const plain = signs.replaceAll(
    /[^ -~]/g,
    (letter) => beyondGsm7(letter).length === 0 ? letter : letter.normalize("NFD").charAt(0),
  );
  return beyondGsm7(plain).length === 0 ? plain : signs;
}

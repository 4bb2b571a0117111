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

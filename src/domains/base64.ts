/** The bytes of base64 that stands in a mail's header or in DNS, whose programs put blanks and line breaks into it. */

/** Returns `undefined` for text that is empty, longer than `chars_max` without its blanks, or no base64. */
export function base64Bytes(text: string, chars_max: number): Uint8Array<ArrayBuffer> | undefined {
  const packed = text.replace(/\s/g, "");
  if (packed === "" || packed.length > chars_max) return undefined;
  try {
    return Uint8Array.from(atob(packed), (char) => char.charCodeAt(0));
  } catch {
    return undefined; // The text is not base64; the decoder reports that only by throwing.
  }
}

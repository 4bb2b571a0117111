/** The two forms in which DKIM signs header fields and bodies (RFC 6376, 3.4). Bytes in, bytes out; it hashes nothing. */

export type Canonicalization = "simple" | "relaxed";

const CR = 0x0d;
const LF = 0x0a;
const SPACE = 0x20;
const TAB = 0x09;

/** One field without its line break. `raw` is `Name: value` as it came. */
export function canonicalField(raw: string, form: Canonicalization): string {
  if (form === "simple") return raw;
  const colon = raw.indexOf(":");
  // Not `trim`, which takes a byte of UTF-8 such as 0xa0 for a blank.
  const value = raw.slice(colon + 1).replace(/\r\n/g, "").replace(/[ \t]+/g, " ").replace(/^ | $/g, "");
  return `${raw.slice(0, colon).replace(/[ \t]/g, "").toLowerCase()}:${value}`;
}

/**
 * The body: empty lines at its end are one line break (simple) or none (relaxed, where nothing else is left), and relaxed
 * runs of blanks one blank, at a line's end none. A bare line feed counts as a line break.
 */
export function canonicalBody(body: Uint8Array, form: Canonicalization): Uint8Array {
  // A bare line feed becomes two bytes, and a last line without a break gets one.
  const out = new Uint8Array(body.length + bareLineFeeds(body) + 2);
  let length = 0;
  let content_end = 0;
  let blank = false;
  for (let at = 0; at < body.length; at++) {
    const byte = body[at]!;
    if (byte === LF || byte === CR && body[at + 1] === LF) {
      if (byte === CR) at++;
      blank = false;
      out[length++] = CR;
      out[length++] = LF;
      continue;
    }
    if (form === "relaxed" && (byte === SPACE || byte === TAB)) {
      blank = true;
      continue;
    }
    if (blank) {
      out[length++] = SPACE;
      blank = false;
    }
    out[length++] = byte;
    content_end = length;
  }
  if (content_end === 0) return form === "simple" ? Uint8Array.of(CR, LF) : new Uint8Array();
  out[content_end] = CR;
  out[content_end + 1] = LF;
  return out.subarray(0, content_end + 2);
}

function bareLineFeeds(body: Uint8Array): number {
  let count = 0;
  for (let at = body.indexOf(LF); at >= 0; at = body.indexOf(LF, at + 1)) {
    if (body[at - 1] !== CR) count++;
  }
  return count;
}

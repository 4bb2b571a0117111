/** Makes a body of text safe for every relay: quoted-printable where that stays legible, base64 elsewhere. Both are ASCII in lines of 76. */

export interface TransferEncoded {
  readonly encoding: "quoted-printable" | "base64";
  /** Lines joined by CRLF, none after the last. */
  readonly data: string;
}

const LINE_MAX = 76;
/** With more than one escaped byte in this many, base64 is shorter and quoted-printable is no longer legible. */
const BYTES_PER_ESCAPE = 5;
/** The buffers kept between mails; a longer body gets its own. */
const KEPT_BYTES = 1 << 18;

const CR = 0x0d;
const LF = 0x0a;
const SPACE = 0x20;
const TAB = 0x09;
const DOT = 0x2e;
const EQUALS = 0x3d;

const encoder = new TextEncoder();
const decoder = new TextDecoder();
const HEX = encoder.encode("0123456789ABCDEF");
const FROM = encoder.encode("From ");
/** 1 for a byte that stands for itself, at least inside a line. */
const LITERAL = Uint8Array.from(
  { length: 256 },
  (_, byte) => byte === TAB || byte >= SPACE && byte < 0x7f && byte !== EQUALS ? 1 : 0,
);

let kept_input: Uint8Array<ArrayBuffer> | undefined;
let kept_output: Uint8Array<ArrayBuffer> | undefined;

/** The text as UTF-8. Line breaks of any kind become CRLF; a lone surrogate becomes U+FFFD. */
export function transferEncoded(text: string): TransferEncoded {
  const printable = quotedPrintable(utf8(text));
  if (printable !== undefined) return { encoding: "quoted-printable", data: printable };
  return { encoding: "base64", data: foldedBase64(encoder.encode(text.replace(/\r\n?|\n/g, "\r\n"))) };
}

/**
 * Encodes by RFC 2045, 6.7; returns undefined when too many bytes would be escaped. Most of a mail's time is spent
 * here, hence bytes instead of strings and the inner loop. A character is never split between lines: some mail
 * programs decode by line.
 */
function quotedPrintable(bytes: Uint8Array): string | undefined {
  const escapes_max = Math.floor(bytes.length / BYTES_PER_ESCAPE);
  const out = room(bytes.length, escapes_max);
  let escapes = 0;
  let length = 0;
  let line = 0;
  let at = 0;
  while (at < bytes.length) {
    if (length === line && startsBadly(bytes, at)) {
      length = escape(out, length, bytes[at++]!);
      escapes++;
    }
    // The last column is kept for the soft break.
    const end = Math.min(bytes.length, at + LINE_MAX - 1 - (length - line));
    while (at < end && LITERAL[bytes[at]!] === 1) out[length++] = bytes[at++]!;

    const byte = bytes[at];
    if (byte === undefined || byte === LF || byte === CR) {
      // A space at the end of a line would be lost in transport.
      if (length > line && out[length - 1]! <= SPACE) {
        const space = out[--length]!;
        if (length - line + 3 > LINE_MAX) length = line = softBreak(out, length);
        length = escape(out, length, space);
        escapes++;
      }
      if (byte !== undefined) {
        out[length++] = CR;
        out[length++] = LF;
        line = length;
        at += byte === CR && bytes[at + 1] === LF ? 2 : 1;
      }
    } else {
      const character = LITERAL[byte] === 1 ? 0 : byte < 0xc0 ? 1 : byte < 0xe0 ? 2 : byte < 0xf0 ? 3 : 4;
      if (length - line + Math.max(1, 3 * character) >= LINE_MAX) length = line = softBreak(out, length);
      for (let rest = character; rest > 0; rest--) length = escape(out, length, bytes[at++]!);
      escapes += character;
    }
    if (escapes > escapes_max) return undefined;
  }
  return decoder.decode(out.subarray(0, length));
}

function escape(out: Uint8Array, length: number, byte: number): number {
  out[length] = EQUALS;
  out[length + 1] = HEX[byte >> 4]!;
  out[length + 2] = HEX[byte & 15]!;
  return length + 3;
}

function softBreak(out: Uint8Array, length: number): number {
  out[length] = EQUALS;
  out[length + 1] = CR;
  out[length + 2] = LF;
  return length + 3;
}

/** Returns whether a line starts with a dot that SMTP might lose, or with a `From ` that a mailbox file would quote. */
function startsBadly(bytes: Uint8Array, at: number): boolean {
  return bytes[at] === DOT ||
    bytes[at] === FROM[0] && FROM.every((byte, index) => bytes[at + index] === byte);
}

function utf8(text: string): Uint8Array {
  if (text.length * 3 > KEPT_BYTES) return encoder.encode(text);
  kept_input ??= new Uint8Array(KEPT_BYTES);
  return kept_input.subarray(0, encoder.encodeInto(text, kept_input).written);
}

/** Room for a body of nothing but breaks, for every escape allowed, and for a soft break after every 64 columns. */
function room(bytes: number, escapes_max: number): Uint8Array<ArrayBuffer> {
  const size = Math.ceil((2 * bytes + 3 * escapes_max) * (1 + 3 / 64)) + 64;
  if (size > KEPT_BYTES) return new Uint8Array(size);
  return kept_output ??= new Uint8Array(KEPT_BYTES);
}

/** Base64 in lines of 76, joined by CRLF, none after the last. */
export function foldedBase64(bytes: Uint8Array): string {
  const base64 = bytes.toBase64();
  const lines: string[] = [];
  for (let at = 0; at < base64.length; at += LINE_MAX) lines.push(base64.slice(at, at + LINE_MAX));
  return lines.join("\r\n");
}

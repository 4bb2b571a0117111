/** Divides a mail's bytes into header fields and body, as signatures cover them. It decodes and judges nothing. */

export interface RawField {
  /** In lower case. */
  readonly name: string;
  /** The whole field as it came, without its last line break, its bytes as characters up to 255. */
  readonly raw: string;
}

export interface RawMail {
  /** From the top down. */
  readonly fields: readonly RawField[];
  readonly body: Uint8Array;
}

/** Bytes of a header that are read, and fields; a longer one has no signature that counts. */
const HEADER_MAX_BYTES = 262_144;
const FIELDS_MAX = 1_000;

/** Divides `raw`; a bare line feed counts as a line break, as in mails that a program saved. */
export function rawMail(raw: Uint8Array): RawMail {
  const end = headerEnd(raw);
  const text = binaryText(raw.subarray(0, Math.min(end.header, HEADER_MAX_BYTES)));
  const fields = text.split(/\r?\n(?![ \t])/).slice(0, FIELDS_MAX).flatMap((field) => {
    const name = /^([!-9;-~]{1,200})[ \t]{0,10}:/.exec(field)?.[1];
    return name === undefined ? [] : [{ name: name.toLowerCase(), raw: field.replace(/\r?\n/g, "\r\n") }];
  });
  return { fields, body: raw.subarray(end.body) };
}

/** The value of a field: without its name, unfolded, without outer blanks. */
export function fieldValue({ raw }: RawField): string {
  return raw.slice(raw.indexOf(":") + 1).replace(/\r\n/g, "").trim();
}

function headerEnd(raw: Uint8Array): { readonly header: number; readonly body: number } {
  for (let at = raw.indexOf(0x0a); at >= 0; at = raw.indexOf(0x0a, at + 1)) {
    const header = raw[at - 1] === 0x0d ? at - 1 : at;
    if (raw[at + 1] === 0x0a) return { header, body: at + 2 };
    if (raw[at + 1] === 0x0d && raw[at + 2] === 0x0a) return { header, body: at + 3 };
  }
  return { header: raw.length, body: raw.length };
}

function binaryText(bytes: Uint8Array): string {
  const parts: string[] = [];
  for (let at = 0; at < bytes.length; at += 8_192) {
    parts.push(String.fromCharCode(...bytes.subarray(at, at + 8_192)));
  }
  return parts.join("");
}

/**
 * Reads Outlook's winmail.dat: the text and the files that its sender's program packed into it. Whatever does not fit its
 * lengths ends the reading; what was found until then counts. Text that is there as compressed RTF alone is not read.
 * https://learn.microsoft.com/openspecs/exchange_server_protocols/ms-oxtnef
 */

export interface PackedFile {
  readonly name: string;
  readonly content: Uint8Array;
}

export interface Packed {
  readonly text: string;
  readonly html: string;
  readonly files: readonly PackedFile[];
}

const SIGNATURE = 0x223e9f78;
/** Attributes read of one file; a real one has some forty, and ten for each file. */
const ATTRIBUTES_MAX = 5_000;
const PROPERTIES_MAX = 2_000;
const FILES_MAX = 200;

const BODY = 0x0002800c;
const CODE_PAGE = 0x00069007;
const MESSAGE_PROPERTIES = 0x00069003;
const FILE_BEGINS = 0x00069002;
const FILE_TITLE = 0x00018010;
const FILE_DATA = 0x0006800f;
const FILE_PROPERTIES = 0x00069005;

const PR_BODY = 0x1000;
const PR_HTML = 0x1013;
const PR_FILE_NAME = 0x3704;
const PR_LONG_FILE_NAME = 0x3707;

/** Bytes of the values whose types have one length. */
const FIXED: Readonly<Record<number, number>> = {
  0x0002: 4,
  0x0003: 4,
  0x0004: 4,
  0x0005: 8,
  0x0006: 8,
  0x0007: 8,
  0x000a: 4,
  0x000b: 4,
  0x0014: 8,
  0x0040: 8,
  0x0048: 16,
};
const STRING = 0x001e;
const UNICODE = 0x001f;
const BINARY = 0x0102;
const OBJECT = 0x000d;
const SEVERAL = 0x1000;

export function readTnef(bytes: Uint8Array): Packed {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const files: { name: string; content: Uint8Array }[] = [];
  let text = "";
  let html = "";
  let charset = "windows-1252";
  if (bytes.length < 6 || view.getUint32(0, true) !== SIGNATURE) return { text, html, files };
  let at = 6;
  for (let count = 0; count < ATTRIBUTES_MAX && at + 11 <= bytes.length; count++) {
    const id = view.getUint32(at + 1, true);
    const length = view.getUint32(at + 5, true);
    const from = at + 9;
    if (from + length + 2 > bytes.length) break;
    const value = bytes.subarray(from, from + length);
    const last = files.at(-1);
    switch (id) {
      case CODE_PAGE:
        if (length >= 4) charset = charsetOf(view.getUint32(from, true));
        break;
      case BODY:
        text ||= words(value, charset);
        break;
      case MESSAGE_PROPERTIES:
        for (const { name, type, content } of properties(value)) {
          if (name === PR_BODY) text ||= worded(type, content, charset);
          if (name === PR_HTML) {
            html ||= type === BINARY ? words(content, charset) : worded(type, content, charset);
          }
        }
        break;
      case FILE_BEGINS:
        if (files.length < FILES_MAX) files.push({ name: "", content: new Uint8Array() });
        break;
      case FILE_TITLE:
        if (last !== undefined) last.name ||= words(value, charset);
        break;
      case FILE_DATA:
        if (last !== undefined) last.content = value;
        break;
      case FILE_PROPERTIES:
        for (const { name, type, content } of properties(value)) {
          if (last === undefined) break;
          const said = worded(type, content, charset);
          // The short name is cut to eight letters and three.
          if (name === PR_LONG_FILE_NAME && said !== "") last.name = said;
          if (name === PR_FILE_NAME) last.name ||= said;
        }
        break;
    }
    at = from + length + 2;
  }
  return { text, html, files };
}

interface Property {
  readonly name: number;
  readonly type: number;
  /** The first of several values. */
  readonly content: Uint8Array;
}

function* properties(bytes: Uint8Array): Generator<Property> {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  let at = 4;
  const fits = (length: number) => length >= 0 && at + length <= bytes.length;
  const number = () => {
    const value = view.getUint32(at, true);
    at += 4;
    return value;
  };
  if (bytes.length < 4) return;
  const all = Math.min(view.getUint32(0, true), PROPERTIES_MAX);
  for (let count = 0; count < all && fits(4); count++) {
    const type = view.getUint16(at, true);
    const name = view.getUint16(at + 2, true);
    at += 4;
    // A name of its own: who gave it, and a number or a text.
    if (name >= 0x8000) {
      if (!fits(24)) return;
      at += 16;
      const is_text = number() === 1;
      const length = number();
      if (is_text) at += padded(length);
      if (!fits(0)) return;
    }
    const one = type & ~SEVERAL;
    const length = FIXED[one];
    let values = 1;
    if (length === undefined || type !== one) {
      if (!fits(4)) return;
      values = number();
    }
    let first: Uint8Array | undefined;
    for (let index = 0; index < values; index++) {
      if (length === undefined && ![STRING, UNICODE, BINARY, OBJECT].includes(one)) return;
      if (length === undefined && !fits(4)) return;
      const size = length ?? number();
      if (!fits(size)) return;
      first ??= bytes.subarray(at, at + size);
      at += padded(size);
    }
    yield { name, type: one, content: first ?? new Uint8Array() };
  }
}

function padded(length: number): number {
  return Math.ceil(length / 4) * 4;
}

function worded(type: number, content: Uint8Array, charset: string): string {
  if (type === UNICODE) return words(content, "utf-16le");
  return type === STRING ? words(content, charset) : "";
}

function words(bytes: Uint8Array, charset: string): string {
  return new TextDecoder(charset).decode(bytes).replace(/\0[^]*$/, "");
}

/** Returns the name by which `TextDecoder` knows a code page of Windows. */
function charsetOf(page: number): string {
  const names = { 932: "shift_jis", 936: "gbk", 949: "euc-kr", 950: "big5", 65001: "utf-8" } as const;
  const known = names[page as keyof typeof names];
  if (known !== undefined) return known;
  return page >= 1250 && page <= 1258 ? `windows-${page}` : "windows-1252";
}

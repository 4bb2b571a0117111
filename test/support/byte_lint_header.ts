/** What may be wrong with the header lines of a mail or part: syntax, widths, encoded words, addresses, singletons. */

export interface HeaderField {
  readonly name: string;
  /** Unfolded, without the spaces around it. */
  readonly value: string;
  /** As they stand, the name on the first. */
  readonly lines: readonly string[];
}

/** RFC 5322, 2.1.1; RFC 2047, 2. */
const LINE_SHOULD = 78;
const ENCODED_LINE_MAX = 76;
const ENCODED_WORD_MAX = 75;

const REQUIRED_ONCE = ["From", "To", "Subject", "Date", "Message-ID", "MIME-Version"];
const ONCE_AT_MOST = [
  "Reply-To",
  "Sender",
  "Cc",
  "Bcc",
  "In-Reply-To",
  "References",
  "Content-Type",
  "Content-Transfer-Encoding",
];
const MAILBOX_FIELDS = /^(?:from|sender|to|reply-to|cc|bcc)$/i;

const ATOM = "[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+";
const DOT_ATOM = `${ATOM}(?:\\.${ATOM})*`;
const QUOTED = '"(?:[^"\\\\]|\\\\.)*"';
const ADDRESS = `(?:${DOT_ATOM}|${QUOTED})@${DOT_ATOM}`;
const MAILBOX = `(?:(?:(?:${ATOM}|${QUOTED})[ \\t]+)*<${ADDRESS}>|${ADDRESS})`;
const MAILBOXES = new RegExp(`^${MAILBOX}(?:[ \\t]*,[ \\t]*${MAILBOX})*$`);
const MESSAGE_ID = new RegExp(`^<${DOT_ATOM}@${DOT_ATOM}>$`);
/** RFC 5322, 3.3, without its obsolete forms. */
const DATE =
  /^(Mon|Tue|Wed|Thu|Fri|Sat|Sun), \d{1,2} (?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec) \d{4} \d\d:\d\d(?::\d\d)? [+-]\d{4}$/;
const DAYS = ["Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"];
const DECODERS = new Map<string, TextDecoder>();
const ENCODED_WORD = /=\?([^?\s]+)\?([^?\s]+)\?([^?]*)\?=/g;

/** The fields of a header; lines that are none are left to `headerFaults`. */
export function headerFields(header: string): readonly HeaderField[] {
  const fields: { name: string; value: string; lines: string[] }[] = [];
  for (const line of header.split("\r\n")) {
    const named = /^([!-9;-~]+):([^]*)$/.exec(line);
    const open = fields.at(-1);
    if (/^[ \t]/.test(line)) {
      if (open === undefined) continue;
      open.lines.push(line);
      open.value = (open.value + line).trim();
    } else if (named !== null) {
      fields.push({ name: named[1]!, value: named[2]!.trim(), lines: [line] });
    }
  }
  return fields;
}

/** The faults of header lines, and of each of the fields that they make up. */
export function headerFaults(
  header: string,
  fields: readonly HeaderField[],
  where: string,
): readonly string[] {
  const lines = header === "" ? [] : header.split("\r\n");
  const faults: string[] = [];
  for (const [index, line] of lines.entries()) {
    const folded = /^[ \t]/.test(line);
    if (folded && index === 0) faults.push(`${where}: begins with a folded line`);
    if (folded && line.trim() === "") faults.push(`${where}: folded line of spaces`);
    if (!folded && !/^[!-9;-~]+:/.test(line)) faults.push(`${where}: header line without a name`);
  }
  return [...faults, ...fields.flatMap((field) => fieldFaults(field).map((fault) => `${where}: ${fault}`))];
}

/** The headers of a message that must be there, and those that must not be there twice. */
export function singletonFaults(fields: readonly HeaderField[]): readonly string[] {
  const count = (name: string) =>
    fields.filter((field) => field.name.toLowerCase() === name.toLowerCase()).length;
  return [
    ...REQUIRED_ONCE.filter((name) => count(name) === 0).map((name) => `message: no ${name}`),
    ...[...REQUIRED_ONCE, ...ONCE_AT_MOST].filter((name) => count(name) > 1).map((name) =>
      `message: more than one ${name}`
    ),
  ];
}

/** A parameter of a structured value, such as the boundary of Content-Type. */
export function parameter(value: string, name: string): string | undefined {
  const found = new RegExp(`;\\s*${name}\\s*=\\s*(?:"((?:[^"\\\\]|\\\\.)*)"|([^\\s;"]+))`, "i").exec(value);
  return found?.[1]?.replace(/\\(.)/g, "$1") ?? found?.[2];
}

/** One byte a character. */
export function bytesOf(octets: string): Uint8Array {
  const bytes = new Uint8Array(octets.length);
  for (let at = 0; at < octets.length; at++) bytes[at] = octets.charCodeAt(at);
  return bytes;
}

/** Throws for a charset that nobody knows, and then while decoding what is not legal in it. */
export function decoderOf(charset: string): TextDecoder {
  const decoder = DECODERS.get(charset) ?? new TextDecoder(charset, { fatal: true, ignoreBOM: true });
  DECODERS.set(charset, decoder);
  return decoder;
}

function fieldFaults(field: HeaderField): readonly string[] {
  const { name, value } = field;
  const faults = [...widthFaults(field), ...encodedWordFaults(field)];
  if (value === "" && !/^subject$/i.test(name)) faults.push(`${name} is empty`);
  if (/[^\t -~]/.test(value)) faults.push(`${name} has a character that no header may have`);
  if (MAILBOX_FIELDS.test(name) && !MAILBOXES.test(value)) faults.push(`${name} is no list of mailboxes`);
  if (/^message-id$/i.test(name) && !MESSAGE_ID.test(value)) faults.push("malformed Message-ID");
  if (/^mime-version$/i.test(name) && value !== "1.0") faults.push("MIME-Version is not 1.0");
  if (/^date$/i.test(name) && !isDate(value)) faults.push("malformed Date");
  return faults;
}

function isDate(value: string): boolean {
  const day = DATE.exec(value)?.[1];
  const date_ms = Date.parse(value);
  if (day === undefined || Number.isNaN(date_ms)) return false;
  const [, sign, hours, minutes] = /([+-])(\d\d)(\d\d)$/.exec(value)!;
  const offset_ms = (Number(hours) * 60 + Number(minutes)) * 60_000 * (sign === "-" ? -1 : 1);
  return DAYS[new Date(date_ms + offset_ms).getUTCDay()] === day;
}

function widthFaults({ name, lines }: HeaderField): readonly string[] {
  return lines.flatMap((line, index) => {
    if (/=\?[^?\s]+\?[bq]\?/i.test(line)) {
      return line.length > ENCODED_LINE_MAX
        ? [`${name} has a line with encoded words longer than ${ENCODED_LINE_MAX}`]
        : [];
    }
    const text = (index === 0 ? line.slice(name.length + 1) : line).trim();
    return line.length > LINE_SHOULD && /[ \t]/.test(text)
      ? [`${name} has a foldable line longer than ${LINE_SHOULD}`]
      : [];
  });
}

function encodedWordFaults({ name, value }: HeaderField): readonly string[] {
  const faults: string[] = [];
  for (const found of value.matchAll(ENCODED_WORD)) {
    const [word, charset, encoding, payload] = found as unknown as [string, string, string, string];
    const before = value.slice(0, found.index);
    const after = value.slice(found.index + word.length);
    if (word.length > ENCODED_WORD_MAX) {
      faults.push(`${name} has an encoded word longer than ${ENCODED_WORD_MAX}`);
    }
    if (/[^\s(]$/.test(before) || /^[^\s)]/.test(after)) {
      faults.push(`${name} has an encoded word without space around it`);
    }
    if (insideQuotes(before)) faults.push(`${name} has an encoded word inside quotes`);
    const decoded = decodedWord(charset, encoding, payload);
    if (decoded === undefined) faults.push(`${name} has an illegal encoded word`);
    else if (/[\p{Cc}\u2028\u2029]/u.test(decoded)) {
      faults.push(`${name} has a control character in an encoded word`);
    }
  }
  return faults;
}

function insideQuotes(before: string): boolean {
  return before.replace(/\\./g, "").split('"').length % 2 === 0;
}

/** The text of one encoded word, undefined where it is not legal by itself: each must hold whole characters. */
function decodedWord(charset: string, encoding: string, payload: string): string | undefined {
  try {
    const decoder = decoderOf(charset.replace(/\*.*$/, ""));
    switch (encoding.toUpperCase()) {
      case "B":
        if (payload.length % 4 !== 0 || /\s/.test(payload)) return undefined;
        return decoder.decode(Uint8Array.fromBase64(payload));
      case "Q": {
        if (!/^(?:[!-<>@-~]|=[0-9A-F]{2})*$/.test(payload)) return undefined;
        const octets = payload.replaceAll("_", " ").replace(
          /=(..)/g,
          (_, hex) => String.fromCharCode(parseInt(hex, 16)),
        );
        return decoder.decode(bytesOf(octets));
      }
      default:
        return undefined;
    }
  } catch {
    return undefined;
  }
}

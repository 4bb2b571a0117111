/** Lists what is wrong with the bytes of a mail, for every test that sends one. It knows the RFCs and nothing of how a mail is composed. */
import {
  bytesOf,
  decoderOf,
  headerFaults,
  type HeaderField,
  headerFields,
  parameter,
  singletonFaults,
} from "./byte_lint_header.ts";

/** RFC 5322, 2.1.1, without CRLF. */
const LINE_MAX = 998;
/** RFC 2045, 6.7 (5) and 6.8, without CRLF. */
const ENCODED_LINE_MAX = 76;
/** Deeper than any mail of ours. */
const DEPTH_MAX = 8;

/** Every fault of a raw mail, as `where: what`; empty when there is none. */
export function lintBytes(raw: string): readonly string[] {
  const { header } = parted(raw);
  return [
    ...new Set([
      ...lineFaults(raw),
      ...singletonFaults(headerFields(header)),
      ...entityFaults(raw, "message", 0),
    ]),
  ];
}

function lineFaults(raw: string): readonly string[] {
  const faults = raw.endsWith("\r\n") ? [] : ["message: does not end with CRLF"];
  const lines = raw.split("\n");
  for (const [index, line] of lines.entries()) {
    const where = `line ${index + 1}`;
    const last = index === lines.length - 1;
    const text = !last && line.endsWith("\r") ? line.slice(0, -1) : line;
    if (!last && text === line) faults.push(`${where}: bare LF`);
    if (text.includes("\r")) faults.push(`${where}: bare CR`);
    if (text.length > LINE_MAX) faults.push(`${where}: longer than ${LINE_MAX} characters`);
    for (const [char] of text.matchAll(/[^\t\r -~]/gu)) {
      const code = char.codePointAt(0)!;
      faults.push(`${where}: ${code === 0 ? "NUL" : code > 0x7f ? "not ASCII" : "control character"}`);
    }
  }
  return faults;
}

/** The faults of a message or part: its header lines, then its body according to them. */
function entityFaults(raw: string, where: string, depth: number): readonly string[] {
  const { header, body } = parted(raw);
  const fields = headerFields(header);
  const faults = [...headerFaults(header, fields, where)];
  if (body === undefined) return [...faults, `${where}: no empty line after the headers`];
  const type = valueOf(fields, "content-type") ?? "text/plain; charset=us-ascii";
  const encoding = (valueOf(fields, "content-transfer-encoding") ?? "7bit").toLowerCase();
  if (!/^multipart\//i.test(type)) return [...faults, ...leafFaults(body, type, encoding, where)];
  if (!/^(?:7bit|8bit|binary)$/.test(encoding)) faults.push(`${where}: multipart under ${encoding}`);
  return [...faults, ...multipartFaults(body, type, where, depth)];
}

function multipartFaults(body: string, type: string, where: string, depth: number): readonly string[] {
  const boundary = parameter(type, "boundary");
  if (boundary === undefined) return [`${where}: multipart without boundary`];
  // RFC 2046, 5.1.1
  if (!/^[\w'()+,./:=? -]{0,69}[\w'()+,./:=?-]$/.test(boundary)) return [`${where}: malformed boundary`];
  if (depth === DEPTH_MAX) return [`${where}: parts nested deeper than ${DEPTH_MAX}`];
  const { parts, closed } = partsBetween(body, boundary);
  const faults = closed ? [] : [`${where}: boundary never closed`];
  if (parts.length === 0) faults.push(`${where}: boundary never opened`);
  if (/^multipart\/alternative/i.test(type)) faults.push(...orderFaults(parts, where));
  const at = depth === 0 ? "part " : `${where}.`;
  return [...faults, ...parts.flatMap((part, index) => entityFaults(part, `${at}${index + 1}`, depth + 1))];
}

/** RFC 2046, 5.1.4: the plainest first, the best last. */
function orderFaults(parts: readonly string[], where: string): readonly string[] {
  const types = parts.map((part) =>
    (valueOf(headerFields(parted(part).header), "content-type") ?? "text/plain").toLowerCase()
  );
  const text = types.findIndex((type) => type.startsWith("text/plain"));
  const html = types.findIndex((type) => type.startsWith("text/html"));
  if (text < 0 || html < 0) return [`${where}: alternative without text and HTML`];
  return text < html ? [] : [`${where}: HTML before text`];
}

function leafFaults(body: string, type: string, encoding: string, where: string): readonly string[] {
  switch (encoding) {
    case "7bit":
      return /[\u0080-\uffff]/.test(body) ? [`${where}: 8bit under 7bit`] : [];
    case "8bit":
    case "binary":
      return [];
    case "base64":
      return base64Faults(body, type, where);
    case "quoted-printable":
      return quotedPrintableFaults(body, type, where);
    default:
      return [`${where}: unknown transfer encoding`];
  }
}

function base64Faults(body: string, type: string, where: string): readonly string[] {
  const lines = body.split("\r\n");
  const faults: string[] = [];
  if (lines.some((line) => line.length > ENCODED_LINE_MAX)) {
    faults.push(`${where}: base64 line longer than ${ENCODED_LINE_MAX}`);
  }
  const base64 = lines.join("");
  if (!/^(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?$/.test(base64)) {
    return [...faults, `${where}: illegal base64`];
  }
  return [...faults, ...charsetFaults(Uint8Array.fromBase64(base64), type, where)];
}

function quotedPrintableFaults(body: string, type: string, where: string): readonly string[] {
  const lines = body.split("\r\n");
  const faults: string[] = [];
  if (lines.some((line) => line.length > ENCODED_LINE_MAX)) {
    faults.push(`${where}: quoted-printable line longer than ${ENCODED_LINE_MAX}`);
  }
  if (lines.some((line) => /[ \t]$/.test(line))) {
    faults.push(`${where}: quoted-printable line ends in a space`);
  }
  if (lines.at(-1)!.endsWith("=")) faults.push(`${where}: quoted-printable ends in a soft break`);
  if (!lines.every((line) => /^(?:[\t -<>-~]|=[0-9A-F]{2})*=?$/.test(line))) {
    return [...faults, `${where}: illegal quoted-printable`];
  }
  const octets = body.replaceAll("=\r\n", "").replace(
    /=([0-9A-F]{2})/g,
    (_, hex) => String.fromCharCode(parseInt(hex, 16)),
  );
  return [...faults, ...charsetFaults(bytesOf(octets), type, where)];
}

/** A text that is not what its charset says was cut within a character or encoded twice. */
function charsetFaults(bytes: Uint8Array, type: string, where: string): readonly string[] {
  if (!/^text\//i.test(type)) return [];
  try {
    decoderOf(parameter(type, "charset") ?? "us-ascii").decode(bytes);
    return [];
  } catch {
    return [`${where}: not in its charset`];
  }
}

function partsBetween(
  body: string,
  boundary: string,
): { readonly parts: readonly string[]; readonly closed: boolean } {
  const parts: string[] = [];
  let part: string[] | undefined;
  for (const line of body.split("\r\n")) {
    const mark = line.trimEnd();
    if (mark === `--${boundary}` || mark === `--${boundary}--`) {
      if (part !== undefined) parts.push(part.join("\r\n"));
      if (mark !== `--${boundary}`) return { parts, closed: true };
      part = [];
    } else {
      part?.push(line);
    }
  }
  return { parts: part === undefined ? parts : [...parts, part.join("\r\n")], closed: false };
}

/** `body` is undefined where no empty line ends the headers. */
function parted(raw: string): { readonly header: string; readonly body: string | undefined } {
  if (raw.startsWith("\r\n")) return { header: "", body: raw.slice(2) };
  const end = raw.indexOf("\r\n\r\n");
  if (end < 0) return { header: raw.replace(/\r\n$/, ""), body: undefined };
  return { header: raw.slice(0, end), body: raw.slice(end + 4) };
}

function valueOf(fields: readonly HeaderField[], name: string): string | undefined {
  return fields.find((field) => field.name.toLowerCase() === name)?.value;
}

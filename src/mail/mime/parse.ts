/** Parses MIME with postal-mime into subject, headers, bodies and parts. It judges nothing. */
import type PostalMime from "postal-mime";
import { type InboundMail, type MailPart, READ_MAX_CHARS } from "../../conversations/inbound_mail.ts";
import { err, ok, type Result } from "../../result.ts";
import type { Mail, Mailbox } from "./compose.ts";
import { mendedText, mixedText, readAsWindows } from "./charset.ts";
import { contentOf, cutLongFiles, type LongFiles, sizeOf } from "./long_files.ts";
import { fileType } from "./file_type.ts";
import { type Packed, type PackedFile, readTnef } from "./tnef.ts";

export interface ParsedMail {
  readonly subject: string;
  readonly text: string;
  readonly html: string;
}

export async function parseMail(raw: string): Promise<ParsedMail> {
  const { subject, text, html } = await (await postalMime()).parse(raw);
  return { subject: subject ?? "", text: text ?? "", html: html ?? "" };
}

/** A mail of our own, read from its kept copy, as `compose` takes one. */
export type SentMail =
  & ParsedMail
  & Pick<Mail, "reply_to" | "attachments" | "headers">
  & { readonly to: Mailbox | null };

/** Headers that tie a mail to the thread that it answers. */
const THREAD_HEADERS = ["In-Reply-To", "References"];

export async function readSentMail(raw: string): Promise<SentMail> {
  const { subject, text, html, to, replyTo, headers, attachments } = await (await postalMime()).parse(raw);
  const thread = THREAD_HEADERS.flatMap((name) => {
    const found = headers.find(({ key }) => key === name.toLowerCase());
    return found === undefined ? [] : [[name, found.value] as const];
  });
  return {
    subject: subject ?? "",
    text: text ?? "",
    html: html ?? "",
    to: mailboxOf(to),
    reply_to: mailboxOf(replyTo) ?? undefined,
    headers: Object.fromEntries(thread),
    attachments: attachments.map(({ filename, mimeType, content }) => ({
      filename: filename ?? "",
      content_type: mimeType,
      content: typeof content === "string" ? new TextEncoder().encode(content) : new Uint8Array(content),
    })),
  };
}

function mailboxOf(
  boxes: readonly { readonly name: string; readonly address?: string | undefined }[] = [],
): Mailbox | null {
  const [box] = boxes;
  return box?.address === undefined ? null : { name: box.name, email: box.address };
}

/** Most parts of a mail that are kept: a report has four. */
const PARTS_MAX = 20;
/** Most files of a mail that are listed; all of them stay in the archived mail. */
const FILES_MAX = 1_200;
/**
 * Limits of what is parsed beside long files: rules read only its beginning, and postal-mime takes some 13 µs per
 * line, so a mail of line breaks alone would take minutes.
 */
const RAW_MAX_BYTES = 4_194_304;
const LINES_MAX = 40_000;

/** A file that a mail brings. */
export interface MailFile {
  readonly name: string;
  /** By its first bytes. */
  readonly type: string;
  /** Bytes. */
  readonly size: number;
}

/** An incoming mail with the files that it brings. */
export interface WholeMail extends InboundMail {
  readonly files: readonly MailFile[];
  /** True where the mail is longer than what is parsed of it. */
  readonly is_cut: boolean;
}

/**
 * Parses a mail from outside for `classifyInbound`. `envelope_from` is the SMTP sender, `undefined` where it is not
 * known. Beside its long files, only the first 4 MiB or 40,000 lines are read. Refuses a mail that postal-mime cannot parse:
 * 256 nested parts.
 */
export async function parseInbound(
  raw: Uint8Array,
  envelope_from?: string,
): Promise<Result<WholeMail, "unreadable">> {
  const read = await readParts(raw);
  if (!read.ok) return read;
  const { email, head, long, is_cut } = read.value;
  const packed = packedIn(email, long);
  const own = await bodiesOf(email, head);
  const is_empty = `${own.text}${own.html}`.trim() === "";
  // The text beside a winmail.dat is the same one.
  const text = is_empty ? packed.map((one) => one.text).join("\n").trim() || otherText(email) : own.text;
  const html = is_empty && text === "" ? packed.map((one) => one.html).join("\n").trim() : own.html;
  return ok({
    envelope_from,
    headers: email.headers.map(({ key, value }) => ({ name: key, value })),
    subject: email.subject ?? "",
    // A multipart whose boundary never occurs has no parts: its whole body is read as text.
    text: (text + html).trim() === "" && email.attachments.length === 0 ? rawBody(head) : text,
    html,
    parts: email.attachments.slice(0, PARTS_MAX).flatMap(readablePart),
    files: [
      ...email.attachments.map((file) => {
        const { name, type } = described(file, long);
        return { name, type, size: sizeOf(bytesOf(file.content), long) };
      }),
      ...packed.flatMap(({ files }) => files.map(describedPacked)),
    ].slice(0, FILES_MAX),
    is_cut,
  });
}

/** Returns the content of the mail's file at `index`, as `parseInbound` lists them; null where it has no such file. */
export async function mailFile(
  raw: Uint8Array,
  index: number,
): Promise<MailFile & { readonly content: Uint8Array } | null> {
  const read = await readParts(raw);
  if (!read.ok || index >= FILES_MAX) return null;
  const { attachments } = read.value.email;
  const file = attachments[index];
  if (file === undefined) {
    const inner = packedIn(read.value.email, read.value.long).flatMap(({ files }) => files)[
      index - attachments.length
    ];
    return inner === undefined ? null : { ...describedPacked(inner), content: inner.content };
  }
  const content = contentOf(bytesOf(file.content), read.value.long);
  return { ...described(file, read.value.long), size: content.length, content };
}

/** Returns the bodies, read once more where they name a character set that is not theirs. */
async function bodiesOf(email: Parsed, head: Uint8Array): Promise<Pick<ParsedMail, "text" | "html">> {
  const read = { text: email.text ?? "", html: email.html ?? "" };
  if (!`${read.text}${read.html}`.includes("\ufffd")) {
    return { text: mendedText(read.text), html: mendedText(read.html) };
  }
  const again = await (await postalMime()).parse(readAsWindows(head), { forceRfc822Attachments: true });
  const mixed = (was: string, now: string | undefined) =>
    was.includes("\ufffd") ? mixedText(now ?? was) : was;
  return { text: mixed(read.text, again.text), html: mixed(read.html, again.html) };
}

/** Texts of other kinds, which postal-mime keeps as files: text/enriched (RFC 1896), text/markdown. */
const OTHER_TEXT = /^text\/(?:enriched|richtext|markdown|x-markdown|x-web-markdown)$/;

/** Returns what a mail says that has neither plain text nor HTML. */
function otherText({ attachments }: Parsed): string {
  const found = attachments.flatMap(readablePart).find(({ type }) => OTHER_TEXT.test(type));
  if (found === undefined) return "";
  return /rich/.test(found.type) ? found.text.replace(/<(?!<)[^<>\n]{1,60}>/g, "") : found.text;
}

/** What Outlook packed into the mail's files called winmail.dat. */
function packedIn({ attachments }: Parsed, long: LongFiles): readonly Packed[] {
  return attachments.filter((file) => described(file, long).type === TNEF).slice(0, TNEF_MAX)
    .map((file) => readTnef(contentOf(bytesOf(file.content), long)));
}

function describedPacked({ name, content }: PackedFile): MailFile {
  return { name, type: fileType(content, ""), size: content.length };
}

const TNEF = "application/ms-tnef";
/** A mail of Outlook has one. */
const TNEF_MAX = 3;

type Parsed = Awaited<ReturnType<typeof PostalMime.parse>>;

async function readParts(raw: Uint8Array): Promise<
  Result<
    { readonly email: Parsed; readonly head: Uint8Array; readonly long: LongFiles; readonly is_cut: boolean },
    "unreadable"
  >
> {
  const long = cutLongFiles(raw);
  const head = beginning(long.rest);
  const reader = await postalMime();
  try {
    // An attached message is kept as a file: if it were inlined, its delivery status would pass for this mail's own.
    const email = await reader.parse(head, { forceRfc822Attachments: true });
    return ok({ email, head, long, is_cut: head.length < long.rest.length });
  } catch (error) {
    return err("unreadable", `Cannot read the mail: ${error instanceof Error ? error.message : "unknown"}`);
  }
}

/** Characters of base64 in which a file's signs stand. */
const START_CHARS = 256;

type Attached = Parsed["attachments"][number];

function described(file: Attached, long: LongFiles): Pick<MailFile, "name" | "type"> {
  const type = fileType(contentOf(bytesOf(file.content), long, START_CHARS), file.mimeType);
  return { name: (file.filename ?? "").replace(/[\p{Cc}\p{Cf}/\\]/gu, " ").trim().slice(0, 200), type };
}

function bytesOf(content: ArrayBuffer | Uint8Array | string): Uint8Array {
  return typeof content === "string" ? new TextEncoder().encode(content) : new Uint8Array(content);
}

/** Loaded when the first mail is read: it brings a table of all named HTML characters. */
async function postalMime(): Promise<typeof PostalMime> {
  return (await import("postal-mime")).default;
}

function readablePart(
  { mimeType, content }: { readonly mimeType: string; readonly content: ArrayBuffer | Uint8Array | string },
): readonly MailPart[] {
  // Removes the text after a forgotten semicolon: `text/plain charset="iso-2022-jp"`.
  const type = /^(?:message|text)\/[\w.+-]{1,60}/.exec(mimeType)?.[0];
  if (type === undefined) return [];
  return [{ type, text: typeof content === "string" ? content : decoded(new Uint8Array(content)) }];
}

function beginning(raw: Uint8Array): Uint8Array {
  const head = raw.subarray(0, RAW_MAX_BYTES);
  let lines = 0;
  const end = head.findIndex((byte) => byte === 0x0a && ++lines === LINES_MAX);
  return end < 0 ? head : head.subarray(0, end);
}

function rawBody(raw: Uint8Array): string {
  const text = decoded(raw);
  const start = /\r?\n\r?\n/.exec(text);
  return start === null ? "" : text.slice(start.index + start[0].length);
}

function decoded(bytes: Uint8Array): string {
  return new TextDecoder().decode(bytes.subarray(0, READ_MAX_CHARS));
}

/** Parses MIME with postal-mime into subject, headers, bodies and parts. It judges nothing. */
import type PostalMime from "postal-mime";
import { type InboundMail, type MailPart, READ_MAX_CHARS } from "../../conversations/inbound_mail.ts";
import { err, ok, type Result } from "../../result.ts";

export interface ParsedMail {
  readonly subject: string;
  readonly text: string;
  readonly html: string;
}

export async function parseMail(raw: string): Promise<ParsedMail> {
  const { subject, text, html } = await (await postalMime()).parse(raw);
  return { subject: subject ?? "", text: text ?? "", html: html ?? "" };
}

/** Most parts of a mail that are kept: a report has four. */
const PARTS_MAX = 20;
/**
 * Limits of the text that is parsed: rules read only its beginning, and postal-mime takes some 13 µs per line, so a
 * mail of line breaks alone would take minutes.
 */
const RAW_MAX_BYTES = 1_048_576;
const LINES_MAX = 10_000;

/**
 * Parses a mail from outside for `classifyInbound`. `envelope_from` is the SMTP sender, `undefined` where it is not
 * known. Of a long mail only the first 1 MiB or 10,000 lines are read. Refuses a mail that postal-mime cannot parse:
 * 256 nested parts.
 */
export async function parseInbound(
  raw: Uint8Array,
  envelope_from?: string,
): Promise<Result<InboundMail, "unreadable">> {
  const head = beginning(raw);
  const reader = await postalMime();
  let email;
  try {
    // An attached message is kept as a file: if it were inlined, its delivery status would pass for this mail's own.
    email = await reader.parse(head, { forceRfc822Attachments: true });
  } catch (error) {
    return err("unreadable", `Cannot read the mail: ${error instanceof Error ? error.message : "unknown"}`);
  }
  const text = email.text ?? "";
  const html = email.html ?? "";
  return ok({
    envelope_from,
    headers: email.headers.map(({ key, value }) => ({ name: key, value })),
    subject: email.subject ?? "",
    // A multipart whose boundary never occurs has no parts: its whole body is read as text.
    text: (text + html).trim() === "" ? rawBody(head) : text,
    html,
    parts: email.attachments.slice(0, PARTS_MAX).flatMap(readablePart),
  });
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

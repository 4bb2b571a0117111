/**
 * Composes a mail into a raw message (RFC 5322 and MIME): ASCII, CRLF, the same bytes for the same mail. It decides
 * only the encoding, never the content; no text from outside can add a header, a recipient or a part.
 */
import type { createMimeMessage } from "mimetext/browser";
import { asciiAddress } from "./ascii_address.ts";
import { type Attachment, attachmentPart } from "./attachment.ts";
import { COLUMN_MAX, foldedPhrase, foldedText, foldedWords, headerText, LINE_MAX } from "./encoded_word.ts";
import { HeaderRefused } from "./header_refused.ts";
import { boundaryFor, keyDigest, messageIdOf } from "./message_id.ts";
import { type TransferEncoded, transferEncoded } from "./transfer_encoding.ts";

export interface Mailbox {
  readonly name?: string | undefined;
  readonly email: string;
}
export interface Mail {
  /** The message key as text: Message-ID and boundary derive from it. */
  readonly key: string;
  readonly from: Mailbox;
  readonly to: Mailbox;
  /** Further recipients, whom no header names: a channel hands them over beside the message (`Bcc`). */
  readonly copies?: readonly Mailbox[] | undefined;
  readonly reply_to?: Mailbox | undefined;
  readonly subject: string;
  readonly text: string;
  readonly html: string;
  /** Milliseconds since the epoch, for the Date header. */
  readonly date_ms: number;
  /**
   * Further headers, such as Auto-Submitted; names must be RFC 5322 tokens. `X-…` takes any text of one line; every
   * other takes printable ASCII, in which a run of spaces counts as one.
   */
  readonly headers?: Readonly<Record<string, string>> | undefined;
  /** Files that travel with the mail; none and an empty list are the same. */
  readonly attachments?: readonly Attachment[] | undefined;
}

interface HeaderField {
  readonly name: string;
  /** The finished value: ASCII and folded. */
  readonly value: string;
}

/**
 * Headers that `compose` writes itself or that a mail with one recipient must not have: `headers` may not contain
 * them.
 */
const OWN_HEADERS =
  /^(?:from|sender|to|cc|bcc|reply-to|subject|date|message-id|mime-version|content-.*|resent-.*|return-path|received)$/i;
/** The space that RFC 5322's 998 characters leave for one word that cannot be folded, after the longest header name. */
const WORD_MAX = 900;
/** RFC 5322 requires years from 1900 on, in four digits. */
const DATE_MS_MIN = Date.UTC(1900, 0, 1);
const DATE_MS_MAX = Date.UTC(9999, 11, 31);

/**
 * Returns the raw message; throws HeaderRefused where an address, a further header, a date or a file's type cannot be
 * written unchanged.
 */
export async function compose(mail: Mail): Promise<string> {
  // Started first: where hashing has its own thread, it runs while the bodies are encoded.
  const hashing = keyDigest(mail.key);
  // Loaded with the first mail: mimetext brings core-js, which tests the engine for 20 ms.
  const loading = import("mimetext/browser");
  const text = transferEncoded(mail.text);
  const html = transferEncoded(mail.html);
  const digest = await hashing;
  const bodies = [text.data, html.data];
  const boundary = await boundaryFor(digest, bodies);
  const fields = headerFields(mail, digest);
  const { createMimeMessage } = await loading;
  const message = assembled(createMimeMessage(), fields, boundary, text, html);
  if (mail.attachments === undefined || mail.attachments.length === 0) return message;
  // No line of a file's part can begin with a boundary: base64 has no hyphen, and folded headers begin with a space.
  const outer = await boundaryFor(await keyDigest(digest), [...bodies, boundary]);
  return withAttachments(message, boundary, mail.attachments, outer);
}

function headerFields(mail: Mail, digest: string): readonly HeaderField[] {
  const from = asciiAddress(mail.from.email, "From");
  return [
    { name: "From", value: mailboxValue("From", mail.from.name, from) },
    { name: "To", value: mailboxValue("To", mail.to.name, asciiAddress(mail.to.email, "To")) },
    ...(mail.reply_to === undefined ? [] : [{
      name: "Reply-To",
      value: mailboxValue("Reply-To", mail.reply_to.name, asciiAddress(mail.reply_to.email, "Reply-To")),
    }]),
    { name: "Subject", value: foldedText(headerText(mail.subject), "Subject: ".length) },
    { name: "Date", value: dateValue(mail.date_ms) },
    { name: "Message-ID", value: messageIdOf(digest, from.slice(from.lastIndexOf("@") + 1)) },
    ...furtherFields(mail.headers ?? {}),
    { name: "MIME-Version", value: "1.0" },
  ];
}

function mailboxValue(field: string, name: string | undefined, address: string): string {
  const column = field.length + 2;
  const line = headerText(name ?? "");
  if (line === "") return `<${address}>`;
  const phrase = foldedPhrase(line, column);
  const fold = phrase.lastIndexOf("\n");
  const end = fold < 0 ? column + phrase.length : phrase.length - fold - 1;
  return `${phrase}${end + address.length + 3 <= LINE_MAX ? " " : "\r\n "}<${address}>`;
}

function dateValue(date_ms: number): string {
  if (!(date_ms >= DATE_MS_MIN && date_ms <= DATE_MS_MAX)) {
    throw new HeaderRefused("Date", "lie between the years 1900 and 9999, in milliseconds since 1970");
  }
  return new Date(date_ms).toUTCString().replace("GMT", "+0000");
}

function furtherFields(headers: Readonly<Record<string, string>>): readonly HeaderField[] {
  const seen = new Set<string>();
  return Object.entries(headers).map(([name, value]) => {
    if (!/^[A-Za-z0-9!#$%&'*+.^_`|~-]+$/.test(name) || name.length + 2 > COLUMN_MAX) {
      throw new HeaderRefused(
        "the name of a further header",
        `be a token of at most ${COLUMN_MAX - 2} characters`,
      );
    }
    if (OWN_HEADERS.test(name) || seen.has(name.toLowerCase())) {
      throw new HeaderRefused(name, "be written once, and not by the caller where the mail itself says it");
    }
    seen.add(name.toLowerCase());
    return { name, value: furtherValue(name, value) };
  });
}

function furtherValue(name: string, value: string): string {
  // A line break here comes from a mistake or an attack: unlike in a customer's name, nothing is lost by refusing it.
  if (/[\p{Cc}\u2028\u2029]/u.test(value)) {
    throw new HeaderRefused(name, "have no line break or other control character");
  }
  const line = headerText(value);
  if (line === "") throw new HeaderRefused(name, "not be empty");
  const column = name.length + 2;
  if (/^x-/i.test(name)) return foldedText(line, column);
  // RFC 2047, 5 forbids encoded words in a structured field, so text that needs one or looks like one is refused.
  if (!/^[ -~]+$/.test(line) || /=\?[^?]*\?[bq]\?/i.test(line)) {
    throw new HeaderRefused(name, "be printable ASCII that no reader takes for an encoded word");
  }
  const words = line.split(/ +/);
  if (words.some((word) => word.length > WORD_MAX)) {
    throw new HeaderRefused(name, `have a space at least every ${WORD_MAX} characters`);
  }
  return foldedWords(words, column);
}

/**
 * mimetext 3.0.28 arranges the message and receives only finished text: by itself it would write encoded words and
 * bodies of any length, let an address or header value end its line, and choose Message-ID and boundary at random.
 */
function assembled(
  message: ReturnType<typeof createMimeMessage>,
  fields: readonly HeaderField[],
  boundary: string,
  text: TransferEncoded,
  html: TransferEncoded,
): string {
  // mimetext's own fields would encode the values again; entries without a `dump` are written unchanged, in this
  // order.
  message.headers.fields = fields.map((field) => ({ ...field }));
  message.boundaries.alt = boundary;
  // mimetext leaves an empty line after each body, which a reader would take for part of the body: so it gets empty
  // bodies, and the real ones are inserted afterwards.
  message.addMessage({ contentType: "text/plain", charset: "utf-8", encoding: text.encoding, data: "" });
  message.addMessage({ contentType: "text/html", charset: "utf-8", encoding: html.encoding, data: "" });
  const delimiter = `--${boundary}`;
  const [headers, text_headers, html_headers] = message.asRaw().split(`\r\n\r\n${delimiter}`);
  return [
    `${headers}\r\n\r\n${delimiter}${text_headers}${text.data}`,
    `${delimiter}${html_headers}${html.data}`,
    `${delimiter}--\r\n`,
  ].join("\r\n");
}

/** RFC 2046, 5.1.3: the former whole body becomes the first part of a multipart/mixed, and each file a further part. */
function withAttachments(
  message: string,
  boundary: string,
  attachments: readonly Attachment[],
  outer: string,
): string {
  // Searching finds the message's own header: a header value's line break is always followed by a space.
  const content_type = `\r\nContent-Type: multipart/alternative; boundary=${boundary}\r\n`;
  const end = message.indexOf(content_type);
  return [
    message.slice(0, end),
    `Content-Type: multipart/mixed; boundary=${outer}`,
    "",
    `--${outer}${message.slice(end)}--${outer}`,
    attachments.map(attachmentPart).join(`\r\n--${outer}\r\n`),
    `--${outer}--\r\n`,
  ].join("\r\n");
}

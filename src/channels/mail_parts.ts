/**
 * Splits a mail into the parts that some providers accept instead of a MIME message. The parts are cleaned like the
 * message, so that both say the same.
 */
import { asciiAddress } from "../mail/mime/ascii_address.ts";
import { fileName } from "../mail/mime/attachment.ts";
import type { Mail, Mailbox } from "../mail/mime/compose.ts";
import { headerText } from "../mail/mime/encoded_word.ts";

/**
 * Headers that providers set themselves or read from fields:
 * https://docs.mailchannels.com/api-reference/send/send-an-email
 */
const RESERVED_HEADERS = new Set(
  `authentication-results bcc cc content-transfer-encoding content-type dkim-signature from message-id received
  reply-to subject to`.split(/\s+/),
);

/** Returns the mailbox with its address in ASCII. */
export function mailboxOf({ name, email }: Mailbox, field: string): { name?: string; email: string } {
  const shown = headerText(name ?? "");
  const address = asciiAddress(email, field);
  return shown === "" ? { email: address } : { name: shown, email: address };
}

/** `"Ada Löwe" <ada@post.example>`: quoted, since a comma or a full stop in a name would make it two addresses. */
export function mailboxText(mailbox: Mailbox, field: string): string {
  const { name, email } = mailboxOf(mailbox, field);
  return name === undefined ? email : `"${name.replace(/["\\]/g, "\\$&")}" <${email}>`;
}

/** The further recipients whom no header names. */
export function copiesOf({ copies }: Mail): readonly { name?: string; email: string }[] {
  return (copies ?? []).map((box) => mailboxOf(box, "Bcc"));
}

export function subjectOf({ subject }: Mail): string {
  return headerText(subject);
}

/** Returns the mail's other headers, including those for unsubscription. */
export function headersOf({ headers }: Mail): Record<string, string> {
  const free = Object.entries(headers ?? {}).filter(([name]) => !RESERVED_HEADERS.has(name.toLowerCase()));
  return Object.fromEntries(free);
}

/** Returns the attached files with their content in base64. */
export function filesOf({ attachments }: Mail): readonly {
  readonly filename: string;
  readonly type: string;
  readonly content: string;
}[] {
  return (attachments ?? []).map((file) => ({
    filename: fileName(file),
    type: file.content_type,
    content: file.content.toBase64(),
  }));
}

/** Returns the texts of a mail that no reason may quote. */
export function secretsOf({ from, to, copies, reply_to, subject, attachments }: Mail): readonly string[] {
  const boxes = [to, from, ...(copies ?? []), ...(reply_to === undefined ? [] : [reply_to])];
  return [
    subject,
    ...boxes.flatMap(({ name, email }) => [email, ...(name === undefined ? [] : [name])]),
    ...(attachments ?? []).map(({ filename }) => filename),
  ];
}

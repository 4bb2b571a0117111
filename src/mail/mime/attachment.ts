/** Writes one attachment: makes its name safe and builds its MIME part. It never reads the file's content. */
import { headerText } from "./encoded_word.ts";
import { HeaderRefused } from "./header_refused.ts";
import { parameterLines } from "./header_parameter.ts";
import { foldedBase64 } from "./transfer_encoding.ts";

export interface Attachment {
  /** The name that the reader sees; `fileName` replaces characters that no file system accepts. */
  readonly filename: string;
  /** `type/subtype`, without parameters: `application/pdf`. */
  readonly content_type: string;
  readonly content: Uint8Array;
}

/** RFC 6838, 4.2. */
const MEDIA_TYPE = /^[A-Za-z0-9][A-Za-z0-9!#$&^_.+-]{0,126}\/[A-Za-z0-9][A-Za-z0-9!#$&^_.+-]{0,126}$/;
/** Characters of paths and wildcards, and the direction marks that make `fdp.exe` look like another file. */
const UNSAFE = /[/\\:*?"<>|\u200e\u200f\u202a-\u202e\u2066-\u2069]/g;
/** Most characters of a name; file systems allow 255 bytes, and some characters take four. */
const NAME_MAX = 60;
/** Characters of the name that are kept for the extension by which a reader opens the file. */
const ENDING_MAX = 10;

/**
 * Returns the name that every channel uses: one line, without characters that are unsafe in a path or a file system.
 * They are replaced and nothing is refused: an invoice number such as 2026/0001 must not lose the mail.
 */
export function fileName({ filename }: Attachment): string {
  const line = headerText(filename).replace(UNSAFE, "-").replace(/\s+/g, " ").trim();
  const characters = Array.from(line);
  if (/^\.*$/.test(line)) return "attachment";
  if (characters.length <= NAME_MAX) return line;
  const dot = characters.lastIndexOf(".");
  const ending = characters.length - dot <= ENDING_MAX && dot > 0 ? characters.slice(dot) : [];
  return [...characters.slice(0, NAME_MAX - ending.length), ...ending].join("").trim();
}

/**
 * Returns the attachment's MIME part, headers included; throws HeaderRefused unless its type is the media type of a
 * single file.
 */
export function attachmentPart(attachment: Attachment): string {
  const type = attachment.content_type;
  // A multipart or message may not be base64 (RFC 2046, 5.2.1), and readers would parse it instead of saving it.
  if (!MEDIA_TYPE.test(type) || /^(?:multipart|message)\//i.test(type)) {
    throw new HeaderRefused("the content type of an attachment", "be type/subtype of one file");
  }
  const name = fileName(attachment);
  return [
    // Older mail programs read the name from Content-Type, newer ones from Content-Disposition.
    [`Content-Type: ${type}`, ...parameterLines("name", name)].join(";\r\n "),
    "Content-Transfer-Encoding: base64",
    ["Content-Disposition: attachment", ...parameterLines("filename", name)].join(";\r\n "),
    "",
    foldedBase64(attachment.content),
  ].join("\r\n");
}

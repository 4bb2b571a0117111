/** One file that travels with a mail: its name made safe, its part of the message written. It never looks into the file. */
import { headerText } from "./encoded_word.ts";
import { HeaderRefused } from "./header_refused.ts";
import { parameterLines } from "./header_parameter.ts";
import { foldedBase64 } from "./transfer_encoding.ts";

export interface Attachment {
  /** As the reader is to see it; what no file system takes is replaced, see `fileName`. */
  readonly filename: string;
  /** `type/subtype`, without parameters: `application/pdf`. */
  readonly content_type: string;
  readonly content: Uint8Array;
}

/** RFC 6838, 4.2. */
const MEDIA_TYPE = /^[A-Za-z0-9][A-Za-z0-9!#$&^_.+-]{0,126}\/[A-Za-z0-9][A-Za-z0-9!#$&^_.+-]{0,126}$/;
/** What paths and wildcards are made of, and the marks that turn `fdp.exe` round to look like another file. */
const UNSAFE = /[/\\:*?"<>|\u200e\u200f\u202a-\u202e\u2066-\u2069]/g;
/** Characters of a name; file systems take 255 bytes, and some of these take four. */
const NAME_MAX = 60;
/** Of those, for the ending by which a reader opens the file. */
const ENDING_MAX = 10;

/**
 * The name as every channel gives it on: one line, without what a path or a reader's file system would trip over. An
 * invoice number such as 2026/0001 is no reason to lose the mail, so nothing is refused.
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

/** The part of the message, from its first header to its last line; throws HeaderRefused for what is no media type of one file. */
export function attachmentPart(attachment: Attachment): string {
  const type = attachment.content_type;
  // A multipart or message may not be base64 (RFC 2046, 5.2.1), and would be parsed instead of kept.
  if (!MEDIA_TYPE.test(type) || /^(?:multipart|message)\//i.test(type)) {
    throw new HeaderRefused("the content type of an attachment", "be type/subtype of one file");
  }
  const name = fileName(attachment);
  return [
    // Older readers look for the name at the type, newer ones at the disposition.
    [`Content-Type: ${type}`, ...parameterLines("name", name)].join(";\r\n "),
    "Content-Transfer-Encoding: base64",
    ["Content-Disposition: attachment", ...parameterLines("filename", name)].join(";\r\n "),
    "",
    foldedBase64(attachment.content),
  ].join("\r\n");
}

/** MIME → what a person reads: subject and both bodies. Through postal-mime; it judges nothing. */
import PostalMime from "postal-mime";

export interface ParsedMail {
  readonly subject: string;
  readonly text: string;
  readonly html: string;
}

export async function parseMail(raw: string): Promise<ParsedMail> {
  const { subject, text, html } = await PostalMime.parse(raw);
  return { subject: subject ?? "", text: text ?? "", html: html ?? "" };
}

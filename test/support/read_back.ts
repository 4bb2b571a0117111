/** Reads a composed mail with a parser that shares no code with the composer. */
import PostalMime, { type Email } from "postal-mime";

/** What postal-mime reads, the bodies as a reader strictly after RFC 2046 has them, with \n for a line break. */
export async function readBack(raw: string): Promise<Email> {
  const email = await PostalMime.parse(raw);
  return { ...email, text: body(raw, "text/plain", email.text), html: body(raw, "text/html", email.html) };
}

/** postal-mime 4.0.0 gives a quoted-printable body the line break before the delimiter, which is the delimiter's; not so in base64. */
function body(raw: string, type: string, text: string | undefined): string | undefined {
  const [, encoding] =
    new RegExp(`Content-Type: ${type};[^]*?Content-Transfer-Encoding: ([a-z-]+)`).exec(raw) ?? [];
  return encoding === "quoted-printable" ? text?.replace(/\n$/, "") : text?.replaceAll("\r\n", "\n");
}

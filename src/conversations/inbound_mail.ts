/** An incoming mail in the form that the rules read: headers, bodies and readable parts. It decides nothing. */

export interface Header {
  /** In lower case. */
  readonly name: string;
  readonly value: string;
}

/** A part that is neither body nor file: `message/*` and `text/*` that postal-mime keeps apart. */
export interface MailPart {
  /** In lower case, without parameters: `message/delivery-status`. */
  readonly type: string;
  readonly text: string;
}

export interface InboundMail {
  /** The envelope's sender; "" is the null sender of RFC 5321, 4.5.5. `undefined` where it is not known. */
  readonly envelope_from: string | undefined;
  readonly headers: readonly Header[];
  /** Decoded. */
  readonly subject: string;
  readonly text: string;
  readonly html: string;
  readonly parts: readonly MailPart[];
}

/** Most characters that are read of a body or part: a program's information stands at its beginning. */
export const READ_MAX_CHARS = 131_072;

/** The first header of that name, unfolded, or "". `name` in lower case. */
export function headerOf(mail: Pick<InboundMail, "headers">, name: string): string {
  return mail.headers.find((header) => header.name === name)?.value ?? "";
}

export function hasHeader(mail: Pick<InboundMail, "headers">, name: string): boolean {
  return mail.headers.some((header) => header.name === name);
}

export function partsOf(mail: InboundMail, ...types: readonly string[]): readonly MailPart[] {
  return mail.parts.filter(({ type }) => types.includes(type));
}

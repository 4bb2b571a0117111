/** Keeps E-Mail on one line: a narrow column breaks a line after a hyphen. Mails and pages share it. */

/** Returns `text` with words such as E-Mail whole; an address is left as it is. */
export function unbroken(text: string): string {
  return text.includes("-") ? text.replaceAll(E_MAIL, "$1\u2011$2") : text;
}

/** As `unbroken`, for the text of `html`: tags stay as they are, and so does what a reader wrote and sends back. */
export function unbrokenHtml(html: string): string {
  return html.replaceAll(
    /(<textarea\b[^>]*>[^<]*|<[^>]*>)|[^<]+/g,
    (part, tag?: string) => tag ?? unbroken(part),
  );
}

const E_MAIL = /(?<![\p{L}\p{N}/._@-])(e)-(mails?)(?![\p{L}\p{N}]*[@./_][\p{L}\p{N}])/giu;

/** Reads single lines of a mail's text: whether one is marked as quoted, and what it says without direction marks. */

export function isQuoted(line: string): boolean {
  return /^\s{0,3}(?:>|&gt;|＞)/.test(line);
}

/**
 * Removes the direction marks that Hebrew and Arabic programs put around names and addresses, and decodes what a
 * gateway left quoted-printable: "a =C3=A9crit". Arabic digits become ours.
 */
export function plainLine(line: string): string {
  return line.replace(/[\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff]/g, "").replace(
    /(?:=[2-9A-F][0-9A-F]){2,12}/g,
    (bytes) => new TextDecoder().decode(Uint8Array.fromHex(bytes.replaceAll("=", ""))),
  ).replace(/[٠-٩۰-۹]/g, (digit) => String(digit.codePointAt(0)! & 15)).trim();
}

/** Returns the index of the next line with text from `from` on, at most three lines further. */
export function nextLine(lines: readonly string[], from: number): number {
  let at = from;
  while (at < lines.length && at - from < 3 && lines[at]!.trim() === "") at++;
  return at;
}

/** Writes text into a parameter of a structured header, `; filename=…`: quoted where ASCII allows it, by RFC 2231 elsewhere. It never refuses. */
import { LINE_MAX } from "./encoded_word.ts";

/** Leaves room for a space before the parameter and the semicolon after it. */
const WIDTH_MAX = LINE_MAX - 2;

/** The parameter as entries for a line each, without the semicolons between them. `value` is one line without control characters. */
export function parameterLines(name: string, value: string): readonly string[] {
  const quoted = `${name}="${value.replace(/["\\]/g, "\\$&")}"`;
  // Mail programs decode `=?` even in quotes, where it is not allowed (RFC 2047, 5), and some decode `%`: so both are
  // sent encoded.
  if (/^[ -~]*$/.test(value) && !/=\?|%/.test(value) && quoted.length <= WIDTH_MAX) return [quoted];
  const sections = sectionsOf(value.toWellFormed(), WIDTH_MAX - `${name}*00*=UTF-8''`.length);
  if (sections.length === 1) return [`${name}*=UTF-8''${sections[0]}`];
  return sections.map((section, index) => `${name}*${index}*=${index === 0 ? "UTF-8''" : ""}${section}`);
}

/** RFC 2231, 3: cut between characters, since some readers decode section by section. */
function sectionsOf(value: string, width_max: number): readonly string[] {
  const sections = [""];
  for (const character of value) {
    const escaped = percentEncoded(character);
    if (sections.at(-1)!.length + escaped.length > width_max) sections.push("");
    sections[sections.length - 1] += escaped;
  }
  return sections;
}

/** RFC 2231, 7: `*`, `'`, `%` and MIME's special characters must be escaped. */
function percentEncoded(character: string): string {
  return encodeURIComponent(character).replace(
    /['()*]/g,
    (special) => `%${special.charCodeAt(0).toString(16).toUpperCase()}`,
  );
}

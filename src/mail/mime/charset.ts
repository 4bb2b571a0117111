/**
 * Mends text whose mail names a wrong character set, or none: UTF-8 that was read as Windows-1252, and bytes of
 * Windows-1252 that were read as UTF-8. It changes no text that may be right.
 */

/** The characters that Windows-1252 has for the bytes 0x80 to 0xff, and their bytes. */
const BYTES: ReadonlyMap<string, number> = new Map(
  Array.from({ length: 128 }, (_, at) => [
    new TextDecoder("windows-1252").decode(new Uint8Array([128 + at])),
    128 + at,
  ]),
);
/** A run of letters that stand for such bytes. */
const RUN = new RegExp(
  `[${[...BYTES.keys()].map((one) => `\\u{${one.codePointAt(0)!.toString(16)}}`).join("")}]+`,
  "gu",
);

/** Returns UTF-8 for a text of which every letter beyond ASCII shows that UTF-8 was read as Windows-1252. */
export function mendedText(text: string): string {
  const runs = text.match(RUN);
  if (runs === null || text.includes("\ufffd")) return text;
  return runs.every((run) => asUtf8(run) !== null) ? text.replace(RUN, (run) => asUtf8(run)!) : text;
}

/** Returns `text`, read as Windows-1252, with what is UTF-8 in it. */
export function mixedText(text: string): string {
  return text.replace(RUN, (run) => asUtf8(run) ?? run);
}

function asUtf8(run: string): string | null {
  try {
    return new TextDecoder("utf-8", { fatal: true, ignoreBOM: false }).decode(
      Uint8Array.from(run, (one) => BYTES.get(one)!),
    );
  } catch {
    return null; // The bytes are no UTF-8.
  }
}

/** Returns the mail with Windows-1252 named for every text that names UTF-8 or nothing. */
export function readAsWindows(raw: Uint8Array): Uint8Array {
  let bytes = "";
  for (let at = 0; at < raw.length; at += 32_768) {
    bytes += String.fromCharCode(...raw.subarray(at, at + 32_768));
  }
  const named = bytes.replace(/\bcharset\s{0,3}=\s{0,3}"?utf-?8"?/gi, "charset=windows-1252")
    .replace(
      /^(content-type:[ \t]{0,3}text\/(?:plain|html))[ \t]{0,3}(?=\r?\n(?![ \t]))/gim,
      "$1; charset=windows-1252",
    );
  // A mail without any header of its content is plain text.
  const end = /\r?\n\r?\n/.exec(named)?.index ?? 0;
  const complete = /^content-type:/im.test(named.slice(0, end))
    ? named
    : `Content-Type: text/plain; charset=windows-1252\r\n${named}`;
  return Uint8Array.from(complete, (one) => one.charCodeAt(0));
}

/** Which font of a PDF file writes a character, and whether a text can be written at all. It draws nothing. */

/**
 * The first three are embedded in the file. The others are the reader's own: a font of Chinese characters is larger
 * than the Worker, and every PDF program has fonts for Adobe's three collections.
 */
export type FontName = "european" | "hebrew" | "arabic" | "japanese" | "chinese" | "korean";

/**
 * The glyph forms of Chinese characters. A character that Japan's standard lacks is shown in China's form in any
 * case.
 */
export type Han = "japanese" | "chinese";

const RANGES: readonly (readonly [FontName, RegExp])[] = [
  // Exactly what scripts/fonts.sh leaves in the files; test/mail/pdf.test.ts compares them.
  [
    "european",
    /[\u0020-\u007e\u00a0-\u00ac\u00ae-\u024f\u0259\u02bb\u02bc\u02c6-\u02dd\u0370-\u0377\u037a-\u037f\u0384-\u038a\u038c\u038e-\u03a1\u03a3-\u03e1\u03f0-\u052f\u1e00-\u1eff\u2010-\u2027\u202f-\u203a\u2044\u20a0-\u20be\u2116\u2122\u2126\u2212]/,
  ],
  ["hebrew", /[\u0591-\u05c7\u05d0-\u05ea\u05f0-\u05f4]/],
  ["arabic", /[\u0606-\u061b\u061e-\u06dc\u06de-\u06ff\u0750-\u077f]/],
  ["korean", /[\uac00-\ud7a3]/],
  ["japanese", /[\u3001-\u3003\u3005-\u3015\u301c\u301d\u301f\u3041-\u3096\u309b-\u309e\u30a1-\u30fe]/],
];
/** The characters that all of China's standards have in common with Unicode's first block of them. */
const HAN = /[\u4e00-\u9fa5]/;
/** Decorative characters: a title keeps its meaning without them, and few fonts have them. */
const LEFT_OUT = /[\p{So}\p{Sk}\p{Cf}\p{Cc}\p{Co}\p{Cn}\p{Cs}\u2190-\u21ff\ufe00-\ufe0f\u20e3]/u;
/** In Persian these two characters decide how letters join. */
const JOINERS = /[\u200c\u200d]/;
const BEFORE_JOINERS = /[\u0620-\u06ff\u0750-\u077f]$/;

/** `null` where no font has it. */
export function fontFor(character: string, han: Han): FontName | null {
  const found = RANGES.find(([, range]) => range.test(character));
  if (found !== undefined) return found[0];
  if (JOINERS.test(character)) return "arabic";
  if (!HAN.test(character)) return null;
  return han === "japanese" && japaneseHan().has(character) ? "japanese" : "chinese";
}

/** The text as it is written: composed, with plain blanks, without decoration. */
export function writable(text: string): string {
  const composed = text.normalize("NFC")
    // Wide Latin letters and narrow Japanese ones are forms of the usual.
    .replace(/[\uff01-\uffee]+/g, (forms) => forms.normalize("NFKC"))
    .replace(/[\u00a0\u202f]/g, "\u00a0").replace(/(?!\u00a0)[\p{Zs}\s]+/gu, " ");
  let kept = "";
  for (const character of composed) {
    const is_kept = JOINERS.test(character)
      ? BEFORE_JOINERS.test(kept)
      : fontFor(character, "chinese") !== null || !LEFT_OUT.test(character);
    if (is_kept) kept += character;
  }
  return kept.replace(/ {2,}/g, " ").trim();
}

/** Whether every letter of `text` has a font. */
export function isWritable(text: string): boolean {
  return Array.from(writable(text)).every((character) => fontFor(character, "chinese") !== null);
}

let japanese_han: ReadonlySet<string> | undefined;

/** What JIS X 0208 has, and so every Japanese font: decoded once from its two-byte code, which every runtime knows. */
function japaneseHan(): ReadonlySet<string> {
  if (japanese_han !== undefined) return japanese_han;
  const decoder = new TextDecoder("shift_jis");
  const found = new Set<string>();
  for (let lead = 0x88; lead <= 0xea; lead++) {
    if (lead > 0x9f && lead < 0xe0) continue;
    for (let trail = 0x40; trail <= 0xfc; trail++) {
      const character = decoder.decode(new Uint8Array([lead, trail]));
      if (HAN.test(character)) found.add(character);
    }
  }
  japanese_han = found;
  return found;
}

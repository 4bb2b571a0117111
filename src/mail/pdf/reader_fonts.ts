/**
 * Fonts that the file only names and the reader's program supplies: for Japanese, Chinese and Korean. Each character
 * is one em wide.
 */
import type PDFDocument from "pdfkit";
import type { Reference } from "pdfkit";
import type { FontName } from "./scripts.ts";

/** Adobe's character collections, and the code in which Unicode is written for them (ISO 32000-1, 9.7.5.2). */
const COLLECTIONS: Partial<
  Readonly<Record<FontName, { readonly base: string; readonly ordering: string; readonly code: string }>>
> = {
  japanese: { base: "HeiseiKakuGo-W5", ordering: "Japan1", code: "UniJIS-UTF16-H" },
  chinese: { base: "STSong-Light", ordering: "GB1", code: "UniGB-UTF16-H" },
  korean: { base: "HYGoThic-Medium", ordering: "Korea1", code: "UniKS-UTF16-H" },
};

export function isReaderFont(font: FontName): boolean {
  return COLLECTIONS[font] !== undefined;
}

/** Adds the font's name to the file; returns `null` for an embedded font. */
export function readerFont(document: PDFDocument, font: FontName): Reference | null {
  const collection = COLLECTIONS[font];
  if (collection === undefined) return null;
  const { base, ordering, code } = collection;
  const descriptor = ended(document, {
    Type: "FontDescriptor",
    FontName: base,
    Flags: 4,
    FontBBox: [0, -120, 1000, 880],
    ItalicAngle: 0,
    Ascent: 880,
    Descent: -120,
    CapHeight: 740,
    StemV: 90,
  });
  const descendant = ended(document, {
    Type: "Font",
    Subtype: "CIDFontType0",
    BaseFont: base,
    // pdfkit writes a String object as text, and a plain string as a name.
    CIDSystemInfo: { Registry: new String("Adobe"), Ordering: new String(ordering), Supplement: 2 },
    FontDescriptor: descriptor,
    DW: 1000,
  });
  return ended(document, {
    Type: "Font",
    Subtype: "Type0",
    BaseFont: `${base}-${code}`,
    Encoding: code,
    DescendantFonts: [descendant],
  });
}

/** As the operators of a page hold it. */
export function hexText(text: string): string {
  return `<${
    Array.from({ length: text.length }, (_, index) => text.charCodeAt(index).toString(16).padStart(4, "0"))
      .join("")
  }>`;
}

function ended(document: PDFDocument, entries: Readonly<Record<string, unknown>>): Reference {
  const reference = document.ref(entries);
  reference.end();
  return reference;
}

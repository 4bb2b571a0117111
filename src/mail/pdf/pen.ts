/** Writes text on the pages of a PDF file, whatever its script. Where things stand is decided elsewhere. */
import type PDFDocument from "pdfkit";
import { type Line, linesOf, type Piece } from "./lines.ts";
import { hexText, isReaderFont, readerFont } from "./reader_fonts.ts";
import type { FontName, Han } from "./scripts.ts";
import type { Reference } from "pdfkit";

export interface Style {
  /** In points, as are all lengths here. */
  readonly size: number;
  readonly is_bold?: boolean;
  /** `#rrggbb` */
  readonly colour: string;
}

/** Text on its lines. */
export interface Setting {
  readonly lines: readonly Line[];
  readonly height: number;
}

export interface Pen {
  /** `text` on lines of at most `width`. */
  readonly set: (text: string, width: number, style: Style) => Setting;
  /** Writes it with its first line's top at `y`: it begins at `x`, or ends there. Returns the y below it. */
  readonly write: (setting: Setting, x: number, y: number, style: Style, align?: "start" | "end") => number;
  readonly rule: (x: number, y: number, width: number, colour: string) => void;
}

const LEADING = 1.4;
/** The baseline's distance from a line's top, as a share of its height: this centres the text for the eye. */
const BASELINE = 0.72;

/** Of A4, in points. */
const PAGE_WIDTH = 595.28;

/** Returns a pen for one document. From right to left it mirrors the page: what is asked for on the left stands on the right. */
export function penFor(document: PDFDocument, han: Han, dir: "ltr" | "rtl" = "ltr"): Pen {
  const is_mirrored = dir === "rtl";
  const named = new Map<FontName, Reference>();

  const choose = ({ font }: Piece, { size, is_bold = false }: Style) =>
    document.font(font === "european" && is_bold ? "european_bold" : font).fontSize(size);
  const measure = (style: Style) => (piece: Piece) =>
    isReaderFont(piece.font)
      ? piece.text.length * style.size
      : choose(piece, style).widthOfString(piece.text);

  const show = (piece: Piece, x: number, baseline: number, style: Style) => {
    document.fillColor(style.colour);
    if (isReaderFont(piece.font)) showReaderFont(piece, x, baseline, style);
    else choose(piece, style).text(piece.text, x, baseline, { lineBreak: false, baseline: "alphabetic" });
  };

  const showReaderFont = ({ font, text }: Piece, x: number, baseline: number, { size }: Style) => {
    const reference = named.get(font) ?? readerFont(document, font)!;
    named.set(font, reference);
    document.page.fonts[font] = reference;
    const { height } = document.page;
    // pdfkit flips its pages, so that y counts from the top; the flip is undone, because letters must stand upright.
    document.save().transform(1, 0, 0, -1, 0, height).addContent(
      `BT 1 0 0 1 ${decimal(x)} ${decimal(height - baseline)} Tm /${font} ${decimal(size)} Tf ${
        hexText(text)
      } Tj ET`,
    ).restore();
  };

  return {
    set: (text, width, style) => {
      const lines = linesOf(text, width, han, measure(style));
      return { lines, height: lines.length * style.size * LEADING };
    },
    write: ({ lines, height }, x, y, style, align = "start") => {
      const widthOf = measure(style);
      for (const [index, line] of lines.entries()) {
        const baseline = y + (index + BASELINE) * style.size * LEADING;
        const width = line.reduce((sum, piece) => sum + widthOf(piece), 0);
        const edge = is_mirrored ? PAGE_WIDTH - x : x;
        let at = (align === "start") !== is_mirrored ? edge : edge - width;
        for (const piece of line) {
          show(piece, at, baseline, style);
          at += widthOf(piece);
        }
      }
      return y + height;
    },
    rule: (x, y, width, colour) => {
      const left = is_mirrored ? PAGE_WIDTH - x - width : x;
      document.lineWidth(0.75).strokeColor(colour).moveTo(left, y).lineTo(left + width, y).stroke();
    },
  };
}

/** As PDF writes numbers: never with an exponent. */
function decimal(value: number): string {
  return value.toFixed(2);
}

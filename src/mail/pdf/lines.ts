/**
 * Breaks text into lines of pieces, one font each, in the order in which they stand on paper. It measures with the
 * given function and draws nothing.
 */
import bidiFactory from "bidi-js";
import { fontFor, type FontName, type Han, writable } from "./scripts.ts";

/** A piece of a line that one font writes at once. */
export interface Piece {
  readonly font: FontName;
  readonly text: string;
}

export type Line = readonly Piece[];

/** Returns the width of a piece. */
export type Measure = (piece: Piece) => number;

const bidi = bidiFactory();
const letters = new Intl.Segmenter();
const EAST_ASIAN = "\\u3001-\\u30fe\\u4e00-\\u9fa5\\uac00-\\ud7a3";
/**
 * Units that are not split: a word with the blanks behind it, or one East Asian character with the marks that may not
 * begin a line.
 */
const UNIT = new RegExp(
  `[${EAST_ASIAN}][\\u3001\\u3002\\u3009\\u300b\\u300d\\u300f\\u3011\\u30fc)]* *|[^ ${EAST_ASIAN}]+ *| +`,
  "g",
);

/** `text` broken where it would be wider than `width`; a word that is wider by itself is broken between its letters. */
export function linesOf(text: string, width: number, han: Han, measure: Measure): readonly Line[] {
  const widthOf = (part: string) =>
    pieces(part.trimEnd(), han).reduce((sum, piece) => sum + measure(piece), 0);
  const units = (writable(text).match(UNIT) ?? []).flatMap((unit) =>
    widthOf(unit) <= width ? [unit] : Array.from(letters.segment(unit), ({ segment }) => segment)
  );
  const lines: string[] = [];
  let line = "";
  for (const unit of units) {
    if (line !== "" && widthOf(line + unit) > width) {
      lines.push(line);
      line = "";
    }
    line += unit;
  }
  return [...lines, line].map((one) => pieces(one.trim(), han)).filter((one) => one.length > 0);
}

/** One line from left to right, as Unicode's bidirectional algorithm (UAX #9) sets it. */
function pieces(line: string, han: Han): Line {
  if (line === "") return [];
  const levels = bidi.getEmbeddingLevels(line);
  const mirrored = bidi.getMirroredCharactersMap(line, levels.levels);
  const set: { readonly font: FontName; text: string }[] = [];
  for (const index of bidi.getReorderedIndices(line, levels)) {
    const character = mirrored.get(index) ?? line.charAt(index);
    const font = fontFor(character, han) ?? "european";
    const last = set.at(-1);
    if (last?.font !== font) set.push({ font, text: character });
    // These fonts reverse their letters themselves, so each word is passed to them in reading order.
    else if (font === "hebrew" || font === "arabic") last.text = character + last.text;
    else last.text += character;
  }
  return set;
}

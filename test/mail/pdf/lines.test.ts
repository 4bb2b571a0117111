import { describe, expect, test } from "vitest";
import { type Line, linesOf, type Piece } from "../../../src/mail/pdf/lines.ts";

/** Every character one wide. */
const measure = ({ text }: Piece) => text.length;

function set(text: string, width = 100): readonly Line[] {
  return linesOf(text, width, "japanese", measure);
}

/** As a reader of plain letters sees it. */
function seen(text: string, width?: number): readonly string[] {
  return set(text, width).map((line) => line.map((piece) => piece.text).join(""));
}

describe("breaking lines", () => {
  test("words stay whole where they fit, and no line is wider than allowed", () => {
    expect(seen("the quick brown fox jumps", 11)).toEqual(["the quick", "brown fox", "jumps"]);
    expect(seen("  a  b\nc ")).toEqual(["a b c"]);
    expect(seen("")).toEqual([]);
  });

  test("a word that is too wide is broken between letters, not inside one", () => {
    expect(seen("Donaudampfschiff", 6)).toEqual(["Donaud", "ampfsc", "hiff"]);
    // Two UTF-16 units that make one letter.
    expect(seen("a".repeat(5) + "x\u0323x", 6).every((line) => !line.startsWith("\u0323"))).toBe(true);
  });

  test("Japanese is broken anywhere, but no line begins with a full stop", () => {
    expect(seen("請求書です。", 5)).toEqual(["請求書で", "す。"]);
    expect(seen("東京 Tower", 7)).toEqual(["東京", "Tower"]);
  });
});

describe("scripts on one line", () => {
  const fonts = (text: string) => set(text)[0]!.map(({ font }) => font);

  test("each part of a line has a font that has its letters", () => {
    expect(fonts("岡田 Ada")).toEqual(["japanese", "european"]);
    expect(fonts("홍길동 (Seoul)")).toEqual(["korean", "european"]);
    expect(fonts("Łódź Ελλάδα Привет")).toEqual(["european"]);
  });

  test("what runs from right to left stands so, word by word, with its brackets turned", () => {
    // Each word is as it is read, since its font turns it round; their order on the line is the one from the left.
    expect(set("Ada: שלום עולם!")[0]).toEqual([
      { font: "european", text: "Ada: " },
      { font: "hebrew", text: "עולם" },
      { font: "european", text: " " },
      { font: "hebrew", text: "שלום" },
      { font: "european", text: "!" },
    ]);
    expect(set("שלום (12) עולם")[0]!.map(({ text }) => text)).toEqual(["עולם", " (12) ", "שלום"]);
  });
});

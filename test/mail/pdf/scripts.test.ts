import { describe, expect, test } from "vitest";
import { FONT_FILES } from "../../../src/mail/pdf/fonts.ts";
import { fontFor, isWritable, writable } from "../../../src/mail/pdf/scripts.ts";
import { charactersOf } from "../../support/cmap.ts";

describe("the fonts that travel in a file", () => {
  test.each(["european", "hebrew", "arabic"] as const)(
    "%s has every character that is given to it",
    (name) => {
      const had = charactersOf(FONT_FILES[name]);
      const lacking: string[] = [];
      for (let code = 0x20; code < 0xffff; code++) {
        const character = String.fromCharCode(code);
        if (fontFor(character, "chinese") === name && !had.has(code)) lacking.push(code.toString(16));
      }
      expect(lacking).toEqual([]);
    },
  );

  test("bold letters are there for all that are upright", () => {
    expect(charactersOf(FONT_FILES.european_bold)).toEqual(charactersOf(FONT_FILES.european));
  });
});

describe("what can be written", () => {
  test.each([
    ["Straße, Łódź, Ğüneş, Ștefan, Nguyễn Thị Ánh, Đorđe, Þóra", "Latin"],
    ["Ελλάδα, Привет, Ђорђе, Қазақстан", "Greek and Cyrillic"],
    ["עברית, العربية ١٢٣, فارسی پچگ", "Hebrew, Arabic and Persian"],
    ["岡田弁 かな カナ ｶﾅ ＡＢＣ １２３ 〒100-0001", "Japanese"],
    ["王伟 繁體字 홍길동", "Chinese and Korean"],
    ["12,90 € · −10,00 ₺ ₹ ₫ ₽ £ ¥ × № ™ © ® ½", "money and signs"],
  ])("%s", (text) => expect(isWritable(text)).toBe(true));

  test.each([
    ["สมชาย", "Thai"],
    ["नमस्ते", "Devanagari"],
    ["თბილისი", "Georgian"],
    ["Երևան", "Armenian"],
    ["𠮷野家", "a Chinese character beyond the first block"],
    ["5 ≥ 3", "a sign that means something"],
  ])("%s cannot: no font has it", (text) => expect(isWritable(text)).toBe(false));

  test("decoration is left out, and what it decorates stays", () => {
    expect(writable("☕ Mug 👩‍👩‍👧‍👦 “best mum” ♥️ 1️⃣ → new")).toBe("Mug “best mum” 1 new");
    expect(isWritable("☕ Mug ♥️")).toBe(true);
  });

  test("letters are composed, wide and narrow forms are the usual ones, blanks are plain, nothing hides", () => {
    expect(writable("A\u0308rger  \u2009ＡＢＣ\u3000ｶﾞ\u200b\u202e!\u00ad")).toBe("Ärger ABC ガ!");
    expect(writable("12\u202f900\u00a0€")).toBe("12\u00a0900\u00a0€");
  });

  test("the sign that parts the letters of Persian stays there, and there alone", () => {
    expect(writable("می\u200cخواهم a\u200cb")).toBe("می\u200cخواهم ab");
  });
});

describe("Chinese characters", () => {
  test("have Japan's forms for readers of Japanese, and China's where Japan has none", () => {
    expect([fontFor("岡", "japanese"), fontFor("岡", "chinese")]).toEqual(["japanese", "chinese"]);
    expect(fontFor("伟", "japanese")).toBe("chinese");
    expect(fontFor("か", "chinese")).toBe("japanese");
  });
});

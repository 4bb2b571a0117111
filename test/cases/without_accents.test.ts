import { expect, test } from "vitest";
import { withoutAccents } from "../../src/cases/without_accents.ts";

test.each<[RegExp, string, boolean]>([
  [/où est/iu, "Ou est", true],
  [/où est/iu, "où est", true],
  [/zurückgeben/u, "zurueckgeben", true],
  [/zurückgeben/u, "zuruckgeben", true],
  [/straße/u, "strasse", true],
  [/[éa]b/u, "eb", false],
  [/\[é\]/u, "[e]", true],
  [/señal/u, "senal", true],
  [/senal/u, "señal", false],
])("%s also reads what is typed without accents: %s, %s", (pattern, text, matches) => {
  expect(withoutAccents(pattern).test(text)).toBe(matches);
});

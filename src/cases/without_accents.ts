/**
 * Lets a pattern also match what is typed without accents, as on a telephone in a hurry: "ou est", "zurueckgeben". It
 * never matches less.
 */

/** How each letter is typed where its accent is left out. */
const TYPED: Readonly<Record<string, readonly string[]>> = {
  ä: ["ae", "a"],
  ö: ["oe", "o"],
  ü: ["ue", "u"],
  ß: ["ss"],
  é: ["e"],
  è: ["e", "e'"],
  ê: ["e"],
  ë: ["e"],
  à: ["a", "a'"],
  â: ["a"],
  î: ["i"],
  ï: ["i"],
  ô: ["o"],
  ò: ["o", "o'"],
  ù: ["u", "u'"],
  û: ["u"],
  ç: ["c"],
  ñ: ["n"],
  á: ["a"],
  í: ["i"],
  ó: ["o"],
  ú: ["u"],
};

/** Returns `pattern` with each accented letter outside a class as a choice of how it is typed. */
export function withoutAccents(pattern: RegExp): RegExp {
  let in_class = false;
  let is_escaped = false;
  let source = "";
  for (const sign of pattern.source) {
    if (!is_escaped && sign === "[") in_class = true;
    else if (!is_escaped && sign === "]") in_class = false;
    is_escaped = !is_escaped && sign === "\\";
    const typed = in_class ? undefined : TYPED[sign];
    source += typed === undefined ? sign : `(?:${[sign, ...typed].join("|")})`;
  }
  return new RegExp(source, pattern.flags);
}

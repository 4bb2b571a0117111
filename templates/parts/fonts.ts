/** Fonts by name, as lists for mail programs: none is loaded, since most of them load none. No quotes inside: they would be escaped in every style attribute. */

interface Font {
  readonly stack: string;
  /** For Outlook on Windows: Word takes Times New Roman for a list whose first font it does not have. */
  readonly word: string;
}

const SANS = "Arial,sans-serif";
const SERIF = "Times New Roman,serif";

const FONTS = {
  system: { stack: "-apple-system,Segoe UI,Roboto,Helvetica Neue,Arial,sans-serif", word: SANS },
  arial: { stack: "Arial,Helvetica,sans-serif", word: SANS },
  verdana: { stack: "Verdana,Geneva,sans-serif", word: "Verdana,sans-serif" },
  tahoma: { stack: "Tahoma,Verdana,sans-serif", word: "Tahoma,sans-serif" },
  trebuchet: { stack: "Trebuchet MS,Tahoma,sans-serif", word: "Trebuchet MS,sans-serif" },
  georgia: { stack: "Georgia,Times New Roman,serif", word: "Georgia,serif" },
  palatino: {
    stack: "Palatino,Palatino Linotype,Book Antiqua,Georgia,serif",
    word: "Palatino Linotype,serif",
  },
  times: { stack: "Times New Roman,Times,serif", word: SERIF },
  courier: { stack: "Courier New,Courier,monospace", word: "Courier New,monospace" },
} as const satisfies Readonly<Record<string, Font>>;

export type FontName = keyof typeof FONTS;

export function fontOf(name: FontName): Font {
  return FONTS[name];
}

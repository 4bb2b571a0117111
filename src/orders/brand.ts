/** How a shop looks and sounds in its mails: the structure of these settings. Colours and words are judged where they are known. */
import * as v from "valibot";
import { withoutTurns } from "../values/plain_text.ts";

/** Fonts that mail programs have without loading one; `system` is the one that each of them reads best. */
export const FONTS = [
  "system",
  "arial",
  "verdana",
  "tahoma",
  "trebuchet",
  "georgia",
  "palatino",
  "times",
  "courier",
] as const;

const Text = v.pipe(v.string(), v.transform(withoutTurns), v.trim(), v.minLength(1), v.maxLength(500));
/** One line that a reader can see. */
const Words = v.pipe(
  Text,
  v.regex(/[\p{L}\p{N}\p{P}\p{S}]/u, "Must have a visible character"),
  v.regex(/^\P{Cc}*$/u, "Must be on one line"),
);
const HttpUrl = v.pipe(v.string(), v.url(), v.regex(/^https?:\/\//i));
const HttpsUrl = v.pipe(v.string(), v.url(), v.regex(/^https:\/\//i, "Must be an https address"));
const Colour = v.pipe(v.string(), v.regex(/^#[0-9a-fA-F]{6}$/, "Must be a colour such as #1f6f54"));
const Name = v.pipe(v.string(), v.minLength(1), v.maxLength(64));

export const Brand = v.object({
  logo_url: v.optional(HttpUrl),
  /** Buttons and marks; text on it is black or white, whichever reads better, and where it is text it is moved until it can be read. */
  accent: v.optional(Colour, "#1f6f54"),
  /** The same in the dark; the accent where it is not given. */
  accent_dark: v.optional(Colour),
  /** The ground around the sheet in daylight; the footer stands on it, so what it cannot be read on is refused. */
  canvas: v.optional(Colour),
  font: v.optional(v.picklist(FONTS)),
  /** Of headlines, where the mail program keeps the mail's style sheet; the font where it is not given. */
  heading_font: v.optional(v.picklist(FONTS)),
  /** Above the legal lines: one for all readers, or one a language. */
  footer: v.optional(v.union([Text, v.record(Name, Text)])),
  social: v.optional(v.pipe(v.array(v.object({ name: Words, url: HttpsUrl })), v.maxLength(8))),
  /** The shop's own words by locale, kind and name: `{ de: { order_link: { subject: "…" } } }`. */
  texts: v.optional(v.record(Name, v.record(Name, v.record(Name, Words)))),
});
export type Brand = v.InferOutput<typeof Brand>;

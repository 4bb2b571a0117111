/** Declares the settings for the look and wording of a shop's mails. Colours and texts are checked elsewhere. */
import * as v from "valibot";
import { withoutTurns } from "../values/plain_text.ts";

/** Fonts that mail programs have without loading one; `system` is the font that each renders best. */
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
/** Text of one line with a visible character. */
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
  /**
   * Colour of buttons and marks. Text on it is black or white, whichever is more readable; as a text colour it is
   * adjusted until readable.
   */
  accent: v.optional(Colour, "#1f6f54"),
  /** Accent in dark mode; defaults to `accent`. */
  accent_dark: v.optional(Colour),
  /**
   * Background around the content in light mode; the footer stands on it, so a colour that makes it unreadable is
   * refused.
   */
  canvas: v.optional(Colour),
  font: v.optional(v.picklist(FONTS)),
  /** Font of headlines, where the mail program keeps style sheets; defaults to `font`. */
  heading_font: v.optional(v.picklist(FONTS)),
  /** Text above the legal lines: one for all readers, or one for each language. */
  footer: v.optional(v.union([Text, v.record(Name, Text)])),
  social: v.optional(v.pipe(v.array(v.object({ name: Words, url: HttpsUrl })), v.maxLength(8))),
  /** How customers are addressed where a language has two forms: Sie or du, usted or tú; formal where left out. */
  form_of_address: v.optional(v.picklist(["formal", "informal"])),
  /**
   * The shop's own words by locale, kind of message or section of the catalogue, and name:
   * `{ de: { order_link: { subject: "…" }, page: { … }, text: { shipped: "…" } } }`.
   */
  texts: v.optional(v.record(Name, v.record(Name, v.record(Name, Words)))),
});
export type Brand = v.InferOutput<typeof Brand>;

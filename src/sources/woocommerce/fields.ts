/** Schemas for WooCommerce's times and text. It decides nothing about orders. */
import { decodeHTMLStrict } from "entities/decode";
import * as v from "valibot";
import { words } from "../read/fields.ts";
import { Instant } from "../../values/schemas.ts";

/**
 * Accepts a `…_gmt` time, which has no zone and is UTC; fields without that suffix are in the shop's local time and
 * never read.
 */
export const Gmt = v.pipe(
  v.string(),
  v.regex(
    /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d{1,3})?Z?$/,
    "Must be a time in UTC such as 2026-11-22T09:58:00",
  ),
  v.transform((text) => text.endsWith("Z") ? text : `${text}Z`),
  Instant,
);

/** Accepts displayed text in WordPress' HTML form (`Salt &amp; Pepper`, `<p>Moss</p>`) and returns plain text. */
export const Plain = v.pipe(
  v.nullish(v.unknown()),
  v.transform((value) => words(decodeEntities(withoutTags(textOf(value))).replace(/\s+/g, " "))),
);

/** Accepts displayed text in HTML form and keeps line breaks, for text written by the customer. */
export const PlainLines = v.pipe(
  v.nullish(v.unknown()),
  v.transform((value) => {
    const broken = textOf(value).replace(/<br\s*\/?>|<\/p>/gi, "\n");
    const lines = decodeEntities(withoutTags(broken)).split(/\r\n|\n|\r/);
    return words(lines.map((line) => line.replace(/[^\S\n]+/g, " ").trim()).join("\n"));
  }),
);

/** A number is text too, such as a SKU that WordPress took for one; every other value is none. */
function textOf(value: unknown): string {
  return typeof value === "number" ? String(value) : typeof value === "string" ? value : "";
}

/** Markup is read up to this length; displayed text is far shorter. */
const MARKUP_MAX = 4_000;

/** Matches inline tags, which may stand within a word or before a comma. */
const INLINE = /^<\/?(?:a|abbr|b|code|del|em|i|ins|mark|s|small|span|strong|su[bp]|u)[\s/>]/i;

/** Removes tags; `< 5 kg` is not markup: a tag has a name and is closed. */
function withoutTags(text: string): string {
  return text.slice(0, MARKUP_MAX).replace(/<\/?[a-z][^<>]*>/gi, (tag) => INLINE.test(tag) ? "" : " ");
}

/**
 * Decodes entities in one pass, so that `&amp;lt;` becomes `&lt;` and not `<`. All HTML character names are known; an
 * unknown name or an invalid number stays as written.
 */
function decodeEntities(text: string): string {
  return text.replace(/&(?:#(\d{1,7})|#x([0-9a-f]{1,6})|[a-z][a-z0-9]{1,31});/gi, (entity, decimal, hex) => {
    if (decimal === undefined && hex === undefined) return decodeHTMLStrict(entity).replace("\u00a0", " ");
    const point = decimal === undefined ? Number.parseInt(hex, 16) : Number.parseInt(decimal, 10);
    return isCharacter(point) ? String.fromCodePoint(point) : entity;
  });
}

/** Returns whether `point` is neither half of a surrogate pair nor a control character. */
function isCharacter(point: number): boolean {
  return point >= 0x20 && point <= 0x10ffff && !(point >= 0x7f && point <= 0x9f) &&
    !(point >= 0xd800 && point <= 0xdfff);
}

/** The entities that WordPress writes, in lower case only. */
const SPECIAL: ReadonlyMap<string, string> = new Map([["amp", "&"], ["lt", "<"], ["gt", ">"], ["quot", '"']]);

/**
 * Decodes the secret like WordPress' `wp_specialchars_decode(…, ENT_QUOTES)` before signing: only quotes, `<`, `>`
 * and `&`. https://developer.wordpress.org/reference/functions/wp_specialchars_decode/
 */
export function decodeSecret(secret: string): string {
  return secret.replace(
    /&(?:#0*(34|38|39|60|62)|#x0*(22|26|27|3c|3e)|(amp|lt|gt|quot));/gi,
    (entity, decimal, hex, name) => {
      if (name !== undefined) return SPECIAL.get(name) ?? entity;
      return String.fromCodePoint(decimal === undefined ? Number.parseInt(hex, 16) : Number(decimal));
    },
  );
}

/** How WooCommerce writes times, money and text: the pieces its payloads are checked with. Decides nothing about orders. */
import * as v from "valibot";
import { Instant } from "../orders/event.ts";
import { digits, minorFromDecimal } from "../orders/money.ts";
import { words } from "./fields.ts";

/** The `…_gmt` fields bear no zone and are UTC; those without the suffix are in the shop's own time and never read. */
export const Gmt = v.pipe(
  v.string(),
  v.regex(
    /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d{1,3})?Z?$/,
    "Must be a time in UTC such as 2026-11-22T09:58:00",
  ),
  v.transform((text) => text.endsWith("Z") ? text : `${text}Z`),
  Instant,
);

/** `"89.99"` in the minor unit of `currency`. A shop may keep its books in more digits than can be paid: those are rounded. */
export function amount(currency: string) {
  return v.pipe(
    v.union([v.string(), v.number()], "Must be a decimal amount"),
    v.rawTransform<string | number, number>(({ dataset, addIssue, NEVER }) => {
      if (!dataset.typed) return NEVER;
      const minor = minorFromDecimal(rounded(String(dataset.value), digits(currency)), currency);
      if (minor.ok) return minor.value;
      addIssue({ message: minor.message });
      return NEVER;
    }),
  );
}

/** An amount that may be left out, or empty, where there is none. */
export function optionalAmount(currency: string) {
  return v.pipe(
    v.nullish(v.union([v.string(), v.number()], "Must be a decimal amount"), "0"),
    v.transform((text) => text === "" ? "0" : text),
    amount(currency),
  );
}

/** The decimal text with no more than so many places, half away from zero; what is no such text stays as it is. */
function rounded(text: string, places: number): string {
  const parts = /^(-?)(\d{1,20})\.(\d{1,20})$/.exec(text);
  const [, sign = "", whole = "", fraction = ""] = parts ?? [];
  if (fraction.length <= places) return text;
  const up = fraction.charAt(places) >= "5" ? 1n : 0n;
  const figures = String(BigInt(whole + fraction.slice(0, places)) + up).padStart(places + 1, "0");
  const point = figures.length - places;
  return `${sign}${figures.slice(0, point)}${places === 0 ? "" : "."}${figures.slice(point)}`;
}

/** Text that is only shown, and that WordPress hands out as it stands in its pages: `Salt &amp; Pepper`, `<p>Moss</p>`. */
export const Plain = v.pipe(
  v.nullish(v.string()),
  v.transform((text) => words(decodeEntities(withoutTags(text ?? "")).replace(/\s+/g, " "))),
);

/** Markup is looked at no further than this; what is shown of it is shorter by far. */
const MARKUP_MAX = 4_000;

/** `< 5 kg` is no markup: a tag has a name and is closed. */
function withoutTags(text: string): string {
  return text.slice(0, MARKUP_MAX).replace(/<\/?[a-z][^<>]*>/gi, " ");
}

/** As WordPress writes them: named where a page's source is edited by hand, by number where it makes quotes and dashes. */
const ENTITIES: ReadonlyMap<string, string> = new Map([
  ["amp", "&"],
  ["lt", "<"],
  ["gt", ">"],
  ["quot", '"'],
  ["apos", "'"],
  ["nbsp", " "],
  ["ndash", "–"],
  ["mdash", "—"],
  ["hellip", "…"],
  ["times", "×"],
  ["lsquo", "‘"],
  ["rsquo", "’"],
  ["ldquo", "“"],
  ["rdquo", "”"],
]);

/** Once through the text, so that `&amp;lt;` is `&lt;` and not `<`; an entity that is not known stays as it is written. */
function decodeEntities(text: string): string {
  return text.replace(/&(?:#(\d{1,7})|#x([0-9a-f]{1,6})|([a-z]{2,8}));/gi, (entity, decimal, hex, name) => {
    if (name !== undefined) return ENTITIES.get(name) ?? entity;
    const point = decimal === undefined ? Number.parseInt(hex, 16) : Number.parseInt(decimal, 10);
    return isCharacter(point) ? String.fromCodePoint(point) : entity;
  });
}

/** Neither half a character nor a control character. */
function isCharacter(point: number): boolean {
  return point >= 0x20 && point <= 0x10ffff && !(point >= 0x7f && point <= 0x9f) &&
    !(point >= 0xd800 && point <= 0xdfff);
}

/**
 * The secret as WordPress' `wp_specialchars_decode(…, ENT_QUOTES)` turns it before signing: quotes, `<`, `>` and `&` alone.
 * https://developer.wordpress.org/reference/functions/wp_specialchars_decode/
 */
export function decodeSecret(secret: string): string {
  return secret.replace(
    /&(?:#0*(34|38|39|60|62)|#x0*(22|26|27|3c|3e)|(amp|lt|gt|quot));/gi,
    (entity, decimal, hex, name) => {
      if (name !== undefined) return ENTITIES.get(name) ?? entity;
      return String.fromCodePoint(decimal === undefined ? Number.parseInt(hex, 16) : Number(decimal));
    },
  );
}

/**
 * Formats a postal address line by line as its country writes it. It corrects nothing and adds nothing that the
 * sender left out.
 */
import type { Address } from "../../orders/event.ts";
import { memo } from "./memo.ts";
import { oneLine } from "./text.ts";

/** Countries that write the postal code before the city and no region, as in most of Europe. */
const CODE_FIRST = new Set(
  "AD AT BE BG CH CY CZ DE DK EE FI FO FR GL GR HR IS LI LT LU LV MC ME MK NL NO PL PT RO RS SE SI SK SM TR VA"
    .split(" "),
);

/** Lines to print, the country's name last, in the language of `locale`. `null` when there is nothing to print. */
export function addressLines(address: Address | undefined, locale: string): readonly string[] | null {
  if (address === undefined) return null;
  const country = countryName(address.country, locale);
  const lines = (isInJapanese(address) ? japaneseLines(address, country) : [
    address.name,
    address.company,
    ...address.lines,
    ...localityLines(address),
    country,
  ]).map(oneLine).filter((line) => line !== "");
  return lines.length === 0 ? null : lines;
}

/** From the largest to the smallest, the addressee last. Written in Latin letters, a Japanese address turns round. */
function japaneseLines(address: Address, country: string | undefined): readonly (string | undefined)[] {
  const code = oneLine(address.postal_code);
  return [
    code === "" ? "" : `〒${code}`,
    [address.region, address.city, ...address.lines].map(oneLine).join(""),
    address.company,
    address.name,
    country,
  ];
}

function isInJapanese({ country, city, lines }: Address): boolean {
  return country === "JP" &&
    /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}]/u.test([city, ...lines].join());
}

function localityLines(address: Address): readonly string[] {
  const city = oneLine(address.city);
  const region = oneLine(address.region);
  const code = oneLine(address.postal_code);
  switch (address.country) {
    case "US":
      return [joined(", ", city, joined(" ", region, code))];
    case "AU":
    case "CA":
      return [joined(" ", city, region, code)];
    case "GB":
      return [city, code];
    case "IE":
      return [city, region, code];
    case "NZ":
    case "SG":
    case "TW":
      return [joined(" ", city, code)];
    case "BR":
      return [joined(" - ", city, region), code];
    case "ES":
      return [joined(" ", code, city), region === city ? "" : region];
    case "IT":
      return [joined(" ", code, city, region)];
    case "MX":
      return [joined(", ", joined(" ", code, city), region)];
    case "HU":
      return [city, code];
    case "JP":
      return [joined(", ", city, joined(" ", region, code))];
    default:
      return address.country !== undefined && CODE_FIRST.has(address.country)
        ? [joined(" ", code, city)]
        : [joined(", ", city, joined(" ", region, code))];
  }
}

/** Returns whether two addresses have the same lines, so that the second can be left out. */
export function sameLines(a: readonly string[] | null, b: readonly string[] | null): boolean {
  return a !== null && b !== null && a.join("\n") === b.join("\n");
}

const countryNames = memo((locale) => new Intl.DisplayNames(locale, { type: "region" }));

export function countryName(code: string | undefined, locale: string): string | undefined {
  return code === undefined ? undefined : countryNames(locale).of(code);
}

function joined(separator: string, ...parts: readonly string[]): string {
  return parts.filter((part) => part !== "").join(separator);
}

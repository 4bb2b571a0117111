/**
 * Reads decimal amounts of senders that keep more digits than can be paid. It rounds each amount alone and adds none
 * up.
 */
import * as v from "valibot";
import { digits, minorFromDecimal } from "../../orders/money.ts";

/**
 * Reads `"89.99"` in the minor unit of `currency`. Digits beyond the minor unit, which some shops keep, are rounded.
 */
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

/** Reads an amount that may be missing or empty where there is none. */
export function optionalAmount(currency: string) {
  return v.pipe(
    v.nullish(v.union([v.string(), v.number()], "Must be a decimal amount"), "0"),
    v.transform((text) => text === "" ? "0" : text),
    amount(currency),
  );
}

/** Returns the decimal `text` rounded to `places`, half away from zero; any other text is returned unchanged. */
function rounded(text: string, places: number): string {
  const parts = /^(-?)(\d{1,20})\.(\d{1,20})$/.exec(text);
  const [, sign = "", whole = "", fraction = ""] = parts ?? [];
  if (fraction.length <= places) return text;
  const up = fraction.charAt(places) >= "5" ? 1n : 0n;
  const figures = String(BigInt(whole + fraction.slice(0, places)) + up).padStart(places + 1, "0");
  const point = figures.length - places;
  return `${sign}${figures.slice(0, point)}${places === 0 ? "" : "."}${figures.slice(point)}`;
}

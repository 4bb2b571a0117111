/** Decimal amounts of senders that keep more digits than can be paid. Rounds each by itself and adds nothing up. */
import * as v from "valibot";
import { digits, minorFromDecimal } from "../../orders/money.ts";

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

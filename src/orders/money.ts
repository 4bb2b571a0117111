/**
 * Converts money between integers and decimal text, by the currency's number of digits after the point. Never uses a
 * float.
 */
import { digitsOf } from "../values/digits.ts";
import { err, ok, type Result } from "../result.ts";

/**
 * Currencies whose ISO 4217 minor unit is not 2. Intl is no substitute: workerd says 0 for IQD and for a dozen
 * currencies that have 2, because it follows the coins in use and not the charged amounts.
 * https://www.iso.org/iso-4217-currency-codes.html
 */
const WITHOUT_DIGITS = [
  ...["BIF", "CLP", "DJF", "GNF", "ISK", "JPY", "KMF", "KRW", "PYG"],
  ...["RWF", "UGX", "UYI", "VND", "VUV", "XAF", "XOF", "XPF"],
];
const WITH_3_DIGITS = ["BHD", "IQD", "JOD", "KWD", "LYD", "OMR", "TND"];
const WITH_4_DIGITS = ["CLF", "UYW"];

const DIGITS: ReadonlyMap<string, number> = new Map([
  ...WITHOUT_DIGITS.map((currency) => [currency, 0] as const),
  ...WITH_3_DIGITS.map((currency) => [currency, 3] as const),
  ...WITH_4_DIGITS.map((currency) => [currency, 4] as const),
]);

/** Longest decimal text that is parsed; a safe integer has 16 digits. */
const DECIMAL_MAX = 40;

/** Returns the number of digits after the point: 2 for EUR, 0 for JPY, 3 for KWD. */
export function digits(currency: string): number {
  return DIGITS.get(currency) ?? 2;
}

/**
 * Parses an amount: `89.99` EUR becomes 8999. A number is parsed as its decimal text. Trailing zeros are allowed;
 * other digits beyond the currency's own are refused, since only the sender knows what a third of a cent means. The
 * error is the bare rule, `Must be …`, so that the caller can name the field.
 */
export function minorFromDecimal(amount: string | number, currency: string): Result<number, "amount"> {
  const text = String(amount);
  if (text.length > DECIMAL_MAX || !/^-?\d+(?:\.\d+)?$/.test(text)) {
    return err("amount", "Must be a decimal amount");
  }
  const [whole = "", fraction = ""] = text.split(".");
  const places = digits(currency);
  if (/[1-9]/.test(fraction.slice(places))) {
    return err("amount", `Must have <= ${places} digits after the point, as ${currency} has`);
  }
  const figures = whole + fraction.slice(0, places).padEnd(places, "0");
  // Exact for every safe integer; any larger one is rounded to a number that is none. The sum makes 0 of -0.
  const minor = Number(figures) + 0;
  if (!Number.isSafeInteger(minor)) return err("amount", "Must be <= 2^53 - 1 in minor units");
  return ok(minor);
}

/** Formats an amount as decimal text: 8999 EUR becomes `89.99`, 8999 JPY `8999`. */
export function decimalFromMinor(amount_minor: number, currency: string): `${number}` {
  if (!Number.isSafeInteger(amount_minor)) {
    throw new RangeError(`Cannot write amount as it must be a safe integer: got ${amount_minor}`);
  }
  const places = digits(currency);
  const sign = amount_minor < 0 ? "-" : "";
  const figures = String(Math.abs(amount_minor)).padStart(places + 1, "0");
  const whole = figures.slice(0, figures.length - places);
  const fraction = places === 0 ? "" : `.${figures.slice(-places)}`;
  return `${sign}${whole}${fraction}` as `${number}`;
}

/** Formats an amount for the customer: `89,99 €`, `￥8,999`. A locale that Intl refuses falls back to English. */
export function formatMinor(amount_minor: number, currency: string, locale: string): string {
  // Intl formats decimal text exactly; a number would pass through a float and lose cents in the billions.
  return moneyFormat(currency, locale).format(decimalFromMinor(amount_minor, currency));
}

/** Bounds the cache. Creating a format costs more than its use in a whole mail, and locales come from outside. */
const FORMATS_MAX = 200;
const formats = new Map<string, Intl.NumberFormat>();

function moneyFormat(currency: string, locale: string): Intl.NumberFormat {
  const key = `${locale} ${currency}`;
  const known = formats.get(key);
  if (known !== undefined) return known;
  if (formats.size >= FORMATS_MAX) formats.clear();
  const places = digits(currency);
  const made = new Intl.NumberFormat(takenLocale(locale), {
    style: "currency",
    currency,
    minimumFractionDigits: places,
    maximumFractionDigits: places,
    ...digitsOf(locale),
  });
  formats.set(key, made);
  return made;
}

function takenLocale(locale: string): string {
  const tag = locale.replaceAll("_", "-");
  try {
    return Intl.getCanonicalLocales(tag)[0]!;
  } catch {
    // Tag that passed the storefront's check but is no valid BCP 47: `de-1`.
    return "en";
  }
}

/** Turns a telephone number as typed into E.164: one that can receive text messages, or all that it can mean. */
import type { CountryCode } from "libphonenumber-js/mobile";

/**
 * Returns E.164, such as `+4915112345678`; null for a fixed line and for invalid numbers. `country`: the number's
 * country unless the number itself states one.
 */
export async function mobileNumber(typed: string, country: string | undefined): Promise<string | null> {
  // Loaded on demand: most mails do not need this table of the world's numbers.
  const { parsePhoneNumberFromString } = await import("libphonenumber-js/mobile");
  const number = parsePhoneNumberFromString(typed.slice(0, TYPED_MAX), country as CountryCode | undefined);
  return number?.isValid() ? number.number : null;
}

/**
 * Returns the numbers in E.164 that `typed` can mean: as it states its country, or as a national number of each of
 * `countries`; empty for what is no number.
 */
export async function internationalForms(
  typed: string,
  countries: readonly string[],
): Promise<readonly string[]> {
  const { parsePhoneNumberFromString } = await import("libphonenumber-js/mobile");
  const forms = [undefined, ...countries].flatMap((country) =>
    parsePhoneNumberFromString(typed.slice(0, TYPED_MAX), country as CountryCode | undefined)?.number ?? []
  );
  return [...new Set(forms)];
}

const TYPED_MAX = 60;

/** Turns a telephone number as typed into an E.164 number that can receive text messages. */
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

const TYPED_MAX = 60;

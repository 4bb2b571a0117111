/** A telephone number as somebody typed it → one that takes text messages, as every network knows it. */
import type { CountryCode } from "libphonenumber-js/mobile";

/** E.164, such as `+4915112345678`; null for a fixed line and for what is no number. `country`: where it is at home unless it says so itself. */
export async function mobileNumber(typed: string, country: string | undefined): Promise<string | null> {
  // Loaded when it is needed: its table of the world's numbers is no business of an ordinary mail.
  const { parsePhoneNumberFromString } = await import("libphonenumber-js/mobile");
  const number = parsePhoneNumberFromString(typed.slice(0, TYPED_MAX), country as CountryCode | undefined);
  return number?.isValid() ? number.number : null;
}

const TYPED_MAX = 60;

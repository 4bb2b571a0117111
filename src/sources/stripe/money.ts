/** Stripe's amounts, which are integers in a smallest unit of Stripe's own: not always that of ISO 4217. */
import * as v from "valibot";
import { digits } from "../../orders/money.ts";

/**
 * Where Stripe's smallest unit is not that of ISO 4217: ISK and UGX have no coins below one and are charged in hundredths
 * for the sake of old integrations, MGA has two digits and is charged whole. https://docs.stripe.com/currencies#special-cases
 */
const DIGITS: ReadonlyMap<string, number> = new Map([["ISK", 2], ["UGX", 2], ["MGA", 0]]);

/** Written in small letters. */
export const StripeCurrency = v.pipe(
  v.string(),
  v.regex(/^[A-Za-z]{3}$/, "Must be an ISO 4217 code"),
  v.transform((code) => code.toUpperCase()),
);

/** 500 is 5 ISK, 5.00 EUR, 500 JPY and 0.500 KWD, in the minor unit of ISO 4217. */
export function stripeAmount(currency: string) {
  const shift = digits(currency) - (DIGITS.get(currency) ?? digits(currency));
  const factor = 10 ** Math.abs(shift);
  return v.pipe(
    v.number(),
    v.safeInteger(),
    v.minValue(0),
    v.check(
      (amount) => shift >= 0 || amount % factor === 0,
      `Must be a multiple of ${factor}, as ${currency} has no smaller coin`,
    ),
    v.transform((amount) => shift >= 0 ? amount * factor : amount / factor),
  );
}

/** Converts Stripe's amounts, integers in Stripe's own smallest unit, which is not always that of ISO 4217. */
import * as v from "valibot";
import { digits } from "../../orders/money.ts";

/**
 * Digits of currencies in which Stripe's smallest unit differs from ISO 4217: ISK and UGX have none but are charged
 * in hundredths for old integrations; MGA has two and is charged whole.
 * https://docs.stripe.com/currencies#special-cases
 */
const DIGITS: ReadonlyMap<string, number> = new Map([["ISK", 2], ["UGX", 2], ["MGA", 0]]);

/** A currency code, which Stripe writes in lower case. */
export const StripeCurrency = v.pipe(
  v.string(),
  v.regex(/^[A-Za-z]{3}$/, "Must be an ISO 4217 code"),
  v.transform((code) => code.toUpperCase()),
);

/** Converts Stripe's amount to the minor unit of ISO 4217: 500 is 5 ISK, 5.00 EUR, 500 JPY and 0.500 KWD. */
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

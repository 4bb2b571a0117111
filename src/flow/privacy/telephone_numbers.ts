/** Finds the international forms of a customer's telephone numbers: by these programs and services know them. */
import { internationalForms } from "../../channels/phone_number.ts";
import type { Identifiers } from "../../customers/identifiers.ts";

/** What a telephone number is written with; shorter ones are house numbers and postal codes. */
const TYPED = /^[+(]?\d[\d\s()./-]{5,}$/;
const NUMBERS_MAX = 100;

/**
 * Returns the numbers in E.164, and the identifiers with their digits as further traces. `country`: the shop's own, for
 * numbers that state none.
 */
export async function withNumbers(
  identifiers: Identifiers,
  country: string | undefined,
): Promise<{ readonly identifiers: Identifiers; readonly numbers: readonly string[] }> {
  const { traces, countries = [] } = identifiers;
  const tried = [...new Set([...countries, ...(country === undefined ? [] : [country])])];
  const forms = await Promise.all(
    traces.filter((trace) => TYPED.test(trace)).map((trace) => internationalForms(trace, tried)),
  );
  const numbers = [...new Set(forms.flat())].slice(0, NUMBERS_MAX);
  const digits = numbers.map((number) => number.slice(1));
  return { numbers, identifiers: { ...identifiers, traces: [...new Set([...traces, ...digits])] } };
}

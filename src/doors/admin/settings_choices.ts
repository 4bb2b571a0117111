/** Lists what a setting is chosen from, by names in the desk's language: countries, languages of readers, time zones. */
import { deskLocale } from "../../../templates/admin/words.ts";
import { CATALOGUE_NAMES } from "../../../templates/locales/translate.ts";

interface Choice {
  readonly value: string;
  readonly label: string;
}

/** Regions in which days and amounts are written in a way of their own. */
const REGIONS: Readonly<Record<string, readonly string[]>> = {
  ar: ["AE", "EG", "MA", "SA"],
  de: ["AT", "CH", "DE"],
  en: ["AU", "CA", "GB", "IE", "IN", "NZ", "US"],
  es: ["AR", "CL", "CO", "ES", "MX"],
  fr: ["BE", "CA", "CH", "FR"],
  it: ["CH", "IT"],
};

/** Codes that ISO 3166-1 reserves for no country, and groups of countries. */
const NO_COUNTRIES = new Set(["EU", "EZ", "QO", "UN", "XA", "XB", "ZZ"]);

const LETTERS = Array.from({ length: 26 }, (_, at) => String.fromCharCode(65 + at));

export type ChoiceList = "countries" | "locales" | "zones";

export const CHOICES: Readonly<Record<ChoiceList, () => readonly Choice[]>> = {
  countries,
  locales,
  zones: () => ["UTC", ...Intl.supportedValuesOf("timeZone")].map((value) => ({ value, label: value })),
};

function countries(): readonly Choice[] {
  const names = new Intl.DisplayNames(deskLocale(), { type: "region", fallback: "none" });
  const codes = LETTERS.flatMap((first) => LETTERS.map((second) => `${first}${second}`));
  return sorted(
    codes.flatMap((value) => {
      // A former country goes by the name of what it has become; its own code stays with that.
      const label = Intl.getCanonicalLocales(`und-${value}`)[0] === `und-${value}`
        ? names.of(value)
        : undefined;
      return label === undefined || NO_COUNTRIES.has(value) ? [] : [{ value, label }];
    }),
  );
}

function locales(): readonly Choice[] {
  const names = new Intl.DisplayNames(deskLocale(), { type: "language", languageDisplay: "standard" });
  return sorted(
    CATALOGUE_NAMES.flatMap((language) => [
      language,
      ...(REGIONS[language] ?? []).map((region) => `${language}-${region}`),
    ]).map((value) => ({ value, label: names.of(value) ?? value })),
  );
}

function sorted(choices: readonly Choice[]): readonly Choice[] {
  const { compare } = new Intl.Collator(deskLocale());
  return choices.toSorted((a, b) => compare(a.label, b.label));
}

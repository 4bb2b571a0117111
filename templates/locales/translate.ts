/** Words for a locale: finds the catalogue and fills in its ICU messages. It formats no money and no dates; those arrive as text. */
import { type Formatters, IntlMessageFormat } from "intl-messageformat";
import { type Catalogue, CATALOGUES, INFORMAL, type TextKey } from "./catalogues.ts";

export { type Catalogue, CATALOGUES, INFORMAL, type TextKey };
/** A shop's own words in place of the catalogue's, all in one language. */
export type Texts = Readonly<Partial<Record<TextKey, string>>>;
export type Translate = (key: TextKey, values?: Readonly<Record<string, string | number>>) => string;

/** The languages that have a catalogue. */
export const CATALOGUE_NAMES: readonly string[] = Object.keys(CATALOGUES);
const FALLBACK = "en";
/** Languages written from right to left, as Unicode's CLDR lists them. */
const RIGHT_TO_LEFT = new Set(["ar", "ckb", "dv", "fa", "he", "ps", "sd", "ug", "ur", "yi"]);

const translators = new Map<string, Translate>();
/** Each shop's translators are made once and kept while its settings are cached. */
const own_translators = new WeakMap<Texts, Translate>();

/**
 * Returns a translator for the language of `locale`, or for English; `texts` are the shop's own, in the same
 * language. The translator throws when a message's variable is missing, so that no incomplete mail is sent.
 */
export function translator(locale: string, texts?: Texts): Translate {
  const language = catalogueLanguage(locale) ?? FALLBACK;
  if (texts !== undefined) return ownTranslator(language, texts);
  const known = translators.get(language);
  if (known !== undefined) return known;
  const made = translate(language, CATALOGUES[language] ?? CATALOGUES[FALLBACK]!);
  translators.set(language, made);
  return made;
}

/**
 * Returns the first of `wishes` whose language has a catalogue, with its region: `de_AT` gives `de-AT`. English when
 * there is none.
 */
export function chooseLocale(...wishes: readonly (string | undefined)[]): string {
  for (const wish of wishes) {
    const tag = wish === undefined ? null : canonicalTag(wish);
    if (tag !== null && catalogueLanguage(tag) !== null) return tag;
  }
  return FALLBACK;
}

/** Returns the locale for a visitor known only by the `Accept-Language` header. */
export function acceptedLocale(header: string | null | undefined): string {
  const wishes = (header ?? "").slice(0, 500).split(",").map((part) => {
    const [tag = "", ...parameters] = part.split(";").map((text) => text.trim());
    const quality = parameters.find((text) => text.startsWith("q="));
    return { tag, quality: quality === undefined ? 1 : Number(quality.slice(2)) || 0 };
  });
  return chooseLocale(
    ...wishes.filter(({ quality }) => quality > 0).sort((a, b) => b.quality - a.quality).map(({ tag }) =>
      tag
    ),
  );
}

export function direction(locale: string): "ltr" | "rtl" {
  return RIGHT_TO_LEFT.has(locale.split("-")[0] ?? "") ? "rtl" : "ltr";
}

function ownTranslator(language: string, texts: Texts): Translate {
  const known = own_translators.get(texts);
  if (known !== undefined) return known;
  const catalogue = translator(language);
  const own = translate(language, texts as Catalogue);
  const made: Translate = (key, values) =>
    Object.hasOwn(texts, key) ? own(key, values) : catalogue(key, values);
  own_translators.set(texts, made);
  return made;
}

/** Returns a translator for one catalogue: that of mails and customers' pages, or that of the shop's desk. */
export function translate<Key extends string>(
  language: string,
  catalogue: Readonly<Record<Key, string>>,
): (key: Key, values?: Values) => string {
  const messages = new Map<Key, Worded>();
  // Created for the first message: the desk's translator is made at the Worker's start, before anybody needs it.
  let formatters: Formatters | undefined;
  return (key, values = NO_VALUES) => {
    const known = messages.get(key);
    if (known !== undefined) return known(values);
    formatters ??= formattersOf(language);
    const made = worded(catalogue[key], language, formatters);
    messages.set(key, made);
    return made(values);
  };
}

type Values = NonNullable<Parameters<Translate>[1]>;
/** One parsed message, to be called with its variables. */
type Worded = (values: Values) => string;

const NO_VALUES: Values = {};
/** ICU's elements that are plain words, and those that are a variable as it is given. */
const LITERAL = 0;
const ARGUMENT = 1;

/** Prepares one message. Most messages are only text and variables; only the others need ICU's lists of parts. */
function worded(message: string, language: string, formatters: Formatters): Worded {
  // A catalogue holds text, never markup: a `<` in it is a literal `<`.
  const elements = new IntlMessageFormat(message, language, undefined, { ignoreTag: true }).getAst();
  const pieces = elements.map((element): string | Worded => {
    switch (element.type) {
      case LITERAL:
        return element.value;
      case ARGUMENT:
        return (values) => given(element.value, values, message);
      default: {
        const icu = new IntlMessageFormat([element], language, undefined, { formatters });
        return (values) => String(icu.format(values));
      }
    }
  });
  return (values) => {
    let text = "";
    for (const piece of pieces) text += typeof piece === "string" ? piece : piece(values);
    return text;
  };
}

function given(name: string, values: Values, message: string): string {
  const value = values[name];
  if (value === undefined) throw new Error(`Cannot word “${message}” as it must be given ${name}`);
  return String(value);
}

/**
 * Shares the formatters between all messages of a language: by default each message makes its own, and finds it by a
 * JSON key.
 */
function formattersOf(language: string): Formatters {
  const counts = new Intl.NumberFormat(language);
  const cardinal = new Intl.PluralRules(language);
  return {
    getNumberFormat: (_, options) =>
      options === undefined ? counts : new Intl.NumberFormat(language, options),
    getPluralRules: (_, options) =>
      options?.type === "ordinal" ? new Intl.PluralRules(language, options) : cardinal,
    getDateTimeFormat: (_, options) => new Intl.DateTimeFormat(language, options),
  };
}

/** The language of the catalogue that serves `tag`; null where none does. */
export function catalogueLanguage(tag: string): string | null {
  const language = tag.split("-")[0] ?? "";
  return Object.hasOwn(CATALOGUES, language) ? language : null;
}

/** Removes extensions: `-u-ca-buddhist` would change the dates' calendar. */
function canonicalTag(wish: string): string | null {
  try {
    return new Intl.Locale(wish.trim().replaceAll("_", "-")).baseName;
  } catch {
    return null; // not a language tag
  }
}

/**
 * Translates the desk's texts into the language of the person whose request is served. What a language lacks is said in
 * English.
 */
import { AsyncLocalStorage } from "node:async_hooks";
import { translate } from "../locales/translate.ts";
import en from "./locales/en.json" with { type: "json" };

export type DeskKey = keyof typeof en;
type Catalogue = Readonly<Record<DeskKey, string>>;
type Part = Readonly<Partial<Record<DeskKey, string>>>;

/** Languages of the desk, by their own names. */
export const DESK_LANGUAGES = {
  en: "English",
  de: "Deutsch",
  fr: "Français",
  es: "Español",
  ja: "日本語",
} as const;
export type DeskLanguage = keyof typeof DESK_LANGUAGES;

export interface DeskTongue {
  readonly language: DeskLanguage;
  /** BCP 47, for days and figures. */
  readonly locale: string;
  readonly word: (key: DeskKey, values?: Readonly<Record<string, string | number>>) => string;
}

/** Each is read when the first person asks for it. */
const OTHERS: Readonly<Record<Exclude<DeskLanguage, "en">, () => Promise<{ readonly default: Part }>>> = {
  de: () => import("./locales/de.json"),
  fr: () => import("./locales/fr.json"),
  es: () => import("./locales/es.json"),
  ja: () => import("./locales/ja.json"),
};

const ENGLISH: DeskTongue = {
  language: "en",
  locale: "en-GB",
  word: translate<DeskKey>("en", en),
};
const loaded = new Map<DeskLanguage, DeskTongue>([["en", ENGLISH]]);
/** What a request awaits, and what it calls, speaks its own language, whichever other requests run meanwhile. */
const spoken = new AsyncLocalStorage<DeskTongue>();

/** Returns the language of the desk that serves `locale`; null where none does. */
export function deskLanguage(locale: string): DeskLanguage | null {
  const language = locale.slice(0, 2).toLowerCase();
  return Object.keys(DESK_LANGUAGES).find((one): one is DeskLanguage => one === language) ?? null;
}

export async function deskTongue(language: DeskLanguage): Promise<DeskTongue> {
  const known = loaded.get(language);
  if (known !== undefined || language === "en") return known ?? ENGLISH;
  const { default: texts } = await OTHERS[language]();
  const own = translate<DeskKey>(language, { ...en, ...texts } as Catalogue);
  const word: DeskTongue["word"] = (key, values) =>
    Object.hasOwn(texts, key) ? own(key, values) : ENGLISH.word(key, values);
  const made = { language, locale: language, word };
  loaded.set(language, made);
  return made;
}

/** Runs `run`; all that it does speaks `tongue`. */
export function inTongue<Of>(tongue: DeskTongue, run: () => Of): Of {
  return spoken.run(tongue, run);
}

export function w(key: DeskKey, values?: Readonly<Record<string, string | number>>): string {
  return now().word(key, values);
}

/** Returns the locale of days and figures. */
export function deskLocale(): string {
  return now().locale;
}

export function deskLanguageNow(): DeskLanguage {
  return now().language;
}

function now(): DeskTongue {
  return spoken.getStore() ?? ENGLISH;
}

/** Returns the text for one value of a part; an unknown value, such as a retired kind, is shown unchanged. */
export function wordFor(part: string, value: string): string {
  return isWorded(part, value) ? w(`${part}.${value}` as DeskKey) : value;
}

/** Returns whether there is a text for one value of a part. */
export function isWorded(part: string, value: string): boolean {
  return Object.hasOwn(en, `${part}.${value}`);
}

/** Returns the name of a language such as `en-GB` in the desk's language; what is no tag stays as it is. */
export function languageName(locale: string): string {
  const names = new Intl.DisplayNames(deskLocale(), { type: "language", languageDisplay: "standard" });
  try {
    return withCapital(names.of(locale) ?? locale);
  } catch {
    return locale; // Intl throws for an invalid tag; a storefront may send one.
  }
}

/** The text with a capital at its beginning, where nothing stands before it. */
export function withCapital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}

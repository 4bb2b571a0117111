/** Finds a shop's own texts by the catalogue's keys, for one locale and kind of mail. It validates none of them. */
import {
  catalogueLanguage,
  CATALOGUES,
  type TextKey,
  type Texts,
} from "../../../templates/locales/translate.ts";
import { isKind, isSmsKind, type MailKind, type MessageKind, MESSAGES } from "../../messages/message.ts";
import type { Brand } from "../../orders/brand.ts";

type AllWording = NonNullable<Brand["texts"]>;

/** By locale and kind, for as long as the shop's settings are remembered: translators are made once for each. */
const made = new WeakMap<AllWording, Map<string, Texts | undefined>>();

/**
 * Returns the shop's texts that replace the catalogue's in mails of `kind`: first those for the region, then those
 * for the language.
 */
export function shopWording(brand: Brand, locale: string, kind: MessageKind): Texts | undefined {
  if (brand.texts === undefined) return undefined;
  const of_shop = made.get(brand.texts) ?? new Map<string, Texts | undefined>();
  made.set(brand.texts, of_shop);
  const name = `${locale} ${kind}`;
  if (!of_shop.has(name)) of_shop.set(name, textsFor(brand.texts, locale, kind));
  return of_shop.get(name);
}

function textsFor(all: AllWording, locale: string, kind: MessageKind): Texts | undefined {
  const language = catalogueLanguage(locale);
  const own = [language ?? "", locale].flatMap((tag) => Object.entries(all[tag]?.[kind] ?? {})).flatMap(
    // A text whose key this release no longer has is dropped.
    ([key_name, text]) => {
      const key = ownKey(kind, key_name);
      return key === null ? [] : [[key, text] as const];
    },
  );
  return own.length === 0 ? undefined : Object.fromEntries(own);
}

/** Returns the catalogue's key for a kind's own text; null where that kind has no text under `name`. */
export function ownKey(kind: string, name: string): TextKey | null {
  const key = isKind(kind) && !isSmsKind(kind) ? `${sectionOf(kind)}.${name}` : "";
  return Object.hasOwn(CATALOGUES["en"]!, key) ? key as TextKey : null;
}

type Section<Key> = Key extends `${infer Part}.${string}` ? Part : never;

/** Returns the catalogue section that only mails of `kind` use. A definition without a section does not compile. */
export function sectionOf(kind: MailKind): Section<TextKey> {
  return MESSAGES[kind].section;
}

/** Returns the entry for `locale`, or for its language. */
export function byLocale<Value>(entries: Readonly<Record<string, Value>>, locale: string): Value | undefined {
  return entries[locale] ?? entries[catalogueLanguage(locale) ?? ""];
}

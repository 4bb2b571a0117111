/** A shop's own words for one reader: in their language, for one kind of mail, by the catalogue's keys. It judges none of them. */
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

/** What a shop says in place of the catalogue in mails of `kind`: of the region first, then of the language. */
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
    // What an older release said and this one does not has no place to stand.
    ([key_name, text]) => {
      const key = ownKey(kind, key_name);
      return key === null ? [] : [[key, text] as const];
    },
  );
  return own.length === 0 ? undefined : Object.fromEntries(own);
}

/** The catalogue's key for a kind's own text; null where that kind says nothing under this name. */
export function ownKey(kind: string, name: string): TextKey | null {
  const key = isKind(kind) && !isSmsKind(kind) ? `${sectionOf(kind)}.${name}` : "";
  return Object.hasOwn(CATALOGUES["en"]!, key) ? key as TextKey : null;
}

type Section<Key> = Key extends `${infer Part}.${string}` ? Part : never;

/** The part of the catalogues that mails of `kind` alone speak from. The compiler refuses a definition that names none. */
export function sectionOf(kind: MailKind): Section<TextKey> {
  return MESSAGES[kind].section;
}

/** The entry for `locale`, or for its language. */
export function byLocale<Value>(entries: Readonly<Record<string, Value>>, locale: string): Value | undefined {
  return entries[locale] ?? entries[catalogueLanguage(locale) ?? ""];
}

/**
 * Finds the words of one shop: the form of address that it chose and its own texts, laid over the catalogue by its keys.
 * It validates none of them.
 */
import {
  catalogueLanguage,
  CATALOGUES,
  INFORMAL,
  type TextKey,
  type Texts,
  type Translate,
  translator,
} from "../../../templates/locales/translate.ts";
import { isKind, isShortAnswerKind, isSmsKind, type MailKind, MESSAGES } from "../../messages/message.ts";
import type { Brand } from "../../orders/brand.ts";

type Worded = Pick<Brand, "form_of_address" | "texts">;

/** By locale, for as long as the shop's settings are remembered: translators are made once for each. */
const made = new WeakMap<Worded, Map<string, Texts | undefined>>();

/**
 * Returns the shop's texts that replace the catalogue's in mails, pages, documents and SMS: its form of address, over it
 * its own texts for the language, over them those for the region.
 */
export function shopTexts(brand: Worded, locale: string): Texts | undefined {
  if (brand.texts === undefined && brand.form_of_address !== "informal") return undefined;
  const of_shop = made.get(brand) ?? new Map<string, Texts | undefined>();
  made.set(brand, of_shop);
  if (!of_shop.has(locale)) of_shop.set(locale, textsFor(brand, locale));
  return of_shop.get(locale);
}

/** Returns the translator that has the shop's own words. */
export function shopWords({ brand }: { readonly brand: Worded }, locale: string): Translate {
  return translator(locale, shopTexts(brand, locale));
}

/** Returns whether the text `key` is in the shop's own words. */
export function wordsOfShop({ brand }: { readonly brand: Worded }, locale: string, key: TextKey): boolean {
  const text = shopTexts(brand, locale)?.[key];
  return text !== undefined && text !== INFORMAL[catalogueLanguage(locale) ?? ""]?.[key];
}

function textsFor({ form_of_address, texts = {} }: Worded, locale: string): Texts | undefined {
  const language = catalogueLanguage(locale) ?? "";
  const form = form_of_address === "informal" ? INFORMAL[language] ?? {} : {};
  const own = new Set([language, locale]).values().flatMap((tag) => Object.entries(texts[tag] ?? {})).flatMap(
    (
      [group, of_group],
    ) =>
      // A text whose key this release no longer has is dropped.
      Object.entries(of_group).flatMap(([name, text]) => {
        const key = ownKey(group, name);
        return key === null ? [] : [[key, text] as const];
      }),
  );
  const all = { ...form, ...Object.fromEntries(own) };
  return Object.keys(all).length === 0 ? undefined : all;
}

/**
 * Returns the catalogue's key of the text `name` of `group`; null where there is none. A group is a kind of message, which
 * stands for the section of its own texts, or a section by its name: `page`, `status`, `text` (SMS).
 */
export function ownKey(group: string, name: string): TextKey | null {
  const section = !isKind(group)
    ? group
    : isSmsKind(group) || isShortAnswerKind(group)
    ? SMS_SECTION
    : sectionOf(group);
  const key = `${section}.${name}`;
  return Object.hasOwn(CATALOGUES["en"]!, key) ? key as TextKey : null;
}

/** The section of the catalogue that holds all text messages. */
const SMS_SECTION = "text";

type Section<Key> = Key extends `${infer Part}.${string}` ? Part : never;

/** Returns the catalogue section that only mails of `kind` use. A definition without a section does not compile. */
export function sectionOf(kind: MailKind): Section<TextKey> {
  return MESSAGES[kind].section;
}

/** Returns the entry for `locale`, or for its language. */
export function byLocale<Value>(entries: Readonly<Record<string, Value>>, locale: string): Value | undefined {
  return entries[locale] ?? entries[catalogueLanguage(locale) ?? ""];
}

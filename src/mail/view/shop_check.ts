/**
 * Decides whether a shop's settings may be saved: checks what the schema cannot, with the mails' own texts and
 * colours.
 */
import * as v from "valibot";
import { textFault } from "../../../templates/locales/shop_wording.ts";
import { catalogueLanguage } from "../../../templates/locales/translate.ts";
import { canvasFault } from "../../../templates/parts/accent.ts";
import type { Brand } from "../../orders/brand.ts";
import { ownKey } from "../format/shop_wording.ts";
import { ShopSettings } from "../../orders/shop.ts";

/** The schema for every new setting from outside. Stored settings are read by `ShopSettings` alone. */
export const CheckedShopSettings = v.pipe(
  ShopSettings,
  v.rawCheck(({ dataset, addIssue }) => {
    if (!dataset.typed) return;
    for (const { path, message } of brandFaults(dataset.value.brand)) {
      addIssue({ message, path: issuePath(dataset.value, ["brand", ...path]) });
    }
  }),
);

interface Fault {
  /** Below `brand`. */
  readonly path: readonly string[];
  readonly message: string;
}

function brandFaults({ canvas, footer, texts }: Brand): readonly Fault[] {
  const unreadable = canvas === undefined ? null : canvasFault(canvas);
  const locales = [
    ...Object.keys(typeof footer === "object" ? footer : {}).map((locale) => ["footer", locale]),
    ...Object.keys(texts ?? {}).map((locale) => ["texts", locale]),
  ];
  return [
    ...(unreadable === null ? [] : [{ path: ["canvas"], message: unreadable }]),
    ...locales.filter(([, locale]) => catalogueLanguage(locale!) === null).map((path) => ({
      path,
      message: "Must be a language that mails are written in",
    })),
    ...Object.entries(texts ?? {}).flatMap(([locale, kinds]) =>
      Object.entries(kinds).flatMap(([kind, own]) => textFaults(locale, kind, own))
    ),
  ];
}

function textFaults(locale: string, kind: string, own: Readonly<Record<string, string>>): readonly Fault[] {
  const language = catalogueLanguage(locale);
  if (language === null) return [];
  return Object.entries(own).flatMap(([name, text]) => {
    const key = ownKey(kind, name);
    const message = key === null
      ? "Must be a text that messages of this kind, or this section of the catalogue, have"
      : textFault(language, key, text);
    return message === null ? [] : [{ path: ["texts", locale, kind, name], message }];
  });
}

type IssuePath = [v.IssuePathItem, ...v.IssuePathItem[]];

function issuePath(settings: object, keys: readonly string[]): IssuePath {
  let input = settings as Record<string, unknown>;
  return keys.map((key) => {
    const item = { type: "object" as const, origin: "value" as const, input, key, value: input[key] };
    input = item.value as Record<string, unknown>;
    return item;
  }) as unknown as IssuePath;
}

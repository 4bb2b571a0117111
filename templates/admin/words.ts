/** Translates the desk's texts from its one catalogue; another language is another file beside it. */
import { translate } from "../locales/translate.ts";
import en from "./locales/en.json" with { type: "json" };

export type DeskKey = keyof typeof en;

/** The locale of the desk's days and figures. */
export const DESK_LOCALE = "en-GB";

export const w = translate<DeskKey>("en", en);

/** Returns the text for one value of a part; an unknown value, such as a retired kind, is shown unchanged. */
export function wordFor(part: string, value: string): string {
  const key = `${part}.${value}`;
  return Object.hasOwn(en, key) ? w(key as DeskKey) : value;
}

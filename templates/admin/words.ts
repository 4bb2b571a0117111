/** The words of the desk, from its one catalogue; another language is another file beside it. */
import { translate } from "../locales/translate.ts";
import en from "./locales/en.json" with { type: "json" };

export type DeskKey = keyof typeof en;

/** Days and figures are told as this locale tells them. */
export const DESK_LOCALE = "en-GB";

export const w = translate<DeskKey>("en", en);

/** Words for one of a part's values; what the desk does not know, such as a kind of before, is shown as it is. */
export function wordFor(part: string, value: string): string {
  const key = `${part}.${value}`;
  return Object.hasOwn(en, key) ? w(key as DeskKey) : value;
}

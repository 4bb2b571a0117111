/** Reads and replaces a shop's own texts of one kind of mail in its settings as they are kept. It checks none of them. */
import type { OwnTexts } from "../../sql/texts.ts";
import type { GivenSettings } from "./change_settings.ts";

/** Returns the shop's own texts of the kind as they are kept. */
export function textsIn(settings: GivenSettings, locale: string, kind: string): OwnTexts {
  const brand = objectOf(settings["brand"]);
  return objectOf(objectOf(objectOf(brand["texts"])[locale])[kind]) as OwnTexts;
}

/** Leaves out what is empty, so that no setting stays of a shop that has only the catalogue's texts. */
export function withTexts(
  settings: GivenSettings,
  locale: string,
  kind: string,
  texts: OwnTexts,
): GivenSettings {
  const brand = objectOf(settings["brand"]);
  const all = objectOf(brand["texts"]);
  const of_locale = withEntry(objectOf(all[locale]), kind, texts);
  const { texts: _, ...others } = brand;
  const own = withEntry(all, locale, of_locale);
  return { ...settings, brand: Object.keys(own).length === 0 ? others : { ...others, texts: own } };
}

function withEntry(
  of: Readonly<Record<string, unknown>>,
  name: string,
  value: Readonly<Record<string, unknown>>,
): Readonly<Record<string, unknown>> {
  const { [name]: _, ...others } = of;
  return Object.keys(value).length === 0 ? others : { ...others, [name]: value };
}

function objectOf(value: unknown): Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null ? value as Readonly<Record<string, unknown>> : {};
}

/**
 * Reads the day from which a line can be sent, where a pre-order plugin or the shop wrote it into a field of the
 * line.
 */
import { writtenDay } from "./written_day.ts";

/** Usual names of the field, lower case and without punctuation, in the catalogues' languages. */
const USUAL: ReadonlySet<string> = new Set([
  "ships on",
  "ships by",
  "ship date",
  "shipping date",
  "ships from",
  "estimated ship date",
  "estimated shipping date",
  "expected ship date",
  "expected shipping date",
  "available on",
  "available from",
  "availability date",
  "available date",
  "release date",
  "releases on",
  "released on",
  "pre order date",
  "preorder date",
  "pre order ship date",
  "preorder ship date",
  "pre order shipping date",
  "pre order available date",
  "pre order release date",
  "wc pre orders availability datetime",
  "lieferbar ab",
  "verfügbar ab",
  "versand ab",
  "versanddatum",
  "versand am",
  "erscheinungsdatum",
  "erscheint am",
  "date d expédition",
  "date d expedition",
  "expédié le",
  "expédition le",
  "disponible le",
  "disponible à partir du",
  "date de sortie",
  "date de parution",
  "fecha de envío",
  "fecha de envio",
  "se envía el",
  "disponible el",
  "disponible desde",
  "fecha de lanzamiento",
  "fecha de disponibilidad",
  "発送予定日",
  "出荷予定日",
  "発売日",
  "お届け開始日",
]);

/** A field of a line, as the sender wrote it. */
export interface LineField {
  readonly name: string;
  readonly value: unknown;
}

/**
 * Returns the day from which the line can be sent; `own_names` are the shop's further names of the field; `after` is
 * when the order was placed.
 */
export function availableOn(
  fields: readonly LineField[],
  own_names: readonly string[],
  after: string,
): string | undefined {
  const own = new Set(own_names.map(plain));
  return fields.filter(({ name }) => USUAL.has(plain(name)) || own.has(plain(name)))
    .map(({ value }) => dayIn(value, after)).find((day) => day !== undefined);
}

/** Reads a day; some plugins store Unix seconds. */
function dayIn(value: unknown, after: string): string | undefined {
  const seconds = typeof value === "number" || (typeof value === "string" && /^\d{10}$/.test(value))
    ? Number(value)
    : undefined;
  return writtenDay(seconds === undefined ? value : new Date(seconds * 1_000).toISOString(), after);
}

/** Normalizes a field name: `_Ships-On:` becomes `ships on`. */
function plain(name: string): string {
  return name.normalize("NFC").toLowerCase().replaceAll(/[^\p{L}\p{N}]+/gu, " ").trim();
}

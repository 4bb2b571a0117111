/** Says which days are public holidays of a country, by the table that `scripts/holidays.mjs` makes. Pure. */

/** `days` holds a country's years one after the other from `from_year`, parted by `|`: `0101 0403 1225|0101 …`. */
export interface PublicHolidays {
  readonly from_year: number;
  readonly days: Readonly<Record<string, string>>;
}

/** `country` is an ISO 3166-1 alpha-2 code. A country or year that the table lacks has no holidays. */
export function publicHolidaysOf(
  { from_year, days }: PublicHolidays,
  country: string,
  year: number,
): readonly string[] {
  const of_year = Object.hasOwn(days, country) ? days[country]!.split("|")[year - from_year] ?? "" : "";
  return of_year === "" ? [] : of_year.split(" ").map((day) => `${year}-${day.slice(0, 2)}-${day.slice(2)}`);
}

/**
 * `deno run -A --no-config scripts/holidays.mjs`: writes src/orders/public_holidays.json, the public holidays of each
 * country for ten years, from the data of date-holidays. Run it before a release, so that the years reach far enough.
 */
import Holidays from "npm:date-holidays@3.37.0";

const FROM_YEAR = 2026;
const YEARS = 10;
const FILE = "src/orders/public_holidays.json";

const days = {};
for (const country of Object.keys(new Holidays().getCountries()).filter((code) => /^[A-Z]{2}$/.test(code))) {
  const of = new Holidays(country);
  // What a region alone keeps stands below its region there; these are the days of the whole country.
  days[country] = Array.from({ length: YEARS }, (_, ahead) => FROM_YEAR + ahead).map((year) => {
    const found = of.getHolidays(year).filter(({ type }) => type === "public").map(({ date }) => date);
    const inYear = found.filter((date) => date.startsWith(`${year}-`)).map((date) =>
      date.slice(5, 7) + date.slice(8, 10)
    );
    return [...new Set(inYear)].sort().join(" ");
  }).join("|");
}
await Deno.writeTextFile(FILE, `${JSON.stringify({ from_year: FROM_YEAR, days }, null, 1)}\n`);

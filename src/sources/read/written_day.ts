/**
 * Reads a day as people and plugins write it, in the catalogues' languages. It refuses a text that could mean two
 * days.
 */
import { Day } from "../../values/schemas.ts";
import { fitting } from "./fields.ts";

/** Months by the first letters of their names in English, German, French, Spanish, Italian and Dutch. */
const MONTHS: readonly (readonly [RegExp, number])[] = [
  [/^(?:jan|jän|gen|ene)/, 1],
  [/^(?:feb|fév|fev)/, 2],
  [/^(?:mar|mär|maa|mrt)/, 3],
  [/^(?:apr|avr|abr)/, 4],
  [/^(?:may|mai|mag|mei)/, 5],
  [/^(?:jun|juin|giu)/, 6],
  [/^(?:jul|juil|lug)/, 7],
  [/^(?:aug|août|aou|ago)/, 8],
  [/^(?:sep|set)/, 9],
  [/^(?:oct|okt|ott)/, 10],
  [/^nov/, 11],
  [/^(?:dec|dez|déc|dic)/, 12],
];

/**
 * Reads `2026-12-01`, `1 December 2026`, `Dec 1, 2026`, `1. Dezember 2026`, `01.12.2026`, `25/12/2026`, `2026年12月1日`;
 * undefined for `01/12/2026`, whose order of day and month is ambiguous. Without a year it is the first such day from
 * `after` on.
 */
export function writtenDay(text: unknown, after: string): string | undefined {
  if (typeof text !== "string" || text.length > TEXT_MAX) return undefined;
  const plain = text.normalize("NFC").toLowerCase().trim();
  const [, iso] = /^(\d{4}-\d\d-\d\d)(?:$|[t ])/.exec(plain) ?? [];
  if (iso !== undefined) return fitting(Day, iso);
  const [, year, month, day] = /^(\d{4})[./年]\s?(\d{1,2})[./月]\s?(\d{1,2})(?:日|$|[t ])/.exec(plain) ?? [];
  if (year !== undefined) return dayOf(year, month!, day!);
  return byDots(plain) ?? bySlashes(plain) ?? byName(plain, after);
}

/** A longer text is a sentence and is not read. */
const TEXT_MAX = 60;

/** Reads a date with dots, which always begins with the day. */
function byDots(text: string): string | undefined {
  const [, day, month, year] = /^(\d{1,2})\.\s?(\d{1,2})\.\s?(\d{4})$/.exec(text) ?? [];
  return year === undefined ? undefined : dayOf(year, month!, day!);
}

function bySlashes(text: string): string | undefined {
  const [, one, other, year] = /^(\d{1,2})[/-](\d{1,2})[/-](\d{4})$/.exec(text) ?? [];
  if (year === undefined) return undefined;
  const [a, b] = [Number(one), Number(other)];
  if (a === b || (a > 12 && b <= 12)) return dayOf(year, other!, one!);
  return b > 12 && a <= 12 ? dayOf(year, one!, other!) : undefined;
}

/** Reads a date with the month's name; a weekday before it and `de` within it are skipped. */
function byName(text: string, after: string): string | undefined {
  const words = text.replaceAll(/[,.]|\bde[l]?\b|\bthe\b/g, " ").split(/\s+/).filter((word) => word !== "");
  const month = words.map(monthOf).find((number) => number !== undefined);
  const numbers = words.map((word) => /^(\d{1,4})(?:st|nd|rd|th|er)?$/.exec(word)?.[1])
    .filter((number) => number !== undefined);
  const days = numbers.filter((number) => number.length <= 2);
  const years = numbers.filter((number) => number.length === 4);
  const others = words.length - numbers.length;
  if (month === undefined || days.length !== 1 || years.length > 1 || others > 2) return undefined;
  const [year] = years;
  if (year !== undefined) return dayOf(year, String(month), days[0]!);
  const this_year = Number(after.slice(0, "2026".length));
  return [this_year, this_year + 1].map((at) => dayOf(String(at), String(month), days[0]!))
    .find((day) => day !== undefined && day >= after.slice(0, "2026-12-01".length));
}

function monthOf(word: string): number | undefined {
  return /^\p{L}{3,}$/u.test(word) ? MONTHS.find(([name]) => name.test(word))?.[1] : undefined;
}

function dayOf(year: string, month: string, day: string): string | undefined {
  return fitting(Day, `${year}-${month.padStart(2, "0")}-${day.padStart(2, "0")}`);
}

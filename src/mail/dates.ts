/** Days and moments as words in a locale. It takes a day as the calendar has it and a moment in the shop's time zone; it reads no clock. */
import type { Window } from "../orders/event.ts";

/** Formats kept ready; making one costs far more than using it. Locales and zones come from outside, so the store is bounded. */
const FORMATS_MAX = 200;
const formats = new Map<string, Intl.DateTimeFormat>();

const LONG = { day: "numeric", month: "long", year: "numeric" } as const;
const SHORT = { day: "numeric", month: "short" } as const;

/** `Thu, Nov 26 – Mon, Nov 30`, or one day in full: `Thursday, November 26`. */
export function windowText(locale: string, { from, until }: Window): string {
  if (from === undefined || from >= until) return dayText(locale, until);
  const format = dateFormat(locale, "UTC", { ...SHORT, weekday: "short" });
  // ICU sets thin spaces around the dash and some fonts lack them.
  return format.formatRange(startOf(from), startOf(until)).replaceAll("\u2009", " ");
}

/** A calendar day, with its weekday and without its year: `Thursday, November 26`. */
export function dayText(locale: string, day: string): string {
  return dateFormat(locale, "UTC", { weekday: "long", day: "numeric", month: "long" }).format(startOf(day));
}

/** `November 22, 2026` */
export function dateText(locale: string, time_zone: string, at: string | number): string {
  return dateFormat(locale, time_zone, LONG).format(new Date(at));
}

/** `Nov 22` */
export function shortDateText(locale: string, time_zone: string, at: string): string {
  return dateFormat(locale, time_zone, SHORT).format(new Date(at));
}

/** `Nov 22, 2:05 PM` */
export function momentText(locale: string, time_zone: string, at: string): string {
  return dateFormat(locale, time_zone, { ...SHORT, hour: "numeric", minute: "2-digit" }).format(new Date(at));
}

function startOf(day: string): Date {
  return new Date(`${day}T00:00:00Z`);
}

function dateFormat(
  locale: string,
  time_zone: string,
  options: Intl.DateTimeFormatOptions,
): Intl.DateTimeFormat {
  const key = `${locale} ${time_zone} ${Object.keys(options).join()} ${Object.values(options).join()}`;
  const known = formats.get(key);
  if (known !== undefined) return known;
  if (formats.size >= FORMATS_MAX) formats.clear();
  const made = new Intl.DateTimeFormat(locale, { ...options, timeZone: time_zone, calendar: "gregory" });
  formats.set(key, made);
  return made;
}

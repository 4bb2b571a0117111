/**
 * Formats days and moments in a locale: a day as a calendar date, a moment in the shop's time zone. It reads no
 * clock.
 */
import { dayIn } from "../../orders/days.ts";
import { digitsOf } from "../../values/digits.ts";
import { memo } from "./memo.ts";
import type { Window } from "../../values/schemas.ts";

const DAY = { day: "numeric", month: "long" } as const;
const SHORT = { day: "numeric", month: "short" } as const;

const windowFormat = dateFormat({ ...SHORT, weekday: "short" });
const dayFormat = dateFormat({ ...DAY, weekday: "long" });
const dateOnlyFormat = dateFormat({ ...DAY, year: "numeric" });
const shortFormat = dateFormat(SHORT);
const monthFormat = dateFormat({ month: "long", year: "numeric" });
const shortMonthFormat = dateFormat({ month: "short" });
const exactFormat = timeFormat({ ...DAY, year: "numeric", timeZoneName: "short" });
const momentFormat = timeFormat(SHORT);
const weekMomentFormat = timeFormat({ ...SHORT, weekday: "short" });

/** `Thu, Nov 26 – Mon, Nov 30`, or one day in full: `Thursday, November 26`. */
export function windowText(locale: string, { from, until }: Window): string {
  return from === undefined || from >= until ? dayText(locale, until) : rangeText(locale, from, until);
}

/**
 * Memoised: a shop's orders of one day share their window, and ICU takes longer for one range than for all other
 * dates of a mail.
 */
const rangeText = memo((locale: string, from: string, until: string) => {
  const text = windowFormat(locale, "UTC").formatRange(startOf(from), startOf(until));
  // ICU sets thin spaces around the dash and some fonts lack them.
  return text.replaceAll("\u2009", " ");
});

/** A calendar day, with its weekday and without its year: `Thursday, November 26`. */
export function dayText(locale: string, day: string): string {
  const text = dayFormat(locale, "UTC").format(startOf(day));
  // ICU writes `jueves, 26 de noviembre`, as for a label; within a sentence Spanish has no comma there.
  return locale.startsWith("es") ? text.replace(", ", " ") : text;
}

/** Days for which a day of the past needs no year. */
const YEARLESS_DAYS = 300;

/** Returns the day of a moment as one says it: with its weekday, or with its year where it is long ago. */
export function spokenDay(locale: string, time_zone: string, at: string | number, today: string): string {
  const day = dayIn(time_zone, new Date(at).getTime());
  const is_near = Math.abs(Date.parse(today) - Date.parse(day)) <= YEARLESS_DAYS * 86_400_000;
  return is_near ? dayText(locale, day) : dateText(locale, time_zone, at);
}

/** `November 22, 2026` */
export function dateText(locale: string, time_zone: string, at: string | number): string {
  return dateOnlyFormat(locale, time_zone).format(new Date(at));
}

/** `Nov 22` */
export function shortDateText(locale: string, time_zone: string, at: string): string {
  return shortFormat(locale, time_zone).format(new Date(at));
}

/** `November 2026` of `2026-11` */
export function monthText(locale: string, month: string): string {
  return monthFormat(locale, "UTC").format(startOf(`${month}-01`));
}

/** `Nov` of `2026-11` */
export function shortMonthText(locale: string, month: string): string {
  return shortMonthFormat(locale, "UTC").format(startOf(`${month}-01`));
}

/** `Nov 22, 2:05 PM` */
export function momentText(locale: string, time_zone: string, at: string): string {
  return momentFormat(locale, time_zone).format(new Date(at));
}

/** `Mon, Nov 30, 9:00 AM` */
export function weekMomentText(locale: string, time_zone: string, at: string | number): string {
  return weekMomentFormat(locale, time_zone).format(new Date(at));
}

/** Returns the moment with year and time zone, for what must be proven: `November 22, 2026 at 1:00 PM GMT+1` */
export function exactText(locale: string, time_zone: string, at: string): string {
  return exactFormat(locale, time_zone).format(new Date(at));
}

function startOf(day: string): Date {
  return new Date(`${day}T00:00:00Z`);
}

/** With a 24-hour clock the hour has two digits: 03:42 instead of 3:42. */
function timeFormat(
  options: Intl.DateTimeFormatOptions,
): (locale: string, time_zone: string) => Intl.DateTimeFormat {
  return memo((locale, time_zone) =>
    new Intl.DateTimeFormat(locale, {
      ...options,
      hour: hourCycle(locale) === "h23" ? "2-digit" : "numeric",
      minute: "2-digit",
      timeZone: time_zone,
      calendar: "gregory",
      ...digitsOf(locale),
    })
  );
}

const hourCycle = memo((locale) =>
  new Intl.DateTimeFormat(locale, { hour: "numeric" }).resolvedOptions().hourCycle
);

function dateFormat(
  options: Intl.DateTimeFormatOptions,
): (locale: string, time_zone: string) => Intl.DateTimeFormat {
  return memo((locale, time_zone) =>
    new Intl.DateTimeFormat(locale, {
      ...options,
      timeZone: time_zone,
      calendar: "gregory",
      ...digitsOf(locale),
    })
  );
}

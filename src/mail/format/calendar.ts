/** The expected delivery as an entry for a calendar: RFC 5545. Pure. */
import type { Window } from "../../values/schemas.ts";

const LINE_MAX_BYTES = 74;
const DAY_MS = 86_400_000;

export interface CalendarEntry {
  readonly uid: string;
  readonly summary: string;
  /** What is in the parcel, and by whom it comes. */
  readonly description: string;
  /** Where it arrives; null where that is not to be shown. */
  readonly location: string | null;
  readonly url: string;
  readonly window: Window;
  readonly now_ms: number;
}

/**
 * Returns the entry in whole days, so that no time zone shifts them; DTEND is the day after the last, as RFC 5545
 * requires.
 */
export function calendarOf(
  { uid, summary, description, location, url, window, now_ms }: CalendarEntry,
): string {
  const lines = [
    "BEGIN:VCALENDAR",
    "VERSION:2.0",
    "PRODID:-//Waybill//EN",
    "BEGIN:VEVENT",
    `UID:${escaped(uid)}`,
    `DTSTAMP:${new Date(now_ms).toISOString().replaceAll(/[-:]|\.\d{3}/g, "")}`,
    `DTSTART;VALUE=DATE:${plain(window.from ?? window.until)}`,
    `DTEND;VALUE=DATE:${plain(dayAfter(window.until))}`,
    `SUMMARY:${escaped(summary)}`,
    `DESCRIPTION:${escaped(description)}`,
    ...(location === null ? [] : [`LOCATION:${escaped(location)}`]),
    `URL:${url}`,
    "TRANSP:TRANSPARENT",
    "END:VEVENT",
    "END:VCALENDAR",
  ];
  return lines.map((line) => `${folded(line)}\r\n`).join("");
}

function escaped(text: string): string {
  return text.replaceAll(/[\\;,]/g, (sign) => `\\${sign}`).replaceAll(/[\r\n\p{Cc}]+/gu, " ");
}

/** No line is longer than 75 bytes, and none is cut within a character. */
function folded(line: string): string {
  const encoder = new TextEncoder();
  const parts: string[] = [];
  let part = "";
  let size = 0;
  for (const character of line) {
    const bytes = encoder.encode(character).length;
    if (size + bytes > LINE_MAX_BYTES) {
      parts.push(part);
      [part, size] = ["", 1];
    }
    part += character;
    size += bytes;
  }
  return [...parts, part].join("\r\n ");
}

function plain(day: string): string {
  return day.replaceAll("-", "");
}

function dayAfter(day: string): string {
  return new Date(Date.parse(`${day}T00:00:00Z`) + DAY_MS).toISOString().slice(0, 10);
}

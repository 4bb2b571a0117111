/**
 * Converts between calendar days and times in a time zone, which `Intl` knows by name (`Europe/Berlin`) or by offset
 * (`-05:00`). Pure.
 */

/** Milliseconds in a day. */
export const DAY_MS = 86_400_000;

const day_formats = new Map<string, Intl.DateTimeFormat>();
/** Caches formats, used at every plan; the zones are few. */
const offset_formats = new Map<string, Intl.DateTimeFormat>();

/**
 * Returns when `day` ends in `time_zone`, in milliseconds since the epoch: the start of the next day, by the zone's
 * offset at noon.
 */
export function endOfDay(time_zone: string, day: string): number {
  const start_ms = Date.parse(`${day}T00:00:00Z`);
  return start_ms + DAY_MS - offsetMs(time_zone, start_ms + DAY_MS / 2);
}

/** Returns the offset of `time_zone` ahead of UTC at `at_ms`, to the minute. */
function offsetMs(time_zone: string, at_ms: number): number {
  let format = offset_formats.get(time_zone);
  if (format === undefined) {
    format = new Intl.DateTimeFormat("en", { timeZone: time_zone, timeZoneName: "longOffset" });
    offset_formats.set(time_zone, format);
  }
  const name = format.formatToParts(at_ms).find(({ type }) => type === "timeZoneName")!.value;
  const [, sign, hours, minutes] = /([+-])(\d{2}):(\d{2})/.exec(name) ?? [];
  return hours === undefined ? 0 : (sign === "-" ? -1 : 1) * (Number(hours) * 60 + Number(minutes)) * 60_000;
}

/** Returns the calendar day at `at_ms` in `time_zone`: `2026-11-24`. */
export function dayIn(time_zone: string, at_ms: number): string {
  const parts = dayFormat(time_zone).formatToParts(at_ms);
  const part = (type: string) => parts.find((found) => found.type === type)!.value;
  return `${part("year").padStart(4, "0")}-${part("month")}-${part("day")}`;
}

/** Caches formats, since creating one costs more than its use. Intl refuses unknown zones, so there are never many. */
function dayFormat(time_zone: string): Intl.DateTimeFormat {
  const known = day_formats.get(time_zone);
  if (known !== undefined) return known;
  const made = new Intl.DateTimeFormat("en-u-ca-gregory-nu-latn", {
    timeZone: time_zone,
    year: "numeric",
    month: "2-digit",
    day: "2-digit",
  });
  day_formats.set(time_zone, made);
  return made;
}

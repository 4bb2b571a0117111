/** Reads how far local time was ahead of UTC from the end of a written time. */

/**
 * Returns the offset in minutes, -300 for `2026-11-27T22:30:00-05:00`; undefined for `Z` and `+00:00`, which senders
 * also write for any time in UTC, wherever the place is.
 */
export function offsetOf(text: unknown): number | undefined {
  const [, sign, hours, minutes] = typeof text === "string"
    ? /T\d\d:\d\d(?::\d\d(?:\.\d+)?)?([+-])(\d\d):?(\d\d)$/.exec(text.trim()) ?? []
    : [];
  if (sign === undefined) return undefined;
  const ahead = (sign === "-" ? -1 : 1) * (Number(hours) * 60 + Number(minutes));
  return ahead === 0 || Math.abs(ahead) > OFFSET_MAX ? undefined : ahead;
}

/** Returns the offset in minutes where one moment is given twice: in local time without a zone, and in UTC. */
export function offsetBetween(local: unknown, utc: string): number | undefined {
  if (typeof local !== "string" || !/^\d{4}-\d\d-\d\dT\d\d:\d\d(?::\d\d(?:\.\d+)?)?$/.test(local)) {
    return undefined;
  }
  const ahead = (Date.parse(`${local}Z`) - Date.parse(utc)) / 60_000;
  return Number.isInteger(ahead / ZONE_STEP) && Math.abs(ahead) <= OFFSET_MAX ? ahead : undefined;
}

/** Zones differ by multiples of 15 minutes. */
const ZONE_STEP = 15;
/** Largest offset of any time zone from UTC, in minutes. */
const OFFSET_MAX = 14 * 60;

/** Moves every time in a sample so that its event happens now. Pure; each time keeps its format. */

/**
 * Fields with times in the future, such as an expected day or an end: they move along, but the newest of all other
 * times becomes now.
 */
const AHEAD = /(^|_)(est|eta|estimated|expected|expires|promised|due|until|ends|available)(_|$)/i;
/** Names of fields that hold Unix seconds; other numbers may be anything. */
const UNIX = /^(created|created_at|ts|time|timestamp|date|expires_at|available_on|due_by)$/i;

const INSTANT = /^(\d{4}-\d{2}-\d{2})([T ])(\d{2}:\d{2}(?::\d{2})?)(\.\d+)?(Z|[+-]\d{2}:?\d{2})?$/;
const DAY = /^\d{4}-\d{2}-\d{2}$/;
const RFC_2822 = /^[A-Z][a-z]{2}, \d{2} [A-Z][a-z]{2} \d{4} \d{2}:\d{2}:\d{2} \+0000$/;
const DAY_MS = 86_400_000;

export function shiftTimes<Json>(sample: Json, now_ms: number): Json {
  const newest_ms = Math.max(...timesIn(sample));
  return Number.isFinite(newest_ms) ? shifted(sample, "", now_ms - newest_ms) as Json : sample;
}

function timesIn(value: unknown, key = ""): readonly number[] {
  if (Array.isArray(value)) return value.flatMap((one) => timesIn(one, key));
  if (typeof value === "object" && value !== null) {
    return Object.entries(value).flatMap(([name, one]) => timesIn(one, name));
  }
  if (AHEAD.test(key)) return [];
  if (typeof value === "number" && UNIX.test(key)) return [value * 1_000];
  if (typeof value !== "string") return [];
  return INSTANT.test(value) || RFC_2822.test(value) ? [readTime(value)] : [];
}

function shifted(value: unknown, key: string, by_ms: number): unknown {
  if (Array.isArray(value)) return value.map((one) => shifted(one, key, by_ms));
  if (typeof value === "object" && value !== null) {
    return Object.fromEntries(Object.entries(value).map(([name, one]) => [name, shifted(one, name, by_ms)]));
  }
  if (typeof value === "number" && UNIX.test(key) && value > 1e9) return value + Math.round(by_ms / 1_000);
  if (typeof value !== "string") return value;
  if (DAY.test(value)) {
    return new Date(Date.parse(value) + Math.round(by_ms / DAY_MS) * DAY_MS).toISOString().slice(0, 10);
  }
  if (RFC_2822.test(value)) return new Date(readTime(value) + by_ms).toUTCString().replace("GMT", "+0000");
  const form = INSTANT.exec(value);
  return form === null ? value : writeTime(readTime(value) + by_ms, form);
}

/** Reads a time without a zone as UTC: only differences count. */
function readTime(text: string): number {
  const has_zone = /(Z|[+-]\d{2}:?\d{2})$/.test(text);
  return Date.parse(has_zone ? text : `${text.replace(" ", "T")}Z`);
}

/** Writes the time in the format of the match: the same zone, separator, seconds and fraction. */
function writeTime(ms: number, [, , separator, clock, fraction, zone]: RegExpExecArray): string {
  const offset_min = zone === undefined || zone === "Z" ? 0 : offsetOf(zone);
  const local = new Date(ms + offset_min * 60_000).toISOString();
  const time = local.slice(11, 11 + clock!.length);
  const part = fraction === undefined
    ? ""
    : local.slice(19, 23).padEnd(fraction.length, "0").slice(0, fraction.length);
  return `${local.slice(0, 10)}${separator}${time}${part}${zone ?? ""}`;
}

function offsetOf(zone: string): number {
  const [, sign, hours, minutes] = /^([+-])(\d{2}):?(\d{2})$/.exec(zone)!;
  return (sign === "-" ? -1 : 1) * (Number(hours) * 60 + Number(minutes));
}

/** Schemas that several providers' reports share: addresses, times, server replies. It decides nothing about mails. */
import * as v from "valibot";
import { helpful, list } from "../sources/read/fields.ts";

const DIAGNOSTIC_MAX = 500;
const RECIPIENTS_MAX = 100;
/** The end of the year 9999. */
const UNIX_MAX_S = 253_402_300_799;

/** Accepts an id that is only compared, also one that came as a number. */
export const ShortId = v.pipe(
  v.union([v.string(), v.pipe(v.number(), v.safeInteger())], "Must be an id"),
  v.transform(String),
  v.minLength(1),
  v.maxLength(400),
  v.regex(/^[^\p{Cc}]+$/u, "Must be one line"),
);

/** Accepts an address and keeps the address alone, also from `"Ada" <ada@post.example>`. */
export const Recipient = v.pipe(
  v.string(),
  v.maxLength(1_000),
  v.transform((text) => (/<([^<>]*)>\s*$/.exec(text)?.[1] ?? text).trim()),
  v.maxLength(320),
  v.regex(/^[^\s\p{Cc}]+@[^\s@\p{Cc}]+$/u, "Must be an address"),
);

/**
 * Accepts an RFC 3339 time with any number of fractional digits and a space or T; returns ISO 8601 in UTC, to the
 * millisecond.
 */
export const Moment = v.pipe(
  v.string(),
  v.regex(
    /^\d{4}-\d\d-\d\d[T ]\d\d:\d\d:\d\d(?:\.\d{1,12})?(?:Z|[+-]\d\d(?::?\d\d)?)$/,
    "Must be an RFC 3339 time with a zone",
  ),
  v.transform((text) => Date.parse(text.replace(" ", "T").replace(/([+-]\d\d)(?::?(\d\d))?$/, zone))),
  // A day that does not exist, such as the 30th of February, passes the pattern but parses to NaN.
  v.check((ms) => Number.isFinite(ms) && ms >= 0, "Must be an RFC 3339 time with a zone"),
  v.transform((ms) => new Date(ms).toISOString()),
);

function zone(_match: string, hours: string, minutes: string | undefined): string {
  return `${hours}:${minutes ?? "00"}`;
}

/** Accepts a time that a report may lack or garble: the report itself then counts from its receipt. */
export const MomentIfAny = helpful(Moment);

/** Accepts seconds since 1970, with or without a fraction; returns ISO 8601 in UTC. */
export const UnixTime = v.pipe(
  v.number(),
  v.minValue(0),
  v.maxValue(UNIX_MAX_S),
  v.transform((seconds) => new Date(Math.floor(seconds * 1_000)).toISOString()),
);

export const UnixTimeIfAny = helpful(UnixTime);

/** Accepts one recipient or a list; what is no address is left out, and so is what is no list. */
export const Recipients = v.pipe(
  v.nullish(v.unknown(), []),
  v.transform((given) => (Array.isArray(given) ? given : [given]).slice(0, RECIPIENTS_MAX)),
  list(Recipient),
);

/**
 * Reads a server's reply, shortened; any value that is not text becomes undefined, since the reply is only displayed.
 */
export const Said = v.pipe(v.unknown(), v.transform(said));

/** Returns `value` as one line, shortened between characters. */
function said(value: unknown): string | undefined {
  if (typeof value !== "string") return undefined;
  const line = value.slice(0, 4 * DIAGNOSTIC_MAX).toWellFormed().replace(/[\s\p{Cc}]+/gu, " ").trim();
  const cut = line.slice(0, DIAGNOSTIC_MAX).replace(/[\ud800-\udbff]$/, "").trim();
  return cut === "" ? undefined : cut;
}

/** Returns the first enhanced status code (RFC 3463) in `texts`; a version number or an IP address does not count. */
export function enhancedStatus(...texts: readonly (string | undefined)[]): string | undefined {
  for (const text of texts) {
    const found = /(?:^|[\s#(<\[:;-])([245]\.\d{1,3}\.\d{1,3})(?=$|[\s)>\],:;-])/.exec(text ?? "");
    if (found !== null) return found[1];
  }
  return undefined;
}

/**
 * Finds the codes in a mail system's text: RFC 5321 replies and RFC 3463 enhanced codes. `failure.ts` decides what
 * follows from them.
 */

export interface Codes {
  readonly reply_code: string | undefined;
  readonly enhanced_status: string | undefined;
}

/** Reply code (RFC 5321) and enhanced status code (RFC 3463) in what a mail system said. */
export function codesIn(text: string): Codes {
  const both = /(?:^|[^\d.])([245][0-5]\d)[ -]{1,3}['#<(]{0,2}([245]\.\d{1,3}\.\d{1,3})(?![\d]|\.\d)/.exec(
    text,
  );
  if (both !== null) return { reply_code: both[1]!, enhanced_status: both[2]! };
  return {
    reply_code: /(?:^|[\s:;,([<'"#>])([245][0-5]\d)(?=[ ,-]|$)(?!-\d| \d{3,})/.exec(text)?.[1],
    enhanced_status: /(?:^|[\s:;,([<'"#-])([245]\.\d{1,3}\.\d{1,3})(?![\d]|\.\d)/.exec(text)?.[1],
  };
}

/**
 * Returns the more reliable code: the refusing side's own (`said`) rather than the relay's version (`reported`),
 * unless `said` is vague (X.0.0, X.Y.0) or only a protocol error (X.5.Y).
 */
export function preferredStatus(said: string | undefined, reported: string | undefined): string | undefined {
  if (said === undefined || reported === undefined) return said ?? reported;
  return isVague(said) && !isVague(reported) && said[0] === reported[0] ? reported : said;
}

/** Returns whether `status` names only a class or a subject. */
export function isVague(status: string | undefined): boolean {
  return status === undefined || /^[245]\.(?:\d{1,3}\.0|5\.\d{1,3})$/.test(status);
}

/** The meaning of a 5.x.x code for the address. */
export type StatusMeaning =
  /** The mailbox or the domain does not exist: X.1.0 to X.1.3. */
  | "bad_mailbox"
  | "bad_system"
  /** The mailbox has gone, or the server accepts no mail at all: words cannot change this. */
  | "gone"
  /** The mailbox is full, the mail too large, or the fault is the sender's or the system's: the address may be good. */
  | "not_the_address";

const MEANINGS: readonly (readonly [RegExp, StatusMeaning])[] = [
  [/^5\.1\.[013]$/, "bad_mailbox"],
  // X.4.4 is "unable to route"; Exchange has numbers of its own for no domain of that name (X.4.310).
  [/^5\.(?:1\.2|4\.4|4\.310)$/, "bad_system"],
  // Moved; null MX (RFC 7505); another owner (RFC 7293); a host that takes no mail (RFC 7504 names X.3.2 with 521).
  [/^5\.(?:1\.6|1\.10|3\.2|7\.1[78])$/, "gone"],
  [/^5\.(?:1\.[4789]|2\.[234]|3\.[134]|6\.\d{1,3}|7\.1[36])$/, "not_the_address"],
];

export function meaningOf(status: string | undefined): StatusMeaning | undefined {
  if (status === undefined) return undefined;
  return MEANINGS.find(([pattern]) => pattern.test(status))?.[1];
}

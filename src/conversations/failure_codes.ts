/** The codes in what a mail system said: RFC 5321's replies, RFC 3463's enhanced ones. What follows from them is `failure.ts`'s. */

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
 * Which of two codes is to be believed: the refusing side's own (`said`) rather than what a relay made of it
 * (`reported`), but not where it says no more than "something" (X.0.0, X.Y.0) or "not in this order" (X.5.Y).
 */
export function preferredStatus(said: string | undefined, reported: string | undefined): string | undefined {
  if (said === undefined || reported === undefined) return said ?? reported;
  return isVague(said) && !isVague(reported) && said[0] === reported[0] ? reported : said;
}

/** It names no more than a class or a subject. */
export function isVague(status: string | undefined): boolean {
  return status === undefined || /^[245]\.(?:\d{1,3}\.0|5\.\d{1,3})$/.test(status);
}

/** What an enhanced code of the fifth class says of the address. */
export type StatusMeaning =
  /** Nobody there, or nowhere: X.1.0 to X.1.3. */
  | "bad_mailbox"
  | "bad_system"
  /** It was there, or the server takes no mail at all: nothing that the words could change. */
  | "gone"
  /** Full, too large, of the sender, of the system: the address may be well. */
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

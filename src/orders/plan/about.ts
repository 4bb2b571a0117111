/** What a mail is about, as its key names it, where that is more than an id. Pure. */

const SOONER = "sooner:";

/** Of a mail that says an order will come sooner than was told. `day` is the new last day, `2026-12-01`. */
export function aboutSooner(day: string): string {
  return SOONER + day;
}

/** The day of which such a mail tells; null for one that is about goods. */
export function soonerDay(about: string): string | null {
  return about.startsWith(SOONER) ? about.slice(SOONER.length, SOONER.length + DAY_LENGTH) : null;
}

const DAY_LENGTH = "2026-12-01".length;

/** A tracking number within a key, of which no part may hold a slash. */
export function aboutNumber(number: string): string {
  return number.replaceAll("/", "%2F");
}

/** Builds and reads the `about` part of a message key where it is more than an id. Pure. */

const SOONER = "sooner:";

/** Returns `about` for a mail with an earlier delivery date. `day` is the new last day, `2026-12-01`. */
export function aboutSooner(day: string): string {
  return SOONER + day;
}

/** Returns the day in such an `about`; null for one that names goods. */
export function soonerDay(about: string): string | null {
  return about.startsWith(SOONER) ? about.slice(SOONER.length, SOONER.length + DAY_LENGTH) : null;
}

const DAY_LENGTH = "2026-12-01".length;

/** Returns a tracking number for use in a key, where no part may contain a slash. */
export function aboutNumber(number: string): string {
  return number.replaceAll("/", "%2F");
}

const LABEL = "::label";

/** Returns `about` for the mail that brings the label of a return that was approved without one. */
export function aboutLabel(return_id: string): string {
  return return_id + LABEL;
}

/** Returns the id of the return that a mail is about. */
export function returnAbout(about: string): string {
  return about.endsWith(LABEL) ? about.slice(0, -LABEL.length) : about;
}

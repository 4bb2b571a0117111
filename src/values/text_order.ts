/** Compares texts by their UTF-16 units, as `<` does: RFC 3339 times in UTC and calendar days so sort by time. Pure. */

/** Returns -1, 0 or 1, for `sort`. */
export function textOrder(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

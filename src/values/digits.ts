/**
 * Decides in which digits numbers are written. Arabic texts hold order numbers, tracking numbers and amounts of the shop, which have
 * 0 to 9; a date in other digits beside them would be a mixture, so all of them have 0 to 9. Pure.
 */

/** Options for an Intl format of `locale`. */
export function digitsOf(locale: string): { readonly numberingSystem?: "latn" } {
  return /^ar\b/.test(locale) ? { numberingSystem: "latn" } : {};
}

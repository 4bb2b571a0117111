/** Says how many orders come on each day of a simulated year, and on which days nothing is brought. No day of it is a trouble. */

export interface World {
  /** Orders of a day beside those of the mean day. */
  readonly demand: (day: number, weekday: number) => number;
  /** Whether carriers rest on the day; `weekday` counts from Monday, 0. */
  readonly rests: (day: number, weekday: number) => boolean;
  /** How much more of its usual sales an item has on the day. */
  readonly pushed: (day: number) => { readonly sku: string; readonly share: number } | null;
}

const MONTH_DAYS = 30.42;

/** Orders of a month, and of Monday to Sunday, beside the mean one. */
const SEASON = [0.75, 0.78, 0.88, 0.9, 0.95, 0.9, 0.85, 0.85, 1, 1.1, 1.5, 1.55];
const WEEKDAYS = [1.15, 1.05, 1, 1, 0.95, 0.85, 1];

/** A shop with a season. */
export const CALM: World = {
  demand: (day, weekday) => SEASON[Math.min(11, Math.floor(day / MONTH_DAYS))]! * WEEKDAYS[weekday]!,
  rests: () => false,
  pushed: () => null,
};

/** New Year, Easter, 1 May, Ascension, Whit Monday, 3 October, Christmas, as days of 2026. */
const HOLIDAYS: readonly number[] = [0, 92, 95, 120, 133, 144, 275, 358, 359, 360];
/** Black Friday until the Monday after it, and the days of a summer sale. */
const BLACK_FRIDAY = [330, 334] as const;
const SALE = [180, 190] as const;
const BUSY_WEEKDAYS = [1.35, 1.2, 1.1, 1.05, 0.95, 0.6, 0.75];

/** A shop that grows by half in the year, with weekends, holidays, a slack August, a sale, Black Friday and Christmas. */
export const BUSY: World = {
  demand: (day, weekday) => {
    const growth = 0.65 + 0.4 * day / 365;
    const peak = isIn(day, BLACK_FRIDAY)
      ? 5
      : isIn(day, SALE)
      ? 2.2
      : isIn(day, [335, 353])
      ? 1.8
      : isIn(day, [212, 240])
      ? 0.65
      : day >= 354
      ? 0.5
      : 1;
    return growth * peak * (HOLIDAYS.includes(day) ? 0.4 : 1) * BUSY_WEEKDAYS[weekday]!;
  },
  rests: (day, weekday) => weekday === 6 || HOLIDAYS.includes(day),
  pushed: (day) =>
    isIn(day, SALE)
      ? { sku: "sku-12", share: 0.25 }
      : isIn(day, BLACK_FRIDAY)
      ? { sku: "sku-20", share: 0.3 }
      : null,
};

function isIn(day: number, [from, until]: readonly [number, number]): boolean {
  return day >= from && day <= until;
}

/** Says by when the shop is to act: hours that count only while somebody is there. Pure. */
import { localTime } from "../orders/quiet_hours.ts";
import { isShopClosed } from "../orders/rest_days.ts";
import type { ShopSettings } from "../orders/shop.ts";

const HOUR_MS = 3_600_000;
const MINUTE_MS = 60_000;
/** Each step ends at an opening, a closing or a midnight: enough for a year of a shop that opens once a week. */
const STEPS_MAX = 1_200;

/** Returns the moment at which `hours` working hours after `from_ms` have passed. */
export function afterWorkingHours(shop: ShopSettings, from_ms: number, hours: number): number {
  let left_ms = hours * HOUR_MS;
  let at_ms = from_ms;
  for (let step = 0; step < STEPS_MAX; step++) {
    const { is_open, until_ms } = stretch(shop, at_ms);
    if (is_open) {
      if (at_ms + left_ms <= until_ms) return at_ms + left_ms;
      left_ms -= until_ms - at_ms;
    }
    at_ms = until_ms;
  }
  return from_ms + hours * HOUR_MS;
}

/** Returns the working time between two moments in hours; 0 where `until_ms` is not later. */
export function workingHoursBetween(shop: ShopSettings, from_ms: number, until_ms: number): number {
  let sum_ms = 0;
  let at_ms = from_ms;
  for (let step = 0; step < STEPS_MAX && at_ms < until_ms; step++) {
    const part = stretch(shop, at_ms);
    const end_ms = Math.min(part.until_ms, until_ms);
    if (part.is_open) sum_ms += end_ms - at_ms;
    at_ms = end_ms;
  }
  return sum_ms / HOUR_MS;
}

/** Returns whether somebody is there at `at_ms`. */
export function isOpenAt(shop: ShopSettings, at_ms: number): boolean {
  return stretch(shop, at_ms).is_open;
}

/** Returns when somebody is there next; `at_ms` itself where somebody is. */
export function opensAt(shop: ShopSettings, at_ms: number): number {
  return afterWorkingHours(shop, at_ms, 0);
}

/** Returns when the shop's day of work ends, if one is under way; null otherwise. */
export function closesAt(shop: ShopSettings, at_ms: number): number | null {
  const { is_open, until_ms } = stretch(shop, at_ms);
  return is_open ? until_ms : null;
}

/** Returns whether it is open at `at_ms`, and until when at least that stays so. */
function stretch(
  shop: ShopSettings,
  at_ms: number,
): { readonly is_open: boolean; readonly until_ms: number } {
  const { days, from_hour, until_hour } = shop.support.hours;
  const { day, hour } = localTime(shop.time_zone, at_ms);
  // Time zones differ from UTC by quarters of an hour at the finest, so that minutes are those of UTC but for them.
  const top_ms = topOfHour(shop.time_zone, at_ms, hour);
  const ends = (hours: number) => top_ms + (hours - hour) * HOUR_MS;
  const weekday = new Date(`${day}T00:00:00Z`).getUTCDay() || 7;
  if (!days.includes(weekday) || isShopClosed(shop, day)) {
    return { is_open: false, until_ms: ends(24) };
  }
  if (from_hour >= until_hour) return { is_open: true, until_ms: ends(24) };
  if (hour < from_hour) return { is_open: false, until_ms: ends(from_hour) };
  if (hour < until_hour) return { is_open: true, until_ms: ends(until_hour) };
  return { is_open: false, until_ms: ends(24) };
}

const QUARTER_MS = 15 * MINUTE_MS;

/** Returns the beginning of the local hour: most zones' hours begin with those of UTC, some 15, 30 or 45 minutes apart. */
function topOfHour(time_zone: string, at_ms: number, hour: number): number {
  let top_ms = Math.floor(at_ms / QUARTER_MS) * QUARTER_MS;
  for (let quarter = 0; quarter < 3; quarter++) {
    if (localTime(time_zone, top_ms - 1).hour !== hour) break;
    top_ms -= QUARTER_MS;
  }
  return top_ms;
}

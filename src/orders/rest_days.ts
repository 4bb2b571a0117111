/**
 * Decides which days are days of rest: weekends, holidays of a country, and the days on which the shop itself is closed.
 * Pure.
 */
import { publicHolidaysOf } from "./public_holidays.ts";
import type { ShopSettings } from "./shop.ts";

type Resting = Pick<ShopSettings, "rest_days" | "public_holidays">;

/** `day` is a calendar day such as `2026-12-25`. */
export function isHoliday(
  { rest_days, public_holidays }: Resting,
  country: string | undefined,
  day: string,
): boolean {
  if (country === undefined) return false;
  return (rest_days.holidays[country] ?? []).includes(day) ||
    (public_holidays !== undefined &&
      publicHolidaysOf(public_holidays, country, Number(day.slice(0, 4))).includes(day));
}

/** Returns whether nobody works at the shop on `day`, whatever weekday it is: a holiday of its country, or its own. */
export function isShopClosed(shop: Resting & Pick<ShopSettings, "country">, day: string): boolean {
  return isHoliday(shop, shop.country, day) ||
    shop.rest_days.closed.some(({ from, until = from }) => from <= day && day <= until);
}

export function isWeekend(day: string): boolean {
  const weekday = new Date(`${day}T00:00:00Z`).getUTCDay();
  return weekday === 0 || weekday === 6;
}

/** Returns whether bulk mails to a customer in `country` should skip `day`. */
export function isRestDay(shop: Resting, country: string | undefined, day: string): boolean {
  return (shop.rest_days.weekends && isWeekend(day)) || isHoliday(shop, country, day);
}

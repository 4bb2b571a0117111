/**
 * Decides which days are days of rest, without work or bulk mail: weekends and the holidays in a shop's settings.
 * Pure.
 */
import type { ShopSettings } from "./shop.ts";

/** `day` is a calendar day such as `2026-12-25`. */
export function isHoliday({ rest_days }: ShopSettings, country: string | undefined, day: string): boolean {
  return country !== undefined && (rest_days.holidays[country] ?? []).includes(day);
}

export function isWeekend(day: string): boolean {
  const weekday = new Date(`${day}T00:00:00Z`).getUTCDay();
  return weekday === 0 || weekday === 6;
}

/** Returns whether bulk mails to a customer in `country` should skip `day`. */
export function isRestDay(shop: ShopSettings, country: string | undefined, day: string): boolean {
  return (shop.rest_days.weekends && isWeekend(day)) || isHoliday(shop, country, day);
}

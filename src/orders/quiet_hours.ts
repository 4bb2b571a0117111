/** When a mail that can wait may come: not at night where the customer lives. Pure. */
import type { Situation } from "./plan.ts";
import type { ShopSettings } from "./shop.ts";

const HOUR_MS = 3_600_000;

/** Countries of several zones: the one where most people live stands for all. Others have one, which Intl knows. */
const MAIN_ZONES: Readonly<Record<string, string>> = {
  AU: "Australia/Sydney",
  BR: "America/Sao_Paulo",
  CA: "America/Toronto",
  CL: "America/Santiago",
  CN: "Asia/Shanghai",
  ES: "Europe/Madrid",
  ID: "Asia/Jakarta",
  KZ: "Asia/Almaty",
  MX: "America/Mexico_City",
  NZ: "Pacific/Auckland",
  PT: "Europe/Lisbon",
  RU: "Europe/Moscow",
  US: "America/Chicago",
};

/** `at_ms`, or the next moment after it at which the shop's quiet hours are over at the customer's. */
export function atDecentHour(situation: Pick<Situation, "order" | "shop">, at_ms: number): number {
  return afterQuietHours(situation.shop, zoneOf(situation), at_ms);
}

/** The same in a zone that is known. */
export function afterQuietHours(shop: ShopSettings, time_zone: string, at_ms: number): number {
  const { from_hour, until_hour } = shop.quiet_hours;
  if (from_hour === until_hour) return at_ms;
  const isQuiet = (ms: number) => {
    const hour = hourIn(time_zone, ms);
    return from_hour < until_hour
      ? hour >= from_hour && hour < until_hour
      : hour >= from_hour || hour < until_hour;
  };
  if (!isQuiet(at_ms)) return at_ms;
  // Whole hours from the top of this one: a day has 24, and one more for the day on which the clock is put back.
  const top_ms = Math.floor(at_ms / HOUR_MS) * HOUR_MS;
  for (let ahead = 1; ahead <= 25; ahead++) {
    if (!isQuiet(top_ms + ahead * HOUR_MS)) return top_ms + ahead * HOUR_MS;
  }
  return at_ms;
}

/** The customer's zone by the country of delivery, else the shop's. */
function zoneOf({ order, shop }: Pick<Situation, "order" | "shop">): string {
  const country = order.details.shipping_address?.country ?? order.details.billing_address?.country;
  if (country === undefined) return shop.time_zone;
  return MAIN_ZONES[country] ?? zonesOf(country)[0] ?? shop.time_zone;
}

const zones = new Map<string, readonly string[]>();

/** `getTimeZones` is in every engine of today, and not yet in TypeScript's library. */
function zonesOf(country: string): readonly string[] {
  const known = zones.get(country);
  if (known !== undefined) return known;
  const locale = new Intl.Locale(`und-${country}`) as Intl.Locale & {
    getTimeZones?: () => readonly string[] | undefined;
  };
  const found = locale.getTimeZones?.() ?? [];
  zones.set(country, found);
  return found;
}

const formats = new Map<string, Intl.DateTimeFormat>();

function hourIn(time_zone: string, at_ms: number): number {
  let format = formats.get(time_zone);
  if (format === undefined) {
    format = new Intl.DateTimeFormat("en-u-nu-latn", {
      timeZone: time_zone,
      hour: "2-digit",
      hourCycle: "h23",
    });
    formats.set(time_zone, format);
  }
  return Number(format.format(at_ms));
}

/** Decides when a bulk mail may be sent: not at night in the customer's zone, nor on a day of rest. Pure. */
import { isRestDay } from "./rest_days.ts";
import type { ShopSettings } from "./shop.ts";
import { customerZone } from "./zone.ts";
import type { PlanInput } from "./plan/plan_input.ts";

const HOUR_MS = 3_600_000;
/** Bounds the search by a long holiday with its weekends; if no allowed hour is found, the mail is not delayed. */
const AHEAD_MAX_HOURS = 14 * 24;

/**
 * Returns `at_ms`, or the next moment outside the shop's quiet hours in the customer's zone and outside days of rest.
 */
export function atDecentHour(input: Pick<PlanInput, "order" | "shop">, at_ms: number): number {
  return afterQuietHours(input.shop, customerZone(input.order, input.shop), countryOf(input), at_ms);
}

/** Does the same for a known zone and country. */
export function afterQuietHours(
  shop: ShopSettings,
  time_zone: string,
  country: string | undefined,
  at_ms: number,
): number {
  const { from_hour, until_hour } = shop.quiet_hours;
  const isUnwelcome = (ms: number) => {
    const { day, hour } = localTime(time_zone, ms);
    return isWithin(hour, from_hour, until_hour) || isRestDay(shop, country, day);
  };
  if (!isUnwelcome(at_ms)) return at_ms;
  const top_ms = Math.floor(at_ms / HOUR_MS) * HOUR_MS;
  for (let ahead = 1; ahead <= AHEAD_MAX_HOURS; ahead++) {
    if (!isUnwelcome(top_ms + ahead * HOUR_MS)) return top_ms + ahead * HOUR_MS;
  }
  return at_ms;
}

/** Equal hours mean no quiet hours. */
function isWithin(hour: number, from_hour: number, until_hour: number): boolean {
  return from_hour <= until_hour
    ? hour >= from_hour && hour < until_hour
    : hour >= from_hour || hour < until_hour;
}

function countryOf({ order }: Pick<PlanInput, "order">): string | undefined {
  return order.details.shipping_address?.country ?? order.details.billing_address?.country;
}

const formats = new Map<string, Intl.DateTimeFormat>();

/** Returns calendar day and hour at `at_ms` in `time_zone`. */
export function localTime(time_zone: string, at_ms: number): { readonly day: string; readonly hour: number } {
  let format = formats.get(time_zone);
  if (format === undefined) {
    // Uses the Swedish locale, which formats the date as ISO does: `2026-11-22 13`.
    format = new Intl.DateTimeFormat("sv-SE-u-ca-gregory-nu-latn", {
      timeZone: time_zone,
      year: "numeric",
      month: "2-digit",
      day: "2-digit",
      hour: "2-digit",
      hourCycle: "h23",
    });
    formats.set(time_zone, format);
  }
  const [day, hour] = format.format(at_ms).split(" ") as [string, string];
  return { day, hour: Number(hour) };
}

/** When an order is expected: as promised, or by the shop's own rule. It reads no clock and never extends a promise. */
import type { Window } from "./event.ts";
import type { Order } from "./order.ts";
import type { ShopSettings } from "./shop.ts";

const DAY_MS = 86_400_000;

const day_formats = new Map<string, Intl.DateTimeFormat>();

/** The day or days on which the order is expected; `null` when nothing travels or nobody has said. */
export function expectedWindow(order: Order, shop: ShopSettings): Window | null {
  if (order.cancelled !== undefined || !order.details.lines.some((line) => line.requires_shipping)) {
    return null;
  }
  const told = order.promised ?? order.details.promised;
  if (told !== undefined) return told;
  if (shop.delivery === undefined) return null;
  const placed_on = dayIn(shop.time_zone, Date.parse(order.details.placed_at));
  const from = afterWorkingDays(placed_on, shop.delivery.days_min);
  const until = afterWorkingDays(placed_on, Math.max(shop.delivery.days_min, shop.delivery.days_max));
  return from === until ? { until } : { from, until };
}

/** The calendar day at that moment in `time_zone`: `2026-11-24`. */
function dayIn(time_zone: string, at_ms: number): string {
  const parts = dayFormat(time_zone).formatToParts(at_ms);
  const part = (type: string) => parts.find((found) => found.type === type)?.value ?? "";
  return `${part("year").padStart(4, "0")}-${part("month")}-${part("day")}`;
}

/** Kept, since making one costs more than all the rest. Intl refuses what is no zone, so there are never many. */
function dayFormat(time_zone: string): Intl.DateTimeFormat {
  const known = day_formats.get(time_zone);
  if (known !== undefined) return known;
  const made = new Intl.DateTimeFormat("en-u-ca-gregory-nu-latn", {
    timeZone: time_zone,
    year: "numeric",
    month: "2-digit",
    day: "2-digit",
  });
  day_formats.set(time_zone, made);
  return made;
}

/** `count` working days (Monday to Friday) after `day`; a weekend counts as the Friday before it, and 0 days on it is Monday. */
function afterWorkingDays(day: string, count: number): string {
  let at_ms = Date.parse(`${day}T00:00:00Z`);
  for (let left = count; left > 0 || isWeekend(at_ms);) {
    at_ms += DAY_MS;
    if (!isWeekend(at_ms)) left--;
  }
  return new Date(at_ms).toISOString().slice(0, 10);
}

function isWeekend(at_ms: number): boolean {
  const weekday = new Date(at_ms).getUTCDay();
  return weekday === 0 || weekday === 6;
}

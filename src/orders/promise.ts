/** When an order is expected: as promised, or by the shop's own rule. It reads no clock and never extends a promise. */
import { isHoliday, isWeekend } from "./rest_days.ts";
import type { ShopSettings } from "./shop.ts";
import type { Order, OrderShipment } from "./state.ts";
import type { Window } from "../values/schemas.ts";

const DAY_MS = 86_400_000;
/** More than the settings allow: 3,650 working days and their weekends. */
const WORKING_DAYS_MAX = 6_000;

const day_formats = new Map<string, Intl.DateTimeFormat>();
/** Asked at every plan; as with the days, the zones are few. */
const offset_formats = new Map<string, Intl.DateTimeFormat>();

/** The day or days on which the order is expected; `null` when nothing travels or nobody has said. */
export function expectedWindow(order: Order, shop: ShopSettings): Window | null {
  if (order.cancelled !== undefined || !order.details.lines.some((line) => line.requires_shipping)) {
    return null;
  }
  const window = promisedWindow(order, shop);
  return window === null || isPastHope(order, window) ? null : window;
}

/** As promised, else by the shop's own rule: from the order on, or where that is over before the goods were there, from then. */
function promisedWindow(order: Order, shop: ShopSettings): Window | null {
  const promised = order.promised ?? order.details.promised ?? windowFrom(order.details.placed_at, shop);
  const back_at = backInStockAt(order);
  const is_over = promised !== null && back_at !== null &&
    promised.until < dayIn(shop.time_zone, Date.parse(back_at));
  return is_over ? windowFrom(back_at, shop) : promised;
}

function windowFrom(start_at: string, shop: ShopSettings): Window | null {
  if (shop.delivery === undefined) return null;
  const start_on = dayIn(shop.time_zone, Date.parse(start_at));
  const from = afterWorkingDays(shop, start_on, shop.delivery.days_min);
  const until = afterWorkingDays(shop, start_on, Math.max(shop.delivery.days_min, shop.delivery.days_max));
  return from === until ? { until } : { from, until };
}

/** When the last of the goods that were missing came back, as Waybill found it; null when none were. */
function backInStockAt({ allocated = [] }: Order): string | null {
  return allocated.filter(({ available }) => available).map(({ at }) => at).sort().at(-1) ?? null;
}

/** Nothing has left, and something is missing for longer than that: nobody knows a day. */
function isPastHope({ details, shipments }: Order, { until }: Window): boolean {
  return shipments.length === 0 &&
    details.lines.some(({ requires_shipping, stock }) =>
      requires_shipping && stock?.available === false && (stock.expected_on ?? "9999-12-31") > until
    );
}

/** What the customer may expect now: the carrier's word on the only parcel is nearer the truth than the order's promise. */
export function currentWindow(order: Order, shop: ShopSettings): Window | null {
  const [shipment, ...others] = order.shipments;
  return (others.length === 0 ? shipment?.expected : undefined) ?? expectedWindow(order, shop);
}

/** Something that travels has not arrived, and has not come back either. */
export function isUnderway(order: Order): boolean {
  if (!order.details.lines.some((line) => line.requires_shipping)) return false;
  const settled = order.shipments.every(({ status }) => isHome(status) || status === "returned_to_sender");
  return !(settled && order.shipments.length > 0 && coversOrder(order, order.shipments));
}

/** When the last parcel of a complete order came home; null while anything is missing. */
export function homeAt(order: Order): string | null {
  if (order.shipments.length === 0 || !coversOrder(order, order.shipments)) return null;
  if (!order.shipments.every(({ status }) => isHome(status))) return null;
  return order.shipments.map(({ scans }) => scans.findLast(({ status }) => isHome(status))?.at ?? "").sort()
    .at(-1) ?? null;
}

/** All that travels is in these parcels. A parcel whose content nobody told is taken to hold everything. */
export function coversOrder(order: Order, shipments: readonly OrderShipment[]): boolean {
  if (shipments.some(({ lines }) => lines.length === 0)) return true;
  const sent = new Map<string, number>();
  for (const { line_id, quantity } of shipments.flatMap(({ lines }) => lines)) {
    sent.set(line_id, (sent.get(line_id) ?? 0) + quantity);
  }
  return order.details.lines.every((line) =>
    !line.requires_shipping || (sent.get(line.id) ?? 0) >= line.quantity
  );
}

/** When a parcel left: as was said, else as its first scan tells. */
export function shippedAt({ shipped_at, scans }: OrderShipment): string {
  return shipped_at ?? scans[0]?.at ?? "";
}

/** The morning after the last promised day: the carriers' evening scans are in by then. Milliseconds since the epoch. */
export function missedAt(promised: Window, shop: ShopSettings): number {
  const day_ms = Date.parse(`${promised.until}T00:00:00Z`);
  // 10 in the morning of the next day in the shop's zone, found by that zone's offset at noon.
  const noon_ms = day_ms + DAY_MS / 2;
  return day_ms + DAY_MS + 10 * 3_600_000 - offsetMs(shop.time_zone, noon_ms);
}

function isHome(status: OrderShipment["status"]): boolean {
  return status === "delivered" || status === "picked_up";
}

/** How far `time_zone` is ahead of UTC at that moment, to the minute. */
function offsetMs(time_zone: string, at_ms: number): number {
  let format = offset_formats.get(time_zone);
  if (format === undefined) {
    format = new Intl.DateTimeFormat("en", { timeZone: time_zone, timeZoneName: "longOffset" });
    offset_formats.set(time_zone, format);
  }
  const name = format.formatToParts(at_ms).find(({ type }) => type === "timeZoneName")?.value ?? "";
  const [, sign, hours, minutes] = /([+-])(\d{2}):(\d{2})/.exec(name) ?? [];
  return hours === undefined ? 0 : (sign === "-" ? -1 : 1) * (Number(hours) * 60 + Number(minutes)) * 60_000;
}

/** The calendar day at that moment in `time_zone`: `2026-11-24`. */
export function dayIn(time_zone: string, at_ms: number): string {
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

/**
 * `count` days after `day` on which the shop works: Monday to Friday without its country's holidays. What is placed on a day
 * of rest counts as of the working day before it, and 0 days on it is the next one.
 */
function afterWorkingDays(shop: ShopSettings, day: string, count: number): string {
  const rests = (at_day: string) => isWeekend(at_day) || isHoliday(shop, shop.country, at_day);
  let at = day;
  for (let left = count, step = 0; (left > 0 || rests(at)) && step < WORKING_DAYS_MAX; step++) {
    at = dayAfter(at);
    if (!rests(at)) left--;
  }
  return at;
}

function dayAfter(day: string): string {
  return new Date(Date.parse(`${day}T00:00:00Z`) + DAY_MS).toISOString().slice(0, 10);
}

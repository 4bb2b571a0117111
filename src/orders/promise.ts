/** When an order is expected: as promised, or by the shop's own rule. It reads no clock and never extends a promise. */
import { dayIn, endOfDay } from "./days.ts";
import type { Window } from "../values/schemas.ts";
import { accountOf } from "./account/account.ts";
import { canStart } from "./account/shop_waits.ts";
import type { Order } from "./state.ts";
import { hasShipped } from "./goods/arrival.ts";
import { goodsOf, type LineGoods } from "./goods/goods.ts";
import { duePieces, isReplaced } from "./goods/parts.ts";
import { shipmentWay, travels } from "./goods/way.ts";
import { owedSince } from "./owed_since.ts";
import { outUntil } from "./out_today.ts";
import { isHoliday, isWeekend } from "./rest_days.ts";
import type { ShopSettings } from "./shop.ts";

const DAY_MS = 86_400_000;
/** Ten in the morning. */
const MORNING_MS = 10 * 3_600_000;
/** More than the settings allow: 3,650 working days and their weekends. */
const WORKING_DAYS_MAX = 6_000;

/** The day or days on which what is still to be brought is expected; `null` when nothing travels or nobody has said. */
export function expectedWindow(order: Order, shop: ShopSettings): Window | null {
  if (order.cancelled !== undefined || !goodsOf(order).lines.some(isToBeBrought)) return null;
  const window = promisedWindow(order, shop);
  return window === null || isPastHope(order, window) ? null : window;
}

/** Withdrawn pieces are not waited for. What is home already stands for itself: what was promised of it stays readable. */
function isToBeBrought({ way, ordered, fates }: LineGoods): boolean {
  return travels(way) && fates.withdrawn < ordered;
}

/**
 * As promised, else by the shop's own rule from the order on. The rule counts anew from the day on which goods that were
 * missing came back after a promise, and from the one on which a line can leave that is made to order or not out yet.
 */
function promisedWindow(order: Order, shop: ShopSettings): Window | null {
  const stated = order.promised ?? order.details.promised;
  const owed_on = dayIn(shop.time_zone, Date.parse(owedSince(order)));
  const leaves_on = leavesOn(order);
  const starts_on = leaves_on !== null && leaves_on > owed_on ? leaves_on : owed_on;
  const can_hold = stated !== undefined && (leaves_on === null || stated.until >= leaves_on);
  const window = can_hold ? stated : windowFrom(starts_on, shop);
  const back_on = backInStockOn(order, shop);
  return window !== null && back_on !== null && window.until < back_on ? windowFrom(back_on, shop) : window;
}

/** The day from which the last of the goods can leave, where their lines name one. */
function leavesOn(order: Order): string | null {
  return goodsOf(order).lines.filter(isToBeBrought).map(({ line }) => line.available_on)
    .filter((day) => day !== undefined).sort().at(-1) ?? null;
}

function windowFrom(start_on: string, shop: ShopSettings): Window | null {
  if (shop.delivery === undefined) return null;
  const from = afterWorkingDays(shop, start_on, shop.delivery.days_min);
  const until = afterWorkingDays(shop, start_on, Math.max(shop.delivery.days_min, shop.delivery.days_max));
  return from === until ? { until } : { from, until };
}

/** The day on which the last of the goods that were missing came back, as Waybill found it; null when none were. */
function backInStockOn({ allocated = [] }: Order, shop: ShopSettings): string | null {
  const back_at = allocated.filter(({ available }) => available).map(({ at }) => at).sort().at(-1);
  return back_at === undefined ? null : dayIn(shop.time_zone, Date.parse(back_at));
}

/** Nothing has left, and something is missing for longer than that: nobody knows a day. */
function isPastHope(order: Order, { until }: Window): boolean {
  return !hasShipped(order) &&
    duePieces(order, ({ way }) => travels(way)).some(({ line: { stock } }) =>
      stock?.available === false && (stock.expected_on ?? "9999-12-31") > until
    );
}

/**
 * What the customer may expect now of everything that is still to come. The carrier's word on a shipment is nearer the truth
 * than the order's promise; a shipment without a date of its own adds nothing to what the others say.
 */
export function currentWindow(order: Order, shop: ShopSettings): Window | null {
  const { lines, holdings } = goodsOf(order);
  const promise = expectedWindow(order, shop);
  const under_way = holdings.filter(({ shipment, fate }) =>
    fate === "in_shipment" && travels(shipmentWay(order.details, shipment)) && !isReplaced(order, shipment)
  );
  const dated = under_way.flatMap(({ shipment }) => shipment.expected ?? []);
  const is_more_due = lines.some(({ way, fates }) => travels(way) && fates.due > 0);
  if (dated.length === 0) return promise;
  if (!is_more_due) return latest(dated);
  return promise === null ? null : latest([...dated, promise]);
}

function latest(windows: readonly Window[]): Window {
  return windows.reduce((last, window) =>
    window.until > last.until || (window.until === last.until && (window.from ?? "") > (last.from ?? ""))
      ? window
      : last
  );
}

/** What a mail or a page may tell of it: the shop's own rule counts from the payment, so an unpaid order has no date by it. */
export function windowToShow(order: Order, shop: ShopSettings): Window | null {
  const window = currentWindow(order, shop);
  const is_awaited = !hasShipped(order) && !canStart(accountOf(order));
  return is_awaited && window !== null ? order.promised ?? order.details.promised ?? null : window;
}

/**
 * The morning after the last promised day, or after the day on which it was out for delivery and did not arrive: the carriers'
 * evening scans are in by then. Milliseconds since the epoch.
 */
export function missedAt(promised: Window, order: Order, shop: ShopSettings): number {
  return Math.max(endOfDay(shop.time_zone, promised.until), ...outUntil(order, shop)) + MORNING_MS;
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

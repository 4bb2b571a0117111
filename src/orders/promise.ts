/**
 * Computes when an order is expected: as promised, as the shop's own history has it, or by its rule. It reads no clock and never extends a
 * promise.
 */
import { backInStockOn, wasShortFromTheStart } from "./back_in_stock.ts";
import { dayIn, endOfDay } from "./days.ts";
import type { Window } from "../values/schemas.ts";
import { accountOf } from "./account/account.ts";
import { isCalledOff } from "./called_off.ts";
import { canStart } from "./account/shop_waits.ts";
import type { Order } from "./state.ts";
import { addedAfterArrival } from "./goods/added_later.ts";
import { hasShipped } from "./goods/arrival.ts";
import { goodsOf, type LineGoods } from "./goods/goods.ts";
import { duePieces, isReplaced } from "./goods/parts.ts";
import { shipmentWay, travels } from "./goods/way.ts";
import { owedSince } from "./owed_since.ts";
import { outUntil } from "./out_today.ts";
import { isShopClosed, isWeekend } from "./rest_days.ts";
import { learntDays } from "./learnt.ts";
import type { ShopSettings } from "./shop.ts";

const DAY_MS = 86_400_000;
/** Ten in the morning, in milliseconds since midnight. */
const MORNING_MS = 10 * 3_600_000;
/** Bounds the count above what the settings allow: 3,650 working days and their weekends. */
const WORKING_DAYS_MAX = 6_000;

/** Returns the window in which goods to be brought are expected; `null` when nothing travels or no date is known. */
export function expectedWindow(order: Order, shop: ShopSettings): Window | null {
  if (isCalledOff(order) || !goodsOf(order).lines.some(isToBeBrought)) return null;
  const window = promisedWindow(order, shop);
  return window === null || isPastHope(order, window) ? null : window;
}

/**
 * Returns whether the line has pieces to bring. Withdrawn pieces do not count; delivered ones do, so that their
 * promise stays readable.
 */
function isToBeBrought({ way, ordered, fates }: LineGoods): boolean {
  return travels(way) && fates.withdrawn < ordered;
}

/** Who gave the date by which a promise is judged: the sender, the shop's own history, or its rule. */
export type PromiseOrigin = "stated" | "learnt" | "rule";

/** A window, who gave it, and for `learnt` the key under which its days were learnt. */
export interface GivenWindow {
  readonly window: Window;
  readonly origin: PromiseOrigin;
  readonly key?: string | undefined;
}

/** Returns the window by which an order that has arrived is judged, and who gave it; null where nobody did. */
export function judgedWindow(order: Order, shop: ShopSettings): GivenWindow | null {
  if (order.cancelled !== undefined || !goodsOf(order).lines.some(isToBeBrought)) return null;
  return givenWindow(order, shop, order.promised ?? order.details.promised);
}

/**
 * Returns the day from which the shop's own days count: the day since which it owes the goods, or a later one on which a
 * pre-order or a line made to order can leave, or on which missing goods came back.
 */
export function startsOn(order: Order, shop: ShopSettings): string {
  const back_on = backInStockOn(order, shop);
  const starts_on = firstStart(order, shop);
  return back_on !== null && back_on > starts_on ? back_on : starts_on;
}

/**
 * Returns the promised window, else the shop's own days from the order on. They restart on the day on which missing
 * goods were there again after a promise, and on the day on which a pre-order or a line made to order can leave.
 */
function promisedWindow(order: Order, shop: ShopSettings): Window | null {
  return givenWindow(order, shop, order.promised ?? order.details.promised)?.window ?? null;
}

function givenWindow(order: Order, shop: ShopSettings, stated: Window | undefined): GivenWindow | null {
  const given = firstWindow(order, shop, stated);
  const back_on = backInStockOn(order, shop);
  return given !== null && back_on !== null && given.window.until < back_on
    ? windowFrom(order, back_on, shop)
    : given;
}

function firstWindow(order: Order, shop: ShopSettings, stated: Window | undefined): GivenWindow | null {
  const leaves_on = leavesOn(order, shop);
  // A day that had passed before the order was paid was none of what the shop owes.
  const can_hold = stated !== undefined && (leaves_on === null || stated.until >= leaves_on) &&
    stated.until >= dayIn(shop.time_zone, Date.parse(owedSince(order)));
  return can_hold ? { window: stated, origin: "stated" } : windowFrom(order, firstStart(order, shop), shop);
}

function firstStart(order: Order, shop: ShopSettings): string {
  const owed_on = dayIn(shop.time_zone, Date.parse(owedSince(order)));
  const leaves_on = leavesOn(order, shop);
  return leaves_on !== null && leaves_on > owed_on ? leaves_on : owed_on;
}

/** Returns the day from which the last goods can leave, where their lines state one or they were added only then. */
function leavesOn(order: Order, shop: ShopSettings): string | null {
  const added_at = addedAfterArrival(order);
  const days = goodsOf(order).lines.filter(isToBeBrought).map(({ line }) => line.available_on);
  return [...days, added_at === null ? undefined : dayIn(shop.time_zone, Date.parse(added_at))]
    .filter((day) => day !== undefined).sort().at(-1) ?? null;
}

function windowFrom(order: Order, start_on: string, shop: ShopSettings): GivenWindow | null {
  const learnt = shop.learnt === undefined ? null : learntDays(order, shop.learnt, start_on);
  const days = learnt ?? shop.delivery;
  if (days === undefined) return null;
  const from = afterWorkingDays(shop, start_on, days.days_min);
  const until = afterWorkingDays(shop, start_on, Math.max(days.days_min, days.days_max));
  return {
    window: from === until ? { until } : { from, until },
    ...(learnt === null ? { origin: "rule" } : { origin: "learnt", key: learnt.key }),
  };
}

/**
 * Returns whether goods are missing beyond the window while nothing has left, or while nothing else is awaited any more: no date
 * is known then.
 */
function isPastHope(order: Order, { until }: Window): boolean {
  const due = duePieces(order, ({ way }) => travels(way));
  const missing = due.filter(({ line: { stock } }) =>
    stock?.available === false && (stock.expected_on ?? "9999-12-31") > until
  );
  if (missing.length === 0 || !hasShipped(order)) return missing.length > 0;
  const is_under_way = goodsOf(order).lines.some(({ way, fates }) => travels(way) && fates.in_shipment > 0);
  return !is_under_way && missing.length === due.length;
}

/**
 * Returns the window for everything still to come. A carrier's date for a shipment overrides the order's promise; a
 * shipment without a date adds nothing.
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

/**
 * Returns the window that a mail or page may show. The shop's own rule counts from the payment, so it gives an unpaid
 * order no date.
 */
export function windowToShow(order: Order, shop: ShopSettings): Window | null {
  const window = currentWindow(order, shop);
  const is_awaited = !hasShipped(order) && !canStart(accountOf(order));
  return is_awaited && window !== null ? order.promised ?? order.details.promised ?? null : window;
}

/**
 * Returns the window that was stated with the order, where the one to show now ends later: its customer is owed an apology.
 * Null where nothing was stated, or it still holds.
 */
export function movedFrom(order: Order, shop: ShopSettings): Window | null {
  const now = windowToShow(order, shop);
  const { promised } = order.details;
  if (wasShortFromTheStart(order)) return null;
  const is_stated = promised !== undefined || canStart(accountOf(order));
  const first = is_stated ? firstWindow(order, shop, promised)?.window ?? null : null;
  return first !== null && now !== null && now.until > first.until ? first : null;
}

/**
 * The morning after the last promised day, or after the day on which it was out for delivery and did not arrive: the carriers'
 * evening scans are in by then. Milliseconds since the epoch.
 */
export function missedAt(promised: Window, order: Order, shop: ShopSettings): number {
  return Math.max(endOfDay(shop.time_zone, promised.until), ...outUntil(order, shop)) + MORNING_MS;
}

/**
 * Returns the `count`-th working day after `day`: Monday to Friday without the country's holidays and the shop's own closed days. An order on a day
 * of rest counts as placed on the working day before; with 0 days it gives the next one.
 */
function afterWorkingDays(shop: ShopSettings, day: string, count: number): string {
  const rests = (at_day: string) => isWeekend(at_day) || isShopClosed(shop, at_day);
  let at = day;
  for (let left = count, step = 0; (left > 0 || rests(at)) && step < WORKING_DAYS_MAX; step++) {
    at = dayAfter(at);
    if (!rests(at)) left--;
  }
  return at;
}

/** Returns after how many working days `day` comes: the number by which `afterWorkingDays` leads to it. */
export function workingDaysBetween(shop: ShopSettings, from: string, day: string): number {
  let count = 0;
  let at = from;
  for (let step = 0; at < day && step < WORKING_DAYS_MAX; step++) {
    at = dayAfter(at);
    if (!isWeekend(at) && !isShopClosed(shop, at)) count++;
  }
  return count;
}

function dayAfter(day: string): string {
  return new Date(Date.parse(`${day}T00:00:00Z`) + DAY_MS).toISOString().slice(0, 10);
}

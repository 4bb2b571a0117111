/**
 * Customers who want to hear when a SKU is in stock again: saves and deletes their watches, and writes to them when
 * it is.
 */
import type { StandaloneMail } from "../../messages/standalone.ts";
import { afterQuietHours } from "../../orders/quiet_hours.ts";
import type { WatchRequest } from "../../stock/event.ts";
import { lookAt } from "../../stock/settling.ts";
import { backInStock, watchersToNotify } from "../../stock/watchers.ts";
import { insertStandalone } from "../../sql/messages.ts";
import {
  deleteWatch,
  deleteWatchesOf,
  insertNotified,
  insertWatch,
  readNotified,
  readWatches,
  selectNotified,
  selectWatches,
  workForWatch,
} from "../../sql/stock_watches.ts";
import type { RecordPorts, Shop, StockPorts } from "../ports.ts";

/** Watchers who are notified in one pass; the others follow in the next. */
const NOTIFIED_MAX = 100;

/**
 * Saves a customer's watch, from a page or from the shop's own event. Does nothing for a shop that does not track its
 * stock.
 */
export async function watchStock(
  { db, name_customer }: Pick<RecordPorts, "db" | "name_customer">,
  shop: Shop,
  { sku, customer, product, at }: Omit<WatchRequest, "type">,
  now_ms: number,
): Promise<readonly D1PreparedStatement[]> {
  const { track, settle_s } = shop.settings.stock;
  if (!track) return [];
  return [
    insertWatch(db, shop.id, sku, await name_customer(shop.id, customer.email), {
      ...customer,
      product,
      asked_at: at,
    }),
    workForWatch(db, shop.id, sku, lookAt(now_ms, settle_s)),
  ];
}

/** Deletes a customer's watch of one SKU, or all of them when `sku` is absent. */
export function forgetWatch(db: D1Database, shop: Shop, email: string, sku?: string): D1PreparedStatement {
  return sku === undefined ? deleteWatchesOf(db, shop.id, email) : deleteWatch(db, shop.id, sku, email);
}

/**
 * Notifies no more watchers than there are free pieces, and deletes their watches, in one commit with the mails that
 * they are owed; returns those mails.
 */
export async function notifyWatchers(
  { db, name_customer }: Pick<StockPorts, "db" | "name_customer">,
  shop: Shop,
  sku: string,
  free: number,
  now_ms: number,
): Promise<readonly StandaloneMail<"back_in_stock">[]> {
  const [waiting, before] = await db.batch([
    selectWatches(db, shop.id, sku, NOTIFIED_MAX),
    selectNotified(db, shop.id, sku),
  ]);
  const notified = readNotified(before!);
  const watches = watchersToNotify({ free, notified }, readWatches(waiting!));
  if (watches.length === 0) return [];
  const due_at_ms = afterQuietHours(shop.settings, shop.settings.time_zone, shop.settings.country, now_ms);
  const mails = watches.map((watch) => backInStock(sku, watch, due_at_ms));
  const readers = await Promise.all(watches.map(({ email }) => name_customer(shop.id, email)));
  await db.batch([
    insertNotified(db, shop.id, sku, notified + watches.length),
    ...mails.map((mail, index) => insertStandalone(db, readers[index]!, mail, now_ms)),
    ...watches.map(({ email }) => deleteWatch(db, shop.id, sku, email)),
  ]);
  return mails;
}

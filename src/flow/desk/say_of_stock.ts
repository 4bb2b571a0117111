/** Keeps what a person says of a SKU and has its orders looked at: those who wait are told what is new for them. */
import { err, ok, type Result } from "../../result.ts";
import { dayIn } from "../../orders/days.ts";
import { insertWork } from "../../sql/stock.ts";
import { selectShortLinesOf, upsertStockWord } from "../../sql/shortages.ts";
import type { Shop } from "../ports.ts";

export interface StockSaid {
  readonly sku: string;
  /** The first day on which more is expected, as `2026-12-04`; `back` where it is there again. */
  readonly is: { readonly expected_on: string } | "back";
  /** By the name that colleagues see. */
  readonly person: string;
}

/** `not_short`: nobody waits for the SKU. `past`: the day is over. What is said goes to orders within a minute. */
export async function sayOfStock(
  { db }: { readonly db: D1Database },
  shop: Shop,
  { sku, is, person }: StockSaid,
  now_ms: number,
): Promise<Result<null, "not_short" | "past">> {
  if (is !== "back" && is.expected_on < dayIn(shop.settings.time_zone, now_ms)) {
    return err("past", "Must be today or later");
  }
  const { results } = await selectShortLinesOf(db, shop.id, sku, 1).all();
  if (results.length === 0) return err("not_short", "Nobody waits for this SKU");
  const word = {
    sku,
    expected_on: is === "back" ? null : is.expected_on,
    back_at: is === "back" ? new Date(now_ms).toISOString() : null,
    person,
    at: now_ms,
  };
  await db.batch([
    upsertStockWord(db, shop.id, word),
    insertWork(db, { due_at: now_ms, shop_id: shop.id, sku }),
  ]);
  return ok(null);
}

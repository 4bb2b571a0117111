/**
 * Records the stock events of one webhook: levels, names of items, customers who want to hear of a SKU. One commit;
 * it allocates nothing, but queues each SKU that somebody waits for.
 */
import type { ItemLevel, ItemNamed, StockEvent, StockLevel, WatchRequest } from "../../stock/event.ts";
import { lookAt } from "../../stock/settling.ts";
import { nameItems, upsertLevels, workForLevels } from "../../sql/stock.ts";
import type { RecordPorts, Shop } from "../ports.ts";
import { watchStock } from "./watch_stock.ts";

/** The stock events of one verified webhook. */
export interface StockWebhook {
  readonly source: string;
  readonly webhook_id: string;
  readonly events: readonly StockEvent[];
  readonly received_at_ms: number;
}

/** `ignored`: the shop does not track its stock, and nothing of the webhook is kept. */
export type StockRecorded = "recorded" | "duplicate" | "ignored";

/**
 * A repeated webhook is not newer than what is known and changes nothing. Throws when D1 cannot be reached: then the
 * caller must keep the webhook.
 */
export async function recordStock(
  ports: Pick<RecordPorts, "db" | "name_customer">,
  shop: Shop,
  webhook: StockWebhook,
  now_ms: number,
): Promise<StockRecorded> {
  const { db } = ports;
  const { track, settle_s } = shop.settings.stock;
  if (!track) return "ignored";
  const due_at_ms = lookAt(now_ms, settle_s);
  const events = webhook.events.map((one) => notAhead(one, webhook.received_at_ms));
  const names = events.filter((one): one is ItemNamed => one.type === "stock.item_named");
  const levels = events.filter((one): one is StockLevel | ItemLevel =>
    one.type === "stock.changed" || one.type === "stock.item_changed"
  );
  const requests = events.filter((one): one is WatchRequest => one.type === "stock.watch_requested");
  const statements = [
    ...(names.length === 0 ? [] : nameItems(db, shop.id, names, due_at_ms)),
    ...(levels.length === 0
      ? []
      : [workForLevels(db, shop.id, levels, due_at_ms), upsertLevels(db, shop.id, levels)]),
    ...(await Promise.all(requests.map((request) => watchStock(ports, shop, request, now_ms)))).flat(),
  ];
  const results = statements.length === 0 ? [] : await db.batch(statements);
  return results.some(({ meta }) => meta.changes > 0) ? "recorded" : "duplicate";
}

/** An event dated in the future would outweigh every newer event until that date. */
function notAhead<One extends StockEvent>(event: One, received_at_ms: number): One {
  const ahead = Date.parse(event.at) > received_at_ms;
  return ahead ? { ...event, at: new Date(received_at_ms).toISOString() } : event;
}

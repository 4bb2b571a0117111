/** A shop that tracks its stock, as a test of the verbs sees it: what is told, what the sweep does, what is open. */
import { env } from "cloudflare:workers";
import type { StockPorts } from "../../src/flow/ports.ts";
import { recordAndAllocate } from "../../src/flow/record/record_and_allocate.ts";
import { recordStock } from "../../src/flow/stock/record_stock.ts";
import { serveStock, WORK_MAX } from "../../src/flow/stock/serve_stock.ts";
import { customerNames } from "../../src/links/customer_name.ts";
import type { MessageKey } from "../../src/messages/message.ts";
import type { OrderDetails, OrderEvent } from "../../src/orders/event.ts";
import { fromBase64 } from "../../src/sealed.ts";
import type { StockEvent, StockLevel } from "../../src/stock/event.ts";
import { ADAS_ORDER, hours, NOW, NOW_MS, placed, SHOP } from "./cast.ts";
import { errandQueue } from "./clock.ts";
import { selectWork, type StockWork } from "../../src/sql/stock.ts";
import { DEMO, recording, rows } from "./house.ts";

export const TRACKING = { ...DEMO, settings: { ...SHOP, stock: { track: true, settle_s: 300 } } };

/** What would have been woken. */
export const woken: MessageKey[] = [];

export const stocking: StockPorts = {
  ...recording,
  find_shop: () => Promise.resolve(TRACKING),
  wake_queue: {
    sendBatch: (batch: Iterable<{ readonly body: MessageKey }>) => {
      woken.push(...[...batch].map(({ body }) => body));
      return Promise.resolve();
    },
  } as unknown as Queue<MessageKey>,
  mail: env.MAIL,
  errand_queue: errandQueue(),
  bulk_wake_queue: { sendBatch: () => Promise.resolve() } as unknown as Queue<MessageKey>,
  name_customer: customerNames(fromBase64(env.SEALING_KEY)),
};

/** An order of one line of this SKU. */
export function orderOf(id: string, sku: string, changes: Partial<OrderDetails> = {}): OrderDetails {
  const line = { ...ADAS_ORDER.lines[0]!, sku };
  return { ...ADAS_ORDER, id, number: `#${id}`, lines: [line], ...changes };
}

/** `NOW_MS` plus so many hours. */
export function later(hours_count: number): number {
  return NOW_MS + hours_count * 3_600_000;
}

/** So many orders of one piece, the first the oldest, each placed a minute after the one before, all confirmed. */
export async function placeOrders(sku: string, count: number): Promise<readonly string[]> {
  const ids = Array.from({ length: count }, (_, index) => `${sku.toLowerCase()}-${index + 1}`);
  for (const [index, id] of ids.entries()) {
    await postOrderEvents(id, NOW_MS, placed(orderOf(id, sku, { placed_at: hours(index / 60) })));
    await confirmed(id);
  }
  return ids;
}

let webhooks = 0;

export async function postOrderEvents(id: string, now_ms: number, ...events: readonly OrderEvent[]) {
  webhooks += 1;
  const report = {
    source: "standard",
    webhook_id: `order-${webhooks}`,
    order: id,
    events,
    received_at_ms: now_ms,
  };
  const recorded = await recordAndAllocate(recording, TRACKING, report, now_ms);
  if (!recorded.ok) throw new Error(recorded.message);
  return recorded.value;
}

export async function postStock(now_ms: number, ...events: readonly StockEvent[]) {
  webhooks += 1;
  const webhook_id = `stock-${webhooks}`;
  const report = { source: "standard", webhook_id, events, received_at_ms: now_ms };
  return await recordStock(recording, TRACKING, report, now_ms);
}

export function level(
  sku: string,
  available_quantity: number | null,
  changes: Partial<StockLevel> = {},
): StockLevel {
  return { type: "stock.changed", sku, available_quantity, basis: "on_hand", at: NOW, ...changes };
}

/** One pass over what is due of the stock. */
export async function sweepStock(ports: StockPorts, now_ms: number): Promise<void> {
  const { results } = await selectWork(ports.db, TRACKING.id, now_ms, WORK_MAX).all<StockWork>();
  await serveStock(ports, TRACKING, results, now_ms);
}

/** Lets the clock stand there and the sweep pass until it has nothing more to do at that time. */
export async function sweepUntilDone(now_ms: number, ports: StockPorts = stocking): Promise<number> {
  for (let passes = 0; passes < 50; passes++) {
    const due = await env.DB.prepare("select count(*) as count from stock_work where due_at <= ?1").bind(
      now_ms,
    )
      .first<number>("count");
    if (due === 0) return passes;
    await sweepStock(ports, now_ms);
  }
  throw new Error("Cannot sweep as there must be an end of it within 50 passes");
}

/** Orders, in the order of their keys, whose line of this SKU was found missing. */
export async function missingOf(sku: string): Promise<readonly string[]> {
  const { results } = await env.DB.prepare(
    "select order_id from open_lines where sku = ?1 and available = 0 order by order_id",
  ).bind(sku).all<{ order_id: string }>();
  return results.map(({ order_id }) => order_id.replace("demo/standard/", ""));
}

/** The rows of a SKU that ask for a look at it. */
export async function workOf(sku: string): Promise<readonly unknown[]> {
  return (await rows("stock_work")).filter((row) => row["sku"] === sku);
}

/** Kinds that the ledger of one order owes. */
export async function owedTo(id: string): Promise<readonly string[]> {
  const { results } = await env.DB.prepare(
    "select kind from messages where subject = ?1 and state = 'owed' order by kind",
  ).bind(`demo/standard/${id}`).all<{ kind: string }>();
  return results.map(({ kind }) => kind);
}

/** Marks everything owed to an order as sent, with what its confirmation told of missing lines. */
export async function confirmed(id: string, backordered: readonly string[] = []): Promise<void> {
  await env.DB.prepare(
    `update messages set state = 'sent', due_at = null, attempts = 1, closed_at = ?2,
       facts_shown = json_object('changes', 0, 'backordered', json(?3)) where subject = ?1`,
  ).bind(`demo/standard/${id}`, NOW_MS, JSON.stringify(backordered)).run();
}

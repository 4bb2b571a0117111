/**
 * Allocates stock to open orders: reads one SKU's levels and open lines, and records what changed for an order as an
 * event of that order. Bounded; the caller repeats while changes are left.
 */
import type { MessageKey } from "../../messages/message.ts";
import { splitOrderId } from "../../orders/order_id.ts";
import { dayIn } from "../../orders/days.ts";
import type { PlannedMessage } from "../../orders/plan/plan_input.ts";
import { allocate, type Allocation, shortage } from "../../stock/allocation.ts";
import { type JudgedLine, newsOf } from "../../stock/news.ts";
import { OPEN_DAYS } from "../../stock/open_lines.ts";
import { deleteUnmoved, readOpenLines, selectOpenLines } from "../../sql/open_lines.ts";
import { selectStockWords, type StockWord } from "../../sql/shortages.ts";
import { readCounts, selectCounts } from "../../sql/stock.ts";
import type { RecordPorts, Shop } from "../ports.ts";
import { recordEvent } from "../record/record_event.ts";

export interface Allocated {
  /** Orders that received an event. */
  readonly notified: number;
  /** Orders with a change for which this pass had no room. */
  readonly left: number;
  /** When the first allocation that is still held may be taken back; null when none is held. */
  readonly held_until_ms: number | null;
  /** Pieces that no order needs; null where the SKU is not counted. */
  readonly free: number | null;
  readonly decided: readonly PlannedMessage[];
  readonly due_keys: readonly MessageKey[];
}

/** Limit of one pass: a single order, or a number of orders. */
export type Scope = { readonly order_id: string } | { readonly orders_max: number };

const DAY_MS = 86_400_000;

export async function allocateStock(
  ports: RecordPorts,
  shop: Shop,
  sku: string,
  scope: Scope,
  now_ms: number,
): Promise<Allocated> {
  const [counted, open, words] = await ports.db.batch([
    selectCounts(ports.db, shop.id, sku),
    selectOpenLines(ports.db, shop.id, sku, openAfter(now_ms)),
    selectStockWords(ports.db, shop.id, [sku]),
  ]);
  const counts = readCounts(counted!);
  const lines = readOpenLines(open!);
  const said = words!.results[0] as StockWord | undefined ?? null;
  const missing = shortage(counts, lines, said);
  const today = dayIn(shop.settings.time_zone, now_ms);
  const { by_order, held_until_ms } = newsOf(allocate(counts, lines, today, said), now_ms);
  const news = "order_id" in scope
    ? [...by_order].filter(([order_id]) => order_id === scope.order_id)
    : [...by_order];
  const taken = news.slice(0, "orders_max" in scope ? scope.orders_max : 1);
  const decided: PlannedMessage[] = [];
  const due_keys: MessageKey[] = [];
  for (const [order_id, allocations] of taken) {
    const recorded = await notifyOrder(ports, shop, sku, order_id, allocations, now_ms);
    decided.push(...recorded.decided);
    due_keys.push(...recorded.due_keys);
  }
  return {
    notified: taken.length,
    left: news.length - taken.length,
    held_until_ms,
    free: missing === null ? null : -missing,
    decided,
    due_keys,
  };
}

/** Returns the date before which an order no longer counts as open. */
export function openAfter(now_ms: number): string {
  return new Date(now_ms - OPEN_DAYS * DAY_MS).toISOString();
}

async function notifyOrder(
  ports: RecordPorts,
  shop: Shop,
  sku: string,
  order_id: string,
  allocations: readonly Allocation<JudgedLine>[],
  now_ms: number,
): Promise<Pick<Allocated, "decided" | "due_keys">> {
  const { source, sender_id } = splitOrderId(order_id);
  const lines = allocations.map(({ line }) => line);
  const first = lines[0]!;
  const recorded = await recordEvent(ports, shop, {
    source,
    // The id names the last allocation of this line: two simultaneous runs record one event, and the next run
    // corrects it. No sender's own id contains a slash.
    webhook_id: `stock/${first.line_id}@${first.allocated_at ?? ""}`,
    order: sender_id,
    events: [{
      type: "stock.allocated",
      at: afterWord(lines, now_ms),
      lines: allocations.map(allocatedLine),
    }],
    received_at_ms: now_ms,
  }, now_ms);
  if (!recorded.ok && recorded.reason === "contended") throw new Error(recorded.message);
  if (recorded.ok && recorded.value.outcome === "recorded") return recorded.value;
  // The order refuses the event, so these lines are out of date: the order is gone, or changed while stock was not
  // tracked.
  await deleteUnmoved(ports.db, shop.id, sku, lines).run();
  return { decided: [], due_keys: [] };
}

function allocatedLine({ line: { line_id }, available, expected_on }: Allocation) {
  return { line_id, available, ...(expected_on === null ? {} : { expected_on }) };
}

/** Clocks differ: an allocation that follows another one must have a later time. */
function afterWord(lines: readonly JudgedLine[], now_ms: number): string {
  const words_ms = lines.map(({ allocated_at }) => allocated_at === null ? 0 : Date.parse(allocated_at) + 1);
  return new Date(Math.max(now_ms, ...words_ms)).toISOString();
}

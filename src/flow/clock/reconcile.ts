/**
 * Asks storefronts for changed orders and records those whose webhook never came. Each tick asks for one page a shop.
 */
import type { ChangedPage, ChangedSince } from "../../orders/changed_orders.ts";
import { withoutCardNumbers } from "../../orders/card_number.ts";
import type { Result } from "../../result.ts";
import {
  type Reconciliation,
  selectReconciliation,
  updateReconciliation,
} from "../../sql/reconciliations.ts";
import { type TokenPorts, withFreshToken } from "../connect/fresh_token.ts";
import { wake } from "../deliver/wake.ts";
import type { RecordPorts, Shop, SweepPorts } from "../ports.ts";
import { recordAndAllocate } from "../record/record_and_allocate.ts";

export interface ReconcilePorts extends RecordPorts, SweepPorts, TokenPorts {
  readonly name_customer: RecordPorts["name_customer"];
  /** Returns one page of the orders that changed at a source of the shop. */
  readonly fetch_changed_orders: (
    shop: Shop,
    source: string,
    asked: ChangedSince,
  ) => Promise<Result<ChangedPage, "unavailable">>;
}

const DAY_MS = 86_400_000;
/** Time of day in UTC at which few people in Europe or America order. */
const NIGHT_MS = 3 * 3_600_000;
const BACKOFF_MAX_MS = 3_600_000;
/** Each run asks again for the last ten minutes of the run before, since a storefront may list a change late. */
const OVERLAP_MS = 600_000;

/** Asks a due storefront for one page. One that fails is asked later, with a growing delay. */
export async function serveReconciliation(
  ports: ReconcilePorts,
  shop_id: string,
  source: string,
  now_ms: number,
): Promise<void> {
  const row = await selectReconciliation(ports.db, shop_id, source).first<Reconciliation>();
  if (row === null || row.due_at > now_ms) return;
  try {
    await updateReconciliation(ports.db, await askOnce(ports, row, now_ms)).run();
  } catch (error) {
    const failed = row.failures + 1;
    const due_at = now_ms + Math.min(BACKOFF_MAX_MS, 60_000 * 2 ** Math.min(failed, 10));
    await updateReconciliation(ports.db, { ...row, failures: failed, due_at }).run();
    throw error;
  }
}

/**
 * Returns until when the storefront has been asked after this page. Throws where the page could not be fetched or
 * recorded; it is then asked for again.
 */
async function askOnce(ports: ReconcilePorts, row: Reconciliation, now_ms: number): Promise<Reconciliation> {
  const tomorrow = Math.floor(now_ms / DAY_MS) * DAY_MS + DAY_MS + NIGHT_MS;
  const shop = await ports.find_shop(row.shop_id, now_ms);
  if (shop === null) return { ...row, due_at: tomorrow };
  const fresh = await withFreshToken(ports, shop, row.source, now_ms);
  if (!fresh.ok) throw new Error(fresh.message);
  const asked = await ports.fetch_changed_orders(fresh.value, row.source, row);
  if (!asked.ok) throw new Error(asked.message);
  const { orders, refused, next, is_last } = asked.value;
  for (const message of refused) log(row, message);
  for (const { order, changed_at, events } of orders) {
    const recorded = await recordAndAllocate(ports, shop, {
      source: row.source,
      webhook_id: `~reconciled ${changed_at} ${order}`,
      order,
      events: events.map(withoutCardNumbers),
      received_at_ms: now_ms,
      is_reconciled: true,
    }, now_ms);
    if (recorded.ok) await wake(ports.wake_queue, recorded.value.due_keys);
    else if (recorded.reason === "contended") throw new Error(recorded.message);
    else log(row, recorded.message);
  }
  if (!is_last) return { ...row, ...next, failures: 0, due_at: now_ms };
  const since = new Date(Math.min(Date.parse(next.since), now_ms - OVERLAP_MS)).toISOString();
  return { ...row, since, page: null, failures: 0, due_at: tomorrow };
}

/** Logs `message`, which names field and rule and never a value. */
function log({ shop_id, source }: Reconciliation, message: string): void {
  console.error(JSON.stringify({ event: "order_not_reconciled", shop: shop_id, source, message }));
}

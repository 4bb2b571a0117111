/**
 * Records a webhook, and where a SKU may be short allocates stock at once, so that the confirmation says which lines
 * are out of stock. Other orders are judged by the sweep.
 */
import type { Result } from "../../result.ts";
import { allocateStock } from "../stock/allocate_stock.ts";
import type { RecordPorts, Shop } from "../ports.ts";
import { withKnownPictures } from "./known_pictures.ts";
import { recordEvent } from "./record_event.ts";
import type { OrderWebhook, Recorded, RecordRefusal } from "./order_webhook.ts";

export async function recordAndAllocate(
  ports: RecordPorts,
  shop: Shop,
  webhook: OrderWebhook,
  now_ms: number,
): Promise<Result<Recorded, RecordRefusal>> {
  const result = await recordEvent(ports, shop, await withKnownPictures(ports, shop, webhook), now_ms);
  if (!result.ok || result.value.scarce.length === 0) return result;
  let { decided, due_keys } = result.value;
  const { scarce, order_id } = result.value;
  try {
    for (const sku of scarce.slice(0, AT_ONCE_MAX)) {
      const allocated = await allocateStock(ports, shop, sku, { order_id: order_id! }, now_ms);
      decided = [...decided, ...allocated.decided];
      due_keys = [...due_keys, ...allocated.due_keys];
    }
  } catch (error) {
    // The order is recorded together with rows of `stock_work`, so the sweep will allocate what could not be
    // allocated now.
    const name = error instanceof Error ? error.name : "unknown";
    console.error(JSON.stringify({ event: "stock_not_allocated", order_id, error: name }));
  }
  return { ...result, value: { ...result.value, decided, due_keys } };
}

/**
 * Most SKUs allocated at once, since each takes two or three round trips while the sender waits. The sweep allocates
 * the others.
 */
const AT_ONCE_MAX = 10;

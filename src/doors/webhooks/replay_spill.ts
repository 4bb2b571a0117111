/** A shop's kept webhooks for its people and programs: lists them, and takes them again at once. */
import { keptId, keptWebhooks } from "../../flow/record/list_spilled.ts";
import { logFailure } from "../log.ts";
import type { Ports } from "../ports.ts";
import { bringBack } from "./bring_back.ts";

/** Most webhooks of one call: recording one takes some fifteen of the statements that an invocation may make. */
const AT_ONCE_MAX = 20;

export interface Replayed {
  readonly recorded: number;
  readonly failed: number;
  /** How many were not tried yet. */
  readonly left: number;
}

/** Milliseconds for which mails of several webhooks wait for one another: whoever takes all goes on within them. */
const TOGETHER_MS = 60_000;

/**
 * Takes one again, or all for null, oldest first; null where there is no such webhook. The mails of one leave at once,
 * those of several once their orders are whole.
 */
export async function replaySpill(
  ports: Ports,
  shop_id: string,
  id: string | null,
): Promise<Replayed | null> {
  const { webhooks } = await keptWebhooks(ports, shop_id);
  const wanted = id === null ? webhooks : webhooks.filter((one) => keptId(one) === id);
  if (id !== null && wanted.length === 0) return null;
  const now_ms = ports.clock();
  const waits_since_ms = wanted.length === 1 ? now_ms : now_ms - TOGETHER_MS;
  let recorded = 0;
  let failed = 0;
  for (const { key } of wanted.slice(0, AT_ONCE_MAX)) {
    try {
      await bringBack(ports, { stored_at: key }, waits_since_ms);
      recorded++;
    } catch (error) {
      logFailure("spill_not_recorded", { shop: shop_id }, error);
      failed++;
    }
  }
  return { recorded, failed, left: Math.max(0, wanted.length - AT_ONCE_MAX) };
}

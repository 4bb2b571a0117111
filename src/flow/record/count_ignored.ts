/** Counts webhooks whose topic Waybill does not act on, so that the desk can show them. */
import { countIgnored } from "../../sql/ignored.ts";
import type { Shop } from "../ports.ts";

/** Adds one to the count of `topic` of `source`. */
export async function countIgnoredWebhook(
  db: D1Database,
  shop: Shop,
  source: string,
  topic: string,
  now_ms: number,
): Promise<void> {
  await countIgnored(db, shop.id, source, topic, now_ms).run();
}

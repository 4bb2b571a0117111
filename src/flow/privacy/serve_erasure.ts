/** Continues one erasure that a run did not finish or that was interrupted. A failure of one does not delay another. */
import { sourceSubject } from "../../messages/subject.ts";
import { readErasures, selectErasure } from "../../sql/erasures.ts";
import { begunAt, continueErasure, LEFT_MS } from "./erase_customer.ts";
import { continueSourceErasure } from "./erase_source.ts";
import { continueOrderErasure } from "./start_order_erasure.ts";
import type { SweepPorts } from "../ports.ts";

/**
 * Runs the erasure of `subject` as far as one invocation allows. Returns true where nothing is left to do now: it is
 * complete, its shop does not exist, or the request that began it continues it itself for a while.
 */
export async function serveErasure(
  ports: SweepPorts,
  shop_id: string,
  subject: string,
  now_ms: number,
): Promise<boolean> {
  const [row] = readErasures(await selectErasure(ports.db, subject).all());
  if (row === undefined || row.progress === null || begunAt(row) > now_ms - LEFT_MS) return true;
  const shop = await ports.find_shop(shop_id, now_ms);
  if (shop === null) return true; // Waits while the shop does not exist.
  const is_source = subject.startsWith(sourceSubject(shop_id, ""));
  const is_orders = row.progress.customer !== undefined;
  const next = is_source ? continueSourceErasure : is_orders ? continueOrderErasure : continueErasure;
  return await next(ports, shop, row, now_ms);
}
